import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { openJournal, toLineHash } from '../../../src-main/journal/journal.ts';
import { toSubject } from '../../../src-main/vault/mirror.ts';
import { openPersonVault } from '../../../src-main/vault/person-vault.ts';
import { openRandom } from '../../fuzz/random.ts';
import type { CrashPoint } from './crash-point.ts';
import { isComing, type KillPlan } from './kill-plan.ts';
import { quickStretch } from './quick-stretch.ts';

/** What a campaign of kills came to. */
export interface KillReport {
  readonly kills: number;
  /** What was acknowledged before the kills, and read again after them. */
  readonly stored: number;
  readonly looked: number;
  readonly shown: number;
  /** What was wrong, each with the kill that showed it. */
  readonly wrong: readonly string[];
}

/** A PC is killed so many times before another one begins. */
const LIVES = 8;
/** A P-256 pair as PEM. */
function aPair(): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

interface Pc {
  readonly plan: Omit<KillPlan, 'round' | 'version' | 'day'>;
  readonly keychain: Map<string, string>;
  readonly pcKey: string;
  /** What the hospital holds of the journal. */
  readonly held: { readonly number: number; readonly signed: string; readonly object: string }[];
  readonly looked: Set<string>;
  /** Acknowledged by patient since his copy was last touched by anything that removes. */
  readonly stored: Map<string, Set<string>>;
  version: number;
  isOpened: boolean;
}

function aPc(seed: number): Pc {
  const hospital = aPair();
  const pc = aPair();
  const plan = {
    seed,
    folder: mkdtempSync(join(tmpdir(), 'passerelle-kill-')),
    holder: { person: randomUUID(), pc: randomUUID() },
    secret: Buffer.alloc(32, 7).toString('base64'),
    hospitalKey: hospital.privateKey,
    statementKey: hospital.publicKey,
    pcKey: pc.privateKey,
    patients: [randomUUID(), randomUUID(), randomUUID()],
  };
  const kept = { keychain: new Map<string, string>(), held: [], looked: new Set<string>(), stored: new Map() };
  return { plan, pcKey: pc.publicKey, ...kept, version: 1, isOpened: false };
}

/** A hospital that takes a chain without a gap and every line once. */
function take(pc: Pc, lines: readonly { signed: string; signature: string }[]): { held: number } {
  const key = createPublicKey(pc.pcKey);
  for (const { signed, signature } of lines) {
    const line = JSON.parse(signed) as { number: number; previous: string; object: string };
    if (line.number <= pc.held.length) continue;
    const last = pc.held.at(-1);
    const isNext =
      line.number === pc.held.length + 1 && line.previous === (last ? toLineHash(last.signed) : '0'.repeat(64));
    const isSigned = verify(
      'sha256',
      Buffer.from(signed),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    if (!isNext || !isSigned) break;
    pc.held.push({ ...line, signed });
  }
  return { held: pc.held.length };
}

type Question = {
  id: number;
  read?: string;
  write?: string;
  secret?: string | null;
  upload?: { lines: { signed: string; signature: string }[] };
};

/** The keychain and the hospital, which no kill of the app reaches. */
function answer(pc: Pc, child: ChildProcess, { id, read, write, secret, upload }: Question): void {
  let value: unknown = null;
  if (read !== undefined) value = pc.keychain.get(read) ?? null;
  if (write !== undefined && typeof secret === 'string') pc.keychain.set(write, secret);
  if (upload !== undefined) value = take(pc, upload.lines);
  if (child.connected) child.send({ id, answer: value }, () => undefined);
}

/** Starts the writer and waits until it has killed itself; whose copies were being changed in that moment. */
async function live(pc: Pc, round: number, crash: CrashPoint, day: number): Promise<Set<string>> {
  const plan = { ...pc.plan, round, crash, version: pc.version, day };
  const file = join(import.meta.dirname, 'kill-child.ts');
  const child = spawn(
    process.execPath,
    [...process.execArgv.filter((one) => !one.includes('inspect')), file, JSON.stringify(plan)],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  child.on('message', (question) => answer(pc, child, question as Question));
  const touched = new Set<string>();
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => {
    const [word, one, other] = JSON.parse(line) as [string, string, string];
    if (word === 'opened') pc.isOpened = true;
    if (word === 'version') pc.version = Number(one);
    if (word === 'looked') pc.looked.add(one);
    if (word === 'stored') pc.stored.set(one, (pc.stored.get(one) ?? new Set()).add(other));
    if (word === 'begins' && one === 'compare') touched.add(other);
    if (word === 'compared') touched.delete(one);
    if (word === 'begins' && one === 'purge') pc.stored.delete(other);
    if (word === 'begins' && one === 'make-room') pc.stored.clear();
    if (word === 'gone') pc.stored.delete(one);
  });
  const [status, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...end) => resolve(end)),
  );
  if (signal !== 'SIGKILL') throw new Error(`the writer ended by itself (${status}): ${complaint}`);
  return touched;
}

