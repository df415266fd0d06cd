import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashRaw } from '@node-rs/argon2';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { IpcEvent } from '../../../contracts/ipc.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import type { Log } from '../../../src-main/log/log.ts';
import { openPractice, type Practice, type PracticeParts } from '../../../src-main/practice.ts';
import type { Paper } from '../../../src-main/printing/paper.ts';
import type { PrintPaper } from '../../../src-main/printing/record-printing.ts';
import { type Keychain, type KeychainProvider, openKeychain } from '../../../src-main/secrets/keychain.ts';
import { type AppStateHolder, openAppState } from '../../../src-main/session/app-state.ts';
import type { Stretch } from '../../../src-main/vault/key-file.ts';
import type { VaultClient } from '../../../src-main/vault/vault-client.ts';
import { openVaultDesk, type VaultDesk } from '../../../src-main/vault/vault-desk.ts';
import { fromBase32 } from '../../server/support/authenticator.ts';
import {
  type AccountName,
  type TestHospital,
  testAccounts,
  testFacts,
  testPassword,
} from '../../server/support/test-hospital.ts';

/** argon2id as the vault process does it, cheaper. */
export const quickStretch: Stretch = (password, { salt }) =>
  hashRaw(password, { salt, memoryCost: 1024, timeCost: 1, parallelism: 1, outputLen: 32, algorithm: 2 });

/** A keychain in memory: for tests of what stands above the keychain; the keychain itself is tested against a real Secret Service. */
export function openMemoryKeychain(
  log: Log,
  entries = new Map<string, string>(),
): Keychain & { entries: Map<string, string> } {
  const provider: KeychainProvider = {
    getPassword: async (_service, account) => entries.get(account) ?? null,
    setPassword: async (_service, account, password) => void entries.set(account, password),
    deletePassword: async (_service, account) => entries.delete(account),
  };
  return { ...openKeychain(async () => provider, 'test', log), entries };
}

/** A log that keeps its lines. */
export function openMemoryLog(): Log & { lines: { event: string; facts: unknown; cause: unknown }[] } {
  const lines: { event: string; facts: unknown; cause: unknown }[] = [];
  return { lines, write: (event, facts = {}, cause) => void lines.push({ event, facts, cause }) };
}

/** One event that the window would have heard. */
export interface Heard {
  readonly event: IpcEvent;
  readonly value: unknown;
  readonly at: number;
}

/** A practice PC in this process: everything real but the window, the OS keychain and the process border of the vault. */
export interface TestPractice extends Practice {
  readonly state: AppStateHolder;
  readonly heard: Heard[];
  readonly printed: Uint8Array[];
  /** What was on the screen and went to a printer. */
  readonly papers: Paper[];
  /** Files saved, by name. */
  readonly saved: Map<string, Uint8Array>;
  /** Texts put on the clipboard, and when the window was brought before the others. */
  readonly copied: readonly string[];
  readonly raised: readonly number[];
  readonly userData: string;
  readonly keychain: ReturnType<typeof openMemoryKeychain>;
  readonly log: ReturnType<typeof openMemoryLog>;
  readonly desk: VaultDesk;
  /** Moves this PC's clock. */
  moveClock(milliseconds: number): void;
  /** Enrols with a fresh invitation of the account, activates it (once per hospital) and signs in. */
  signIn(name: AccountName): Promise<void>;
  enrol(name: AccountName): Promise<void>;
  factors(name: AccountName): { login: string; password: string; otp: string };
  /** Makes the hospital forget which one-time codes were used, so that a test need not wait for the next half minute. */
  forgetCodes(): Promise<void>;
  /** The same PC after the app was closed. */
  reopen(): TestPractice;
  close(): void;
}

/** Where the app stands, by name. */
export function stageOf(practice: TestPractice): string {
  return practice.state.read().stage.stage;
}

