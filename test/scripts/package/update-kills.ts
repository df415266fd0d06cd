import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, type FSWatcher, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { readRootState } from '../../../src-main/updates/root-state.ts';
import {
  handOver,
  makeDeb,
  makeFolder,
  makeSmallPc,
  putAside,
  readInstalled,
  readKept,
  restore,
  runHelper,
  runLauncher,
  type SmallPc,
} from './small-pc.ts';

/** What a campaign found. */
export interface KillSummary {
  readonly rounds: number;
  /** Kills that met the helper or dpkg alive; two in some rounds. */
  readonly kills: number;
  /** Of these, how many left files of both versions behind, and how many left a journal. */
  readonly mixed: number;
  readonly interrupted: number;
  readonly old: number;
  readonly renewed: number;
  readonly wrong: readonly string[];
}

type Deed = 'install' | 'keep' | 'go-back' | 'repair';
const DEEDS: readonly Deed[] = ['install', 'install', 'install', 'repair', 'repair', 'go-back', 'go-back', 'keep'];
const OLD = '1.0.0';
const NEW = '2.0.0';
const COUNTER = 5;
/** What is left in root's folder when nothing is under way. */
const AT_REST = ['counter', 'dpkg.log', 'lock', 'state'];

/** A number from 0 up to 1 that follows from the seed, the round and what it is for. */
const draw = (...of: readonly (string | number)[]): number =>
  createHash('sha256').update(of.join(' ')).digest().readUInt32BE(0) / 2 ** 32;

/**
 * Kills root's helper and the dpkg below it, again and again, at a change of the disk that the seed chooses; after each kill the PC must
 * start, whole, in one of its two versions, and go on being updated.
 */
