import { X509Certificate } from 'node:crypto';
import { type Enrolment, InvitationCode, type InvitationFile } from '../../contracts/enrolment.ts';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { HospitalClient } from '../hospital/client.ts';
import { toLeaf } from '../hospital/standing.ts';
import type { Keychain } from '../secrets/keychain.ts';
import { makePcKey, type PcKey, signAsPc, toKeyName } from './pc-key.ts';
import type { EnrolmentFile, StoredEnrolment } from './stored-enrolment.ts';

/** Name of the key of an enrolment whose answer may have been lost: the same code and key may ask again. */
const pendingName = 'pc-key-pending';

/** Name of the letter's code in the keychain, kept from enrolment until the account is activated. */
export const codeName = 'invitation-code';

/** Answers after which this code certainly enrolled nothing with this key; after any other the hospital may have enrolled it. */
const REFUSED: ReadonlySet<FailureCode> = new Set([
  'invitation-code-wrong',
  'invitation-code-used',
  'invitation-code-expired',
  'input-invalid',
  'conflict',
  'hospital-untrusted',
]);

const DAY = 86_400_000;

/** How long before its end a certificate is renewed, at the next sign-in. */
export const renewWithin = 10 * DAY;

/** The collaborators of an enrolment. */
export interface EnrolmentParts {
  readonly keychain: Keychain;
  readonly file: EnrolmentFile;
  /** Name of this PC as the helpdesk will see it. */
  readonly pcName: string;
}

function assertOurs(enrolment: Enrolment, key: PcKey): void {
  const certificate = new X509Certificate(toLeaf(enrolment.certificate));
  if (toKeyName(certificate.toString()) !== key.name) throw new ExpectedFailure('hospital-untrusted');
}

/**
 * Enrols this PC: a key made here, kept in the keychain before the code is spent, its request sent to the open listener under the
 * invitation's CA alone. On a refusal nothing of it stays on this PC; after a lost answer the same key asks again, whatever was typed
 * wrong in between.
 */
export async function enrolPc(
  client: HospitalClient,
  invitation: InvitationFile,
  typedCode: string,
  parts: EnrolmentParts,
): Promise<StoredEnrolment> {
  const code = InvitationCode.safeParse(typedCode);
  if (!code.success) throw new ExpectedFailure('invitation-code-wrong');
  await parts.keychain.assertUsable();
  const unanswered = await parts.keychain.read(pendingName);
  const codeBefore = await parts.keychain.read(codeName);
  const key = await makePcKey(unanswered);
  await parts.keychain.write(pendingName, key.key);
  await parts.keychain.write(codeName, code.data);
  try {
    const enrolment = await client.ask('enrolment/create', {
      input: { code: code.data, csr: key.csr, pcName: parts.pcName },
    });
    assertOurs(enrolment, key);
    await parts.keychain.write(key.name, key.key);
    const before = await parts.file.read();
    const stored: StoredEnrolment = {
      format: 'passerelle-enrolment-1',
      invitation,
      enrolment,
      keyName: key.name,
      people: [enrolment.person, ...(before?.people ?? []).filter((person) => person.id !== enrolment.person.id)],
    };
    await parts.file.write(stored);
    if (before !== null && before.keyName !== key.name) await parts.keychain.remove(before.keyName);
    if (enrolment.activated) await parts.keychain.remove(codeName);
    await parts.keychain.remove(pendingName);
    return stored;
  } catch (cause) {
    if (cause instanceof ExpectedFailure && REFUSED.has(cause.code)) {
      // A code typed before this one waits for its answer still, or for its activation.
      const waits = codeBefore !== null && (codeBefore !== code.data || unanswered === null);
      await Promise.allSettled([
        waits ? parts.keychain.write(codeName, codeBefore) : parts.keychain.remove(codeName),
        ...(waits && unanswered !== null ? [] : [parts.keychain.remove(pendingName)]),
      ]);
    }
    throw cause;
  }
}

/** Renews the certificate on the open listener: the old key signs the new request, and both factors of the person go with it. */
export async function renewCertificate(
  client: HospitalClient,
  stored: StoredEnrolment,
  factors: { readonly login: string; readonly password: string; readonly otp: string },
  parts: EnrolmentParts,
): Promise<StoredEnrolment> {
  const oldKey = await parts.keychain.read(stored.keyName);
  if (oldKey === null) throw new ExpectedFailure('certificate-foreign');
  const key = await makePcKey();
  await parts.keychain.write(key.name, key.key);
  try {
    const enrolment = await client.ask('enrolment/renew', {
      input: {
        ...factors,
        oldCertificate: toLeaf(stored.enrolment.certificate),
        csr: key.csr,
        proof: signAsPc(oldKey, key.csr),
      },
    });
    assertOurs(enrolment, key);
    const renewed = { ...stored, enrolment, keyName: key.name };
    await parts.file.write(renewed);
    await parts.keychain.remove(stored.keyName);
    return renewed;
  } catch (cause) {
    await parts.keychain.remove(key.name).catch(() => undefined);
    throw cause;
  }
}

/** True when the certificate ends soon enough to be renewed now. */
export function isRenewalDue(stored: StoredEnrolment, now: Date): boolean {
  return Date.parse(stored.enrolment.notAfter) - now.getTime() < renewWithin;
}
