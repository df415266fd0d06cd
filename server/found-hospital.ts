import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HospitalFacts, Person } from '../contracts/person.ts';
import { hashCode, makeInvitationCode, toPrintedCode } from './domain/identity-codes.ts';
import { type PublicUrls, toInvitationFile } from './domain/invitation-file.ts';
import { createPki, openPki } from './pki/hospital-pki.ts';
import { toPlaces } from './places.ts';
import { type AccountBook, openAccountBook } from './postgres/accounts.ts';
import type { AdminConnection } from './postgres/embedded.ts';
import { createSecrets, readSecrets } from './secrets.ts';

/** Days that a code from the server's own machine works. */
export const invitationDays = 14;
const SYSTEM_DAYS = 365;

/** What a new hospital is founded with. */
export interface Founding {
  readonly data: string;
  readonly admin: AdminConnection;
  readonly hospital: HospitalFacts;
  readonly accounts: readonly Person[];
  readonly urls: PublicUrls;
  readonly now: Date;
}

/** Makes CA, keys, accounts, the system's certificate and an invitation for each account; what is there already stays as it is. */
export async function foundHospital({ data, admin, hospital, accounts, urls, now }: Founding): Promise<void> {
  const places = toPlaces(data);
  mkdirSync(data, { recursive: true, mode: 0o755 });
  await createSecrets(places.secrets);
  await createPki(places.pki, hospital.name, now);
  if (!existsSync(places.hospital)) writeFileSync(places.hospital, `${JSON.stringify(hospital, null, 2)}\n`);
  const book = await openAccountBook(admin);
  try {
    for (const account of accounts) await book.addAccount(account);
    await book.addDoor(readSecrets(places.secrets).doorKey);
    if (!existsSync(places.systemCertificate)) {
      const pki = await openPki(places.pki, [], () => now);
      const system = await pki.issueForSystem('hospital-feed', SYSTEM_DAYS);
      await book.addSystem(system);
      writeFileSync(places.systemKey, system.keyPem, { mode: 0o600 });
      writeFileSync(places.systemCertificate, system.chainPem);
    }
    for (const { login } of accounts)
      if (!existsSync(join(places.invitations, `${login}.code.txt`))) await writeInvitation(book, data, login, urls);
  } finally {
    await book.close();
  }
}

/** Lets this API's own doors write (door-caller.ts); an older hospital is given the key it lacks. */
export async function readyDoors(data: string, admin: AdminConnection): Promise<void> {
  const { secrets } = toPlaces(data);
  await createSecrets(secrets);
  const book = await openAccountBook(admin);
  try {
    await book.addDoor(readSecrets(secrets).doorKey);
  } finally {
    await book.close();
  }
}

/** Writes `invitations/<login>.passerelle` and `.code.txt`; the code exists nowhere else but hashed. Returns the code as printed. */
export async function writeInvitation(
  book: AccountBook,
  data: string,
  login: string,
  urls: PublicUrls,
): Promise<string> {
  const places = toPlaces(data);
  const account = await book.findAccount(login);
  if (account === null) throw new Error(`No account has the login ${login}.`);
  const code = makeInvitationCode();
  await book.addInvitation(
    account.id,
    hashCode(readSecrets(places.secrets).codeKey, 'invitation', code),
    invitationDays,
  );
  const hospital = JSON.parse(readFileSync(places.hospital, 'utf8')) as HospitalFacts;
  const caCertificate = readFileSync(join(places.pki, 'root.pem'), 'utf8');
  mkdirSync(places.invitations, { recursive: true, mode: 0o700 });
  const path = join(places.invitations, login);
  writeFileSync(`${path}.passerelle`, toInvitationFile(hospital, urls, caCertificate));
  // Last: its presence says that the invitation is whole.
  writeFileSync(`${path}.code.txt`, `${toPrintedCode(code)}\n`, { mode: 0o600 });
  return toPrintedCode(code);
}