export async function runUpdateKills(
  seed: number,
  first: number,
  count: number,
  tell: (line: string) => void = () => undefined,
): Promise<KillSummary> {
  const base = makeFolder();
  const tally = { rounds: 0, kills: 0, mixed: 0, interrupted: 0, old: 0, renewed: 0 };
  const wrong: string[] = [];
  try {
    const campaign = await prepare(base);
    for (let round = first; round < first + count; round += 1) {
      const before = wrong.length;
      const told = await playRound(campaign, seed, round, tally).catch((error: unknown) => [String(error)]);
      wrong.push(
        ...told.map(
          (one) => `round ${round}: ${one}; again: npm run kill -- update --seed ${seed} --first ${round} --count 1`,
        ),
      );
      for (const one of wrong.slice(before)) tell(`✗ ${one}`);
      if ((round + 1 - first) % 25 === 0) tell(`${round + 1 - first} of ${count}, ${wrong.length} wrong`);
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
  return { ...tally, wrong };
}

interface Campaign {
  readonly pc: SmallPc;
  readonly handed: string;
  readonly lower: string;
  /** The PC before the update, and with the new version on trial. */
  readonly fresh: string;
  readonly trial: string;
  /** How many changes of the disk each deed makes, uninterrupted. */
  readonly changes: Readonly<Record<Exclude<Deed, 'repair'>, number>>;
}

type Tally = { -readonly [key in Exclude<keyof KillSummary, 'wrong'>]: number };

async function prepare(base: string): Promise<Campaign> {
  const pc = makeSmallPc(base, { version: OLD, afterInstall: 'sleep 0.01' });
  const fresh = putAside(pc, 'fresh');
  const deb = makeDeb(pc, { version: NEW, afterInstall: 'sleep 0.01' });
  const handed = handOver(pc, { counter: COUNTER, version: NEW, deb });
  const lower = handOver(pc, { counter: COUNTER - 1, version: NEW, deb });
  const install = await run(pc, ['install', handed], Infinity);
  const trial = putAside(pc, 'trial');
  const keep = await run(pc, ['keep'], Infinity);
  restore(pc, trial);
  const goBack = await run(pc, ['go-back'], Infinity);
  return {
    pc,
    handed,
    lower,
    fresh,
    trial,
    changes: { install: install.seen, keep: keep.seen, 'go-back': goBack.seen },
  };
}

/** One kill, or two, and what stands afterwards; answers what is wrong with it. */
async function playRound(campaign: Campaign, seed: number, round: number, tally: Tally): Promise<string[]> {
  const { pc, handed, changes } = campaign;
  const deed = DEEDS[Math.floor(draw(seed, round, 'deed') * DEEDS.length)] ?? 'install';
  const isUpdate = deed === 'install' || deed === 'repair';
  restore(pc, isUpdate ? campaign.fresh : campaign.trial);
  const killed = async (words: readonly string[], at: number): Promise<void> => {
    const { wasKilled } = await run(pc, words, at);
    if (wasKilled) tally.kills += 1;
    if (wasKilled && readKept(pc, 'journal') !== '') tally.interrupted += 1;
    if (new Set(readVersions(pc)).size > 1) tally.mixed += 1;
  };
  const part = draw(seed, round, 'part');
  const before = (await readRootState(pc.kept)).highest;
  if (isUpdate)
    await killed(['install', handed], Math.floor((deed === 'repair' ? 0.4 + 0.6 * part : part) * changes.install));
  else await killed([deed], Math.floor(part * changes[deed]));
  if (deed === 'repair' || draw(seed, round, 'twice') < 0.25)
    await killed(['repair'], Math.floor(draw(seed, round, 'second part') * changes.install * 0.7));
  tally.rounds += 1;
  return examine(campaign, before, tally);
}

async function examine({ pc, handed, lower }: Campaign, before: number, tally: Tally): Promise<string[]> {
  const faults: string[] = [];
  const holds = (truth: boolean, otherwise: string): void => {
    if (!truth) faults.push(otherwise);
  };
  const { said, code } = runLauncher(pc);
  const [version = ''] = said.map((line) => line.replace('# version ', ''));
  holds(
    code === 0 && said.length === 1 && [OLD, NEW].includes(version),
    `it started with ${code} and said ${said.join(', ')}`,
  );
  if (version === NEW) tally.renewed += 1;
  else tally.old += 1;
  holds(readInstalled(pc) === `installed ${version}`, `dpkg says ${readInstalled(pc)}, the program ${version}`);
  const left = readdirSync(pc.opt, { recursive: true, encoding: 'utf8' }).filter((name) => /\.dpkg-/.test(name));
  holds(left.length === 0, `dpkg left ${left.join(', ')}`);
  holds(!existsSync(join(pc.kept, 'journal')), 'a journal is left');
  const { counter, highest, onTrial } = await readRootState(pc.kept);
  holds(highest >= before, `the counter went from ${before} to ${highest}`);
  holds(counter === (version === NEW ? COUNTER : 0), `${version} runs, and root says counter ${counter}`);
  holds(version === OLD || highest === COUNTER, `${version} runs, and the highest counter is ${highest}`);
  // Life goes on: the release is taken where it never was, and never a second time; a lower one is not taken at all.
  const again = runHelper(pc, ['install', handed]);
  holds(
    again === (highest === COUNTER ? 12 : 0),
    `the release once more, highest ${highest}, trial ${onTrial}: ${again}`,
  );
  holds(runHelper(pc, ['install', lower]) === 12, 'a lower counter was not refused');
  holds(runHelper(pc, ['keep']) === 0, 'keep was refused');
  const stands = again === 0 ? NEW : version;
  holds(readInstalled(pc) === `installed ${stands}`, `in the end dpkg says ${readInstalled(pc)}, not ${stands}`);
  const rest = readdirSync(pc.kept).filter((name) => !AT_REST.includes(name) && (onTrial || name !== 'staged.deb'));
  holds(rest.length === 0, `root's folder still holds ${rest.join(', ')}`);
  return faults;
}

function readVersions({ opt }: SmallPc): string[] {
  const folder = join(opt, 'files');
  return readdirSync(folder)
    .filter((name) => !name.includes('.dpkg-'))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').at(-1) ?? '');
}

/** Runs the helper as its own group and kills the group, dpkg with it, at this change of the disk. */
async function run(
  pc: SmallPc,
  words: readonly string[],
  at: number,
): Promise<{ readonly seen: number; readonly wasKilled: boolean }> {
  let seen = 0;
  let child: ChildProcess | undefined;
  const onChange = (): void => {
    seen += 1;
    if (seen === at + 1) kill(child);
  };
  const watchers = watchAll(pc, onChange);
  child = spawn(pc.helper, words, { detached: true, stdio: 'ignore', env: {} });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  for (const watcher of watchers) watcher.close();
  return { seen, wasKilled: signal === 'SIGKILL' };
}

function kill(child: ChildProcess | undefined): void {
  if (child?.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}

/** Watches the folders in which root's part and dpkg work. */
function watchAll({ root, kept, opt }: SmallPc, onChange: () => void): FSWatcher[] {
  const database = join(root, 'var/lib/dpkg');
  const folders = [kept, join(kept, '..'), opt, join(opt, 'files'), join(opt, 'resources/update'), database];
  return [...folders, join(database, 'info'), join(database, 'updates')]
    .filter((folder) => existsSync(folder))
    .map((folder) => watch(folder, onChange));
}