/** Opens what the killed process left, as the next start does, and names what is wrong with it. */
async function look(
  pc: Pc,
  touched: ReadonlySet<string>,
  day: number,
): Promise<{ shown: number; stored: number; wrong: string[] }> {
  const wrong: string[] = [];
  let [shown, stored] = [0, 0];
  const { holder, secret, statementKey, patients } = pc.plan;
  const folder = join(pc.plan.folder, 'vault');
  const mark = JSON.parse(pc.keychain.get('mark') ?? '{"time":0,"count":0}') as { time: number; count: number };
  const opening = {
    folder,
    holder,
    secret,
    password: 'un mot de passe',
    statementKey,
    mark,
    day: `2026-11-${String(day).padStart(2, '0')}`,
  };
  const vault = await openPersonVault(opening, quickStretch);
  if (vault.created && pc.isOpened) wrong.push('the vault was begun anew');
  pc.isOpened = true;
  for (const patient of patients) {
    const state = await vault.readState(patient).catch((cause: unknown) => cause as { code?: string });
    const acknowledged = touched.has(patient) ? new Set<string>() : (pc.stored.get(patient) ?? new Set());
    if (!('shown' in state)) {
      if (state.code !== 'not-copied-yet') wrong.push(`a copy is ${state.code ?? 'broken'}`);
      if (acknowledged.size > 0) wrong.push(`a copy of ${acknowledged.size} acknowledged items is gone`);
      pc.stored.delete(patient);
      continue;
    }
    const versions = new Set<number>();
    const hashes = new Set<string>();
    for (const item of state.shown) {
      const bytes = await vault.read(patient, toSubject(item)).catch(() => Buffer.alloc(0));
      if (createHash('sha256').update(bytes).digest('hex') !== item.sha256)
        wrong.push(`half of ${toSubject(item)} is shown`);
      if (item.kind === 'resource' && !isComing(item.ref)) versions.add(item.version);
      hashes.add(item.sha256);
    }
    shown += state.shown.length;
    if (state.asOf !== null && versions.size > 1)
      wrong.push(`documents of ${versions.size} versions are shown as one record`);
    const gone = new Set(state.missing.map(({ sha256 }) => sha256));
    const isLost = (item: MirrorItem): boolean => acknowledged.has(item.sha256);
    wrong.push(...state.missing.filter(isLost).map((item) => `${toSubject(item)} was acknowledged and is missing`));
    stored += [...hashes].filter((hash) => acknowledged.has(hash)).length;
    // A comparison that was killed may have removed what the hospital no longer shows: what stays is what counts from now on.
    if (touched.has(patient))
      pc.stored.set(patient, new Set([...(pc.stored.get(patient) ?? [])].filter((hash) => !gone.has(hash))));
  }
  const links = await vault.texts.read('links');
  if (links !== null && !/^links \d+$/.test(links)) wrong.push('the kept links are half written');
  vault.close();
  const left = readdirSync(pc.plan.folder, { recursive: true }).filter(
    (name) => String(name).endsWith('.tmp') && String(name).startsWith('vault'),
  );
  if (left.length > 0) wrong.push(`${left.length} half-written files are left`);
  return { shown, stored, wrong };
}

/** Sends what the killed process had kept and not sent: every look that was acknowledged once, no gap, nothing twice. */
async function upload(pc: Pc): Promise<string[]> {
  const keychain = {
    assertUsable: async () => undefined,
    read: async (name: string) => pc.keychain.get(name) ?? null,
    write: async (name: string, secret: string) => void pc.keychain.set(name, secret),
    remove: async (name: string) => void pc.keychain.delete(name),
  };
  const signer = () => ({ certificate: 'certificate', sign: () => '' });
  const log = { write: () => undefined };
  const journal = await openJournal(
    join(pc.plan.folder, 'journal'),
    pc.plan.holder.pc,
    keychain,
    signer,
    log,
    () => new Date(),
  );
  const before = pc.held.length;
  await journal.upload(async ({ lines }) => take(pc, lines));
  const sent = pc.held.map(({ object }) => object);
  const wrong = [...pc.looked]
    .filter((object) => !sent.includes(object))
    .map((object) => `the look at ${object} is lost`);
  if (new Set(sent).size !== sent.length) wrong.push('a look was sent twice');
  if (journal.waiting() > 0) wrong.push(`${journal.waiting()} lines wait after ${pc.held.length - before} were sent`);
  return wrong;
}

/** Kills the app's own writing `count` times, at changes of the disk that the seed chooses, and reads each time what is left. */
export async function runKills(
  seed: number,
  first: number,
  count: number,
  tell: (line: string) => void = () => undefined,
): Promise<KillReport> {
  const wrong: string[] = [];
  let [kills, stored, shown, looked] = [0, 0, 0, 0];
  let pc = aPc(seed);
  try {
    for (let round = first; round < first + count; round += 1) {
      const random = openRandom(seed, 'kill', round);
      if (round > first && (round - first) % LIVES === 0) {
        looked += pc.looked.size;
        rmSync(pc.plan.folder, { recursive: true, force: true });
        pc = aPc(seed);
      }
      const crash = { at: 1 + random.below(random.chance(0.3) ? 60 : 700), torn: random.below(1_000) / 1_000 };
      const day = 1 + random.below(28);
      const touched = await live(pc, round, crash, day);
      const found = await look(pc, touched, 1 + random.below(28));
      const all = [...found.wrong, ...(await upload(pc))];
      kills += 1;
      stored += found.stored;
      shown += found.shown;
      for (const one of all) wrong.push(`kill ${round} (change ${crash.at}, ${crash.torn} of it): ${one}`);
      if (all.length > 0 || (round + 1 - first) % 25 === 0)
        tell(`${kills} kills, ${wrong.length} wrong; ${all.join('; ')}`);
    }
  } finally {
    rmSync(pc.plan.folder, { recursive: true, force: true });
  }
  return { kills, stored, looked: looked + pc.looked.size, shown, wrong };
}
