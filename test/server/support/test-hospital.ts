import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Enrolment } from '../../../contracts/enrolment.ts';
import type { HospitalFacts, Person } from '../../../contracts/person.ts';
import type { Session } from '../../../contracts/session.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { foundHospital, writeInvitation } from '../../../server/found-hospital.ts';
import { type HospitalOptions, openHospital, type RunningHospital } from '../../../server/hospital.ts';
import type { TlsLine } from '../../../server/listeners/tls-log.ts';
import { openLog } from '../../../server/log.ts';
import { openAccountBook } from '../../../server/postgres/accounts.ts';
import { fromBase32 } from './authenticator.ts';
import { type HttpsClient, openClient } from './https-client.ts';
import { makePcKey, type PracticePc } from './practice-pc.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

/** A hospital's facts that name nobody. */
export const testFacts: HospitalFacts = {
  name: 'Hôpital des essais',
  address: ['Rue des Essais 1', '7000 Essai'],
  director: 'Dr Direction',
  helpdesk: { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 18 h' },
  itDepartment: { name: 'Informatique', phone: '065 00 00 02', hours: '8 h – 17 h' },
};

/** One account of each role, and a second physician. */
export const testAccounts = {
  physician: account('aaaaaaaa-0000-4000-8000-000000000001', 'physician', '19990001000', 'Dr Claire Essai'),
  colleague: account('aaaaaaaa-0000-4000-8000-000000000002', 'physician', '19990002000', 'Dr Luc Essai'),
  director: account('aaaaaaaa-0000-4000-8000-000000000003', 'director', 'direction', 'Dr Anne Essai'),
  desk: account('aaaaaaaa-0000-4000-8000-000000000004', 'desk', 'guichet', 'Paul Essai'),
  helpdesk: account('aaaaaaaa-0000-4000-8000-000000000005', 'helpdesk', 'helpdesk', 'Zoé Essai'),
} as const;

/** Name of one of the test's accounts. */
export type AccountName = keyof typeof testAccounts;

/** The password of everybody in the tests. */
export const testPassword = 'quatre chevaux lents 7';

/** Somebody signed in on a PC of their own. */
export interface SignedIn extends PracticePc {
  readonly session: Session;
  readonly totpSecret: Buffer;
  readonly recoveryCodes: readonly string[];
  /** As `client.ask`, with the session's token. */
  readonly ask: HttpsClient['ask'];
}

/** A whole hospital: PostgreSQL, CA, both listeners over real TLS. */
export interface TestHospital extends RunningHospital {
  readonly data: string;
  readonly rootPem: string;
  readonly test: TestDatabase;
  /** Lines of the log, to look for what must not be there. */
  readonly logLines: readonly string[];
  /** Moves the API's clock (never the database's). */
  moveClock(milliseconds: number): void;
  /** Stops the API's clock in the middle of a one-time code's half minute; returns its undo. */
  holdClock(): () => void;
  /** Client of the open listener. */
  readonly openClient: HttpsClient;
  /** The hospital's own software, with the system certificate. */
  readonly system: HttpsClient;
  /** A new letter code of an account, as printed. */
  invite(name: AccountName): Promise<string>;
  enrolPc(name: AccountName, code?: string): Promise<PracticePc>;
  /** Enrols a PC, activates the account and signs in; once per account. */
  signIn(name: AccountName): Promise<SignedIn>;
  /** Client with other certificates, or none. */
  newClient(base: 'open' | 'medical', tls: { cert?: string; key?: string; ca?: string }): HttpsClient;
  /** Lines of the TLS log. */
  readTlsLog(): readonly TlsLine[];
}

function account(id: string, role: Person['role'], login: string, name: string): Person {
  return { id, role, login, name, nihdi: role === 'physician' ? login : null };
}

/** Doors that a test wishes beside the two listeners, and how they are set. */
export type TestHospitalOptions = Partial<
  Pick<HospitalOptions, 'mllp' | 'dimse' | 'pacs' | 'imageIssuers' | 'numbers'>
>;

/** Founds and opens a hospital of its own for one test file. */
export async function openTestHospital(options: TestHospitalOptions = {}): Promise<TestHospital> {
  const test = await openTestDatabase();
  const data = mkdtempSync(join(tmpdir(), 'passerelle-hospital-'));
  const urls = { openUrl: 'https://127.0.0.1:1', medicalUrl: 'https://127.0.0.1:2' };
  const accounts = Object.values(testAccounts);
  await foundHospital({ data, admin: test.admin, hospital: testFacts, accounts, urls, now: new Date() });
  const logLines: string[] = [];
  let moved = 0;
  let held: number | null = null;
  const now = (): Date => new Date((held ?? Date.now()) + moved);
  const hospital = await openHospital({
    data,
    connection: test.api,
    host: '127.0.0.1',
    openPort: 0,
    medicalPort: 0,
    publicHosts: [],
    ...options,
    log: openLog({ write: (line) => logLines.push(line) }, 'debug'),
    clock: { now },
  });
  const rootPem = readFileSync(join(data, 'pki', 'root.pem'), 'utf8');
  const clients: HttpsClient[] = [];
  const newClient: TestHospital['newClient'] = (base, tls) => {
    const url = base === 'open' ? hospital.openUrl : hospital.medicalUrl;
    const client = openClient(url, { ca: rootPem, ...tls });
    clients.push(client);
    return client;
  };
  const read = (name: string): string => readFileSync(join(data, name), 'utf8');
  const open = newClient('open', {});

  const invite = async (name: AccountName): Promise<string> => {
    const book = await openAccountBook(test.admin);
    try {
      return await writeInvitation(book, data, testAccounts[name].login, urls);
    } finally {
      await book.close();
    }
  };
  const enrolPc: TestHospital['enrolPc'] = async (name, code) => {
    const key = await makePcKey();
    const body = { code: code ?? (await invite(name)), csr: key.csr, pcName: 'PC du cabinet' };
    const answer = await open.ask<Enrolment>('POST', '/api/enrolments', { body });
    if (answer.status !== 200) throw new Error(`enrolment: ${answer.bytes.toString('utf8')}`);
    return {
      key,
      enrolment: answer.body,
      client: newClient('medical', { cert: answer.body.certificate, key: key.keyPem }),
    };
  };
  const signIn: TestHospital['signIn'] = async (name) => {
    const code = await invite(name);
    const pc = await enrolPc(name, code);
    const started = await pc.client.ask<{ secret: string }>('POST', '/api/activation', {
      body: { code, password: testPassword },
    });
    if (started.status !== 200) throw new Error(`activation: ${started.bytes.toString('utf8')}`);
    const totpSecret = fromBase32(started.body.secret);
    // This half minute's code, then the next one's: time that passes here spoils neither.
    const step = toStep(now());
    const confirm = { code, otp: toTotp(totpSecret, step) };
    const confirmed = await pc.client.ask<{ recoveryCodes: string[] }>('POST', '/api/activation/confirm', {
      body: confirm,
    });
    if (confirmed.status !== 200) throw new Error(`confirm: ${confirmed.bytes.toString('utf8')}`);
    const body = { login: testAccounts[name].login, password: testPassword, otp: toTotp(totpSecret, step + 1) };
    const signed = await pc.client.ask<Session>('POST', '/api/session', { body });
    if (signed.status !== 200) throw new Error(`sign-in: ${signed.bytes.toString('utf8')}`);
    const { token } = signed.body;
    return {
      ...pc,
      session: signed.body,
      totpSecret,
      recoveryCodes: confirmed.body.recoveryCodes,
      ask: (method, path, options = {}) => pc.client.ask(method, path, { token, ...options }),
    };
  };

  return {
    ...hospital,
    data,
    rootPem,
    test,
    logLines,
    moveClock: (milliseconds) => {
      moved += milliseconds;
    },
    holdClock: () => {
      held = Math.floor(Date.now() / 30_000) * 30_000 + 15_000;
      return () => {
        held = null;
      };
    },
    openClient: open,
    system: newClient('medical', { cert: read('system.pem'), key: read('system.key') }),
    invite,
    enrolPc,
    signIn,
    newClient,
    readTlsLog: () =>
      read('tls.jsonl')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as TlsLine),
    close: async () => {
      for (const client of clients) client.close();
      await hospital.close();
      await test.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
