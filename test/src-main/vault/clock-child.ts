import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { openKeychain } from '../../../src-main/secrets/keychain.ts';
import { openPractice } from '../../../src-main/practice.ts';
import { openAppState } from '../../../src-main/session/app-state.ts';
import type { VaultAnswer, VaultNews } from '../../../src-main/vault/protocol.ts';
import type { VaultClient } from '../../../src-main/vault/vault-client.ts';

/** Run as a PC under a clock of its own: the whole main process and a real vault process, started, signed in, one record opened, closed. */
const { userData, keychainFile, factors, patient, wait } = JSON.parse(process.argv[2] ?? '{}') as {
  userData: string;
  /** What stands for the system's keychain between two starts. */
  keychainFile: string;
  factors: { login: string; password: string; otp: string };
  patient: string;
  /** Until the copy is whole. */
  wait: boolean;
};
const entries = new Map(Object.entries(JSON.parse(readFileSync(keychainFile, 'utf8')) as Record<string, string>));
const log = { write: () => undefined };
const keychain = openKeychain(
  async () => ({
    getPassword: async (_service, name) => entries.get(name) ?? null,
    setPassword: async (_service, name, secret) => void entries.set(name, secret),
    deletePassword: async (_service, name) => entries.delete(name),
  }),
  'test',
  log,
);

/** The vault process of Electron, started by Node. */
async function openVault(hear: (news: VaultNews) => void): Promise<VaultClient> {
  const child = fork(join(import.meta.dirname, 'vault-process-child.ts'), { serialization: 'advanced' });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(cause: unknown): void }>();
  let last = 0;
  await new Promise((resolve) => child.once('message', resolve));
  child.on('message', (message: VaultAnswer | VaultNews) => {
    if ('news' in message) hear(message);
    else if (message.ok) waiting.get(message.id)?.resolve(message.value);
    else waiting.get(message.id)?.reject(new ExpectedFailure(message.code));
  });
  return {
    order: (order, input) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve: resolve as (value: unknown) => void, reject });
        child.send({ id: last, order, input });
      }),
    connect: () => undefined,
    stop: () => child.disconnect(),
  };
}

const copies = (): number =>
  existsSync(join(userData, 'vault'))
    ? readdirSync(join(userData, 'vault'), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile() && dirname(entry.parentPath).endsWith('patients'),
      ).length
    : 0;
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (cause: unknown) => (cause instanceof ExpectedFailure ? cause.code : String(cause)),
  );

const state = openAppState('0.0.0', true, 600);
/** Files of copies at the moment when the first stage was shown. */
let atFirstStage: number | null = null;
state.onChange(({ stage }) => {
  if (stage.stage !== 'starting') atFirstStage ??= copies();
});
let hear: (news: VaultNews) => void = () => undefined;
const vault = await openVault((news) => hear(news));
const practice = openPractice({
  userData,
  state,
  tell: () => undefined,
  keychain,
  openVault(listener) {
    hear = listener;
    return vault;
  },
  print: async () => undefined,
  printPaper: (async () => true) as never,
  save: async () => null,
  testBuild: true,
  pcName: 'PC du cabinet',
  now: () => new Date(),
  log,
  awake: () => undefined,
  raise: () => undefined,
  toPdf: async () => new Uint8Array(),
  copyText: () => undefined,
  pace: { first: 50, opening: 4_000, slowest: 400, silence: 40_000, probe: 500 },
  ahead: { bytesPerSecond: null, bytesPerDay: 0, diskBytes: null },
});
await practice.start([]);
const afterStart = copies();
const signIn = await codeOf(practice.session.signIn(factors));
const open = signIn === 'done' ? await codeOf(practice.records.open(patient)) : null;
while (wait && (await practice.records.readIndex(patient)).sync.state !== 'up-to-date')
  await new Promise((resolve) => setTimeout(resolve, 50));
if (signIn === 'done') await practice.session.lock();
// The vault's mark reaches the keychain by itself, some time after.
while (wait && ![...entries.keys()].some((name) => name.includes('mark/')))
  await new Promise((resolve) => setTimeout(resolve, 20));
writeFileSync(keychainFile, JSON.stringify(Object.fromEntries(entries)), { mode: 0o600 });
process.stdout.write(JSON.stringify({ now: Date.now(), atFirstStage, afterStart, signIn, open }));
practice.stop();
process.exit(0);
