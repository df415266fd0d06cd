import { createHash, createPublicKey, randomUUID, verify, X509Certificate } from 'node:crypto';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { toNetwork } from '../../access-request/network.ts';
import type { IssuedCertificate, Routes } from '../../deps.ts';
import { openAttemptLimit } from '../../domain/attempt-limit.ts';
import { hashCode } from '../../domain/identity-codes.ts';
import { checkFactors } from '../../domain/identity-factors.ts';
import { readRequestKey } from '../../pki/hospital-pki.ts';
import { beginRenewal, enrolPc, finishRenewal, readInvitation, readStanding } from '../../store/identity-store.ts';
import { answer } from '../answer.ts';
import { toBudget } from './budgets.ts';

/** Wrong codes of one address that are each judged and traced by themselves. */
const WRONG_CODES = 10;
const WINDOW_MS = 15 * 60_000;
/**
 * Requests a minute from one network that no PC signed. A PC that enrols has no key to sign with: there the code is the proof, so many are
 * looked at, each for the price of one look at its code.
 */
const STRANGERS = { enrolment: 6_000, renewal: 60, statement: 120 } as const;
/** Each costs a comparison of passwords, which is slow on purpose. */
const RENEWALS_OF_A_PC = 20;
const LARGEST_BODY = 32 * 1024;
const NO_KEY = Buffer.alloc(32);

/** What a PC does before it can shake hands with the medical listener: enrol, renew, learn why it is refused. */
export const enrolmentRoutes: Routes = async (app, deps) => {
  const { database, secrets, settings, pki, clock } = deps;
  const wrongCodes = openAttemptLimit(WRONG_CODES, WINDOW_MS, clock);

  answer(
    app,
    'enrolment/create',
    async ({ input, request }) => {
      const codeHash = hashCode(secrets.codeKey, 'invitation', input.code);
      // The code first: what a stranger makes up costs one look, and the work over the key is done for a right one alone.
      await readInvitation(database, codeHash, NO_KEY).catch((error: unknown) => {
        if (!(error instanceof ExpectedFailure) || error.code !== 'invitation-code-wrong') return;
        // A right code always enrols: nobody finds one of 80 random bits by trying, and a whole practice, or a stranger, may share the
        // address. Who goes on guessing is only told so, and counted instead of traced line by line.
        const network = toNetwork(request.ip);
        wrongCodes.check(network);
        wrongCodes.fail(network);
        throw error;
      });
      const pc = (await readInvitation(database, codeHash, await readRequestKey(input.csr))) ?? randomUUID();
      const certificate = await pki.issueForPc(input.csr, pc, settings.certificateDays);
      const { person, activated } = await enrolPc(database, codeHash, { id: pc, name: input.pcName }, certificate);
      await deps.refreshAdmission();
      await request.trace({ kind: 'identity', patient: null, object: `pc/${pc}`, person: person.id, pc });
      return { ...toEnrolment(pc, certificate), person, activated };
    },
    small('enrolment'),
  );

  answer(
    app,
    'enrolment/renew',
    async ({ input, request }) => {
      const old = readCertificate(input.oldCertificate);
      const proof = Buffer.from(input.proof, 'base64url');
      const key = {
        key: createPublicKey(old.publicKey.export({ format: 'pem', type: 'spki' })),
        dsaEncoding: 'ieee-p1363' as const,
      };
      if (!verify('sha256', Buffer.from(input.csr), key, proof)) throw new ExpectedFailure('certificate-foreign');
      await readRequestKey(input.csr);
      const stored = await beginRenewal(database, toSha256(old), input.login, settings.renewalGraceDays);
      const { person, factor } = await checkFactors(stored, input, secrets, clock);
      const certificate = await pki.issueForPc(input.csr, stored.pc, settings.certificateDays);
      const who = await finishRenewal(database, toSha256(old), person, factor, settings.renewalGraceDays, certificate);
      await deps.refreshAdmission();
      await request.trace({ kind: 'identity', patient: null, object: `pc/${stored.pc}`, person, pc: stored.pc });
      return { ...toEnrolment(stored.pc, certificate), person: who, activated: true };
    },
    small('renewal'),
  );

  answer(
    app,
    'pc/statement',
    async ({ input }) => {
      const sha256 = toSha256(readCertificate(input.certificate));
      const standing = await readStanding(database, sha256);
      return { statement: await pki.signStatement({ standing, thumbprint: sha256.toString('hex') }) };
    },
    small('statement'),
  );

  const toEnrolment = (pc: string, { chainPem, notAfter }: IssuedCertificate) => ({
    pc,
    certificate: chainPem,
    notAfter: notAfter.toISOString(),
    statementKey: pki.statementKeyPem,
  });
};

const small = (route: keyof typeof STRANGERS) => ({
  config: toBudget(STRANGERS[route], route === 'renewal' ? RENEWALS_OF_A_PC : undefined),
  bodyLimit: LARGEST_BODY,
});

/** A certificate of a P-256 key, the only ones made here: with another key a signature cannot even be tried. */
function readCertificate(pem: string): X509Certificate {
  try {
    const certificate = new X509Certificate(pem);
    if (certificate.publicKey.asymmetricKeyDetails?.namedCurve === 'prime256v1') return certificate;
  } catch (error) {
    throw new ExpectedFailure('input-invalid', { cause: error });
  }
  throw new ExpectedFailure('input-invalid');
}

function toSha256({ raw }: X509Certificate): Buffer {
  return createHash('sha256').update(raw).digest();
}
