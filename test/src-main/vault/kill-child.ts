import { createHash, createPrivateKey, sign } from 'node:crypto';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { signAsPc } from '../../../src-main/enrolment/pc-key.ts';
import type { HospitalClient } from '../../../src-main/hospital/client.ts';
import type { Journal } from '../../../src-main/journal/journal.ts';
import type { Keychain } from '../../../src-main/secrets/keychain.ts';
import type { Eviction } from '../../../src-main/vault/eviction.ts';
import type { VaultClient } from '../../../src-main/vault/vault-client.ts';
import { openRandom } from '../../fuzz/random.ts';
import { armCrash, type CrashPoint } from './crash-point.ts';
import { aManifest, bytesOf, type KillPlan } from './kill-plan.ts';

/** Run as a process that is killed: copies ahead, looks, uploads its journal, gives up copies and changes its master key, without end. */
const plan = JSON.parse(process.argv[2] ?? '{}') as KillPlan & { crash: CrashPoint };
// Before anything of the app is loaded: it takes these functions by name.
await armCrash(plan.crash);
const [{ openVaultDesk }, { openJournal }, { openFetchQueue }, { openPrefetch }, { openPace }, { quickStretch }] =
  await Promise.all([
    import('../../../src-main/vault/vault-desk.ts'),
    import('../../../src-main/journal/journal.ts'),
    import('../../../src-main/sync/fetch-queue.ts'),
    import('../../../src-main/sync/prefetch.ts'),
    import('../../../src-main/sync/prefetch-pace.ts'),
    import('./quick-stretch.ts'),
  ]);

/** Told to whoever watches, before anything else happens. */
const say = (word: string, ...facts: readonly (string | number)[]): void =>
  void writeSync(1, `${JSON.stringify([word, ...facts])}\n`);

/** Keychain and hospital are other processes: what they answered, they keep. */
let lastId = 0;
const waiting = new Map<number, (answer: never) => void>();
process.on('message', ({ id, answer }: { id: number; answer: never }) => {
  waiting.get(id)?.(answer);
  waiting.delete(id);
});
function askParent<T>(question: object): Promise<T> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve as (answer: never) => void);
    process.send?.({ id, ...question });
  });
}
const keychain: Keychain = {
  assertUsable: async () => undefined,
  read: (name) => askParent<string | null>({ read: name }),
  write: async (name, secret) => void (await askParent({ write: name, secret })),
  remove: async (name) => void (await askParent({ write: name, secret: null })),
};

const random = openRandom(plan.seed, 'deeds', plan.round);
const key = createPrivateKey(plan.hospitalKey);
const signLease = (body: string): string =>
  sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
const log = { write: () => undefined };
const desk = openVaultDesk((news) => {
  if (news.news === 'mark') void keychain.write('mark', JSON.stringify(news.mark));
}, quickStretch);
const vault: VaultClient = {
  async order(order, input) {
    const touched = order === 'purge' || order === 'make-room' || order === 'compare';
    if (touched) say('begins', order, (input as { patient: string | null }).patient ?? '');
    // As whoever watches the vault does it.
    if (order === 'purge') prefetch.forget((input as { patient: string | null }).patient);
    const answer = await desk.obey(order, input);
    if (order === 'store') {
      const { patient, item } = input as { patient: string; item: MirrorItem };
      say('stored', patient, item.sha256);
    }
    if (order === 'make-room')
      for (const { patient, series } of answer as Eviction[]) {
        say('gone', patient);
        if (series === null) prefetch.forget(patient);
        else prefetch.stale(patient);
      }
    if (order === 'compare') say('compared', (input as { patient: string }).patient);
    return answer;
  },
  connect: () => undefined,
  stop: () => undefined,
};
const mark = async () =>
  JSON.parse((await keychain.read('mark')) ?? '{"time":0,"count":0}') as { time: number; count: number };