/** Waits until something is true; fails with `what` after `patience` milliseconds. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, patience = 10_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const secrets = new WeakMap<TestHospital, Map<AccountName, Buffer>>();
const quickPace = { first: 50, opening: 4_000, slowest: 400, silence: 40_000, probe: 500 };

/** Opens a practice PC of this hospital; `urls` may point somewhere else than the hospital's listeners. */
export function openTestPractice(
  hospital: TestHospital,
  options: {
    userData?: string;
    entries?: Map<string, string>;
    urls?: { openUrl: string; medicalUrl: string };
    caPem?: string;
    ahead?: Partial<PracticeParts['ahead']>;
    /** The printer, where one is to fail; what it throws the practice meets, and nothing is on paper. */
    print?: (pdf: Uint8Array) => Promise<void>;
    /** The printer's question; answered with yes when absent. */
    printPaper?: PrintPaper;
    /** The system's proxy settings; straight when absent. */
    resolveProxy?: PracticeParts['resolveProxy'];
  } = {},
): TestPractice {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'passerelle-practice-'));
  const log = openMemoryLog();
  const heard: Heard[] = [];
  const printed: Uint8Array[] = [];
  const papers: Paper[] = [];
  const saved = new Map<string, Uint8Array>();
  const copied: string[] = [];
  const raised: number[] = [];
  const state = openAppState('0.0.0', true, 600);
  const keychain = openMemoryKeychain(log, options.entries);
  let moved = 0;
  let desk: VaultDesk | undefined;
  const tell: PracticeParts['tell'] = (event, value) => void heard.push({ event, value, at: Date.now() });
  state.onChange((value) => tell('app/state-changed', value));
  const practice = openPractice({
    userData,
    state,
    tell,
    keychain,
    openVault: (hear) => {
      desk = openVaultDesk(hear, quickStretch);
      const opened = desk;
      const client: VaultClient = {
        order: (order, input) => opened.obey(order, input),
        connect: () => undefined,
        stop: () => void opened.obey('close', null),
      };
      return client;
    },
    print: async (pdf) => {
      await options.print?.(pdf);
      printed.push(pdf);
    },
    printPaper: async (paper, signal) => {
      const taken = (await options.printPaper?.(paper, signal)) ?? true;
      if (taken) papers.push(paper);
      return taken;
    },
    save: async (name, bytes, before) => {
      await before?.();
      saved.set(name, bytes);
      return name;
    },
    testBuild: true,
    pcName: 'PC du cabinet',
    now: () => new Date(Date.now() + moved),
    log,
    awake: () => undefined,
    raise: () => void raised.push(Date.now()),
    toPdf: async (html) => new Uint8Array(Buffer.from(`%PDF-1.7\n${html}`, 'utf8')),
    copyText: (text) => void copied.push(text),
    ...(options.resolveProxy === undefined ? {} : { resolveProxy: options.resolveProxy }),
    pace: quickPace,
    ahead: { bytesPerSecond: null, bytesPerDay: 1e9, diskBytes: 1e9, ...options.ahead },
  });
  if (desk === undefined) throw new Error('no vault');
  const { openUrl, medicalUrl } = options.urls ?? hospital;
  const file = join(userData, 'essai.passerelle');
  writeFileSync(
    file,
    JSON.stringify({
      format: 'passerelle-invitation-1',
      hospital: testFacts,
      openUrl,
      medicalUrl,
      caCertificate: options.caPem ?? hospital.rootPem,
    }),
  );
  const known = secrets.get(hospital) ?? new Map<AccountName, Buffer>();
  secrets.set(hospital, known);

  const self: TestPractice = {
    ...practice,
    state,
    heard,
    printed,
    papers,
    saved,
    copied,
    raised,
    userData,
    keychain,
    log,
    desk,
    moveClock(milliseconds) {
      moved += milliseconds;
    },
    async enrol(name) {
      await self.forgetCodes();
      const code = await hospital.invite(name);
      await practice.station.start([]);
      await practice.station.acceptFile(file);
      await practice.station.enrol(code);
      if (stageOf(self) !== 'activation') return;
      const { secret } = await practice.station.startActivation(testPassword);
      const step = toStep(new Date());
      known.set(name, fromBase32(secret));
      await practice.station.confirmActivation(toTotp(fromBase32(secret), step));
    },
    factors(name) {
      const kept = known.get(name);
      if (kept === undefined) throw new Error(`${name} was never activated here`);
      return { login: testAccounts[name].login, password: testPassword, otp: toTotp(kept, toStep(new Date())) };
    },
    async forgetCodes() {
      await hospital.test.sql('update identity.person set totp_last_step = 0', []);
      await hospital.test.sql('delete from identity.attempt', []);
    },
    async signIn(name) {
      if (stageOf(self) !== 'signed-out') await self.enrol(name);
      await withFactors(self, (factors) => practice.session.signIn(factors), name);
      await until('the line is up', () => state.read().connection.state === 'online');
    },
    reopen() {
      practice.stop();
      return openTestPractice(hospital, { ...options, userData, entries: keychain.entries });
    },
    close() {
      practice.stop();
      rmSync(userData, { recursive: true, force: true });
    },
  };
  return self;
}

/** Uses both factors with a fresh one-time code: the hospital is made to forget which one was used last, and the attempts. */
export async function withFactors(
  practice: TestPractice,
  use: (factors: ReturnType<TestPractice['factors']>) => Promise<unknown>,
  name: AccountName = 'physician',
): Promise<void> {
  await practice.forgetCodes();
  await use(practice.factors(name));
}

/** The code of a refusal, or what came instead. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    (value) => `answered ${JSON.stringify(value)}`,
    (cause: unknown) => (cause instanceof ExpectedFailure ? cause.code : `bug: ${String(cause)}`),
  );
}