let day = plan.day;
async function open(): Promise<void> {
  const { holder, secret, statementKey } = plan;
  await vault.order('open', {
    folder: join(plan.folder, 'vault'),
    holder,
    secret,
    password: 'un mot de passe',
    statementKey,
    mark: await mark(),
    day: `2026-11-${String(day).padStart(2, '0')}`,
  });
  say('opened');
}
await open();
const journal: Journal = await openJournal(
  join(plan.folder, 'journal'),
  plan.holder.pc,
  keychain,
  () => ({ certificate: 'certificate', sign: (text) => signAsPc(plan.pcKey, text) }),
  log,
  () => new Date(),
);
const send = (): Promise<void> => journal.upload((upload) => askParent<{ held: number }>({ upload }));

let version = plan.version;
/** The version of each document that its patient's last manifest named. */
const served = new Map<string, number>();
const client = {
  async ask(_row: string, { params }: { params: { patient: string } }) {
    const manifest = aManifest(plan, params.patient, version, signLease);
    for (const item of manifest.items) if (item.kind === 'resource') served.set(item.ref, item.version);
    return manifest;
  },
  readResource: async (ref: string) => bytesOf(ref, served.get(ref) ?? 0),
  readResources: async (type: string, ids: readonly string[]) =>
    ids.map((id) => bytesOf(`${type}/${id}`, served.get(`${type}/${id}`) ?? 0)),
  readInstance: async ({ instance }: { instance: string }) => bytesOf(instance, 0),
} as unknown as HospitalClient;
const queue = openFetchQueue(async (patient, item) => {
  const bytes = item.kind === 'resource' ? await client.readResource(item.ref) : await client.readInstance(item);
  if (createHash('sha256').update(bytes).digest('hex') !== item.sha256) throw new ExpectedFailure('resource-invalid');
  await vault.order('store', { patient, item, bytes });
});
let changes = 0;
let wake: () => void = () => undefined;
const prefetch = openPrefetch({
  client: () => client,
  vault,
  queue,
  pace: openPace({ bytesPerSecond: null, bytesPerDay: Number.POSITIVE_INFINITY }),
  sendJournal: send,
  mayRun: () => true,
  isOnline: () => true,
  mayRead: () => true,
  isCopying: () => false,
  room: { take: async () => undefined },
  clock: () => '09:00',
  now: () => new Date(),
  refused: () => undefined,
  changed() {
    changes += 1;
    wake();
  },
  log,
});
prefetch.expect(plan.patients.map((patient) => ({ patient, at: null, arrived: false, seen: false })));

const isWhole = (patient: string): boolean => {
  const ahead = prefetch.read(patient);
  return ahead.state === 'ready' && ahead.whole;
};
/** Lets copying ahead come further, or to its end, or rest as it does after a failure. */
async function pass(steps: number): Promise<void> {
  const goal = changes + steps;
  prefetch.poke();
  for (let wait = 0; wait < 30 && changes < goal && !plan.patients.every(isWhole); wait += 1)
    await new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, 100);
    });
}

let looks = 0;
for (;;) {
  looks += 1;
  const object = `DiagnosticReport/${plan.round}-${looks}`;
  const patient = random.pick(plan.patients);
  await journal.append({ person: plan.holder.person, patient, object, action: 'looked-at', offline: true });
  say('looked', object);
  const deed = random.below(12);
  if (deed === 0) await send().catch(() => undefined);
  if (deed === 1) await vault.order('purge', { patient }).catch(() => undefined);
  if (deed === 2)
    await vault
      .order('make-room', { bytes: 200_000, patient: null, series: null, need: 'ahead', expected: [], seen: [] })
      .catch(() => undefined);
  if (deed === 3) {
    // Locked and unlocked on the next day: the master key changes.
    await desk.obey('close', null);
    say('closed');
    day = (day % 28) + 1;
    await open();
  }
  if (deed === 4) await vault.order('save-links', { text: `links ${looks}` }).catch(() => undefined);
  if (deed >= 9) {
    version += 1;
    say('version', version);
    prefetch.stale(null);
  }
  await pass(random.below(30));
}
