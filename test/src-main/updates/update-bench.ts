import { randomBytes, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { type Release, writeRelease } from '../../../contracts/release.ts';
import type { Stage } from '../../../contracts/app-state.ts';
import type { UpdateOffer, UpdateState } from '../../../contracts/updates.ts';
import type { HospitalClient } from '../../../src-main/hospital/client.ts';
import type { HelperEnd, InstallOrder } from '../../../src-main/updates/run-helper.ts';
import type { Updates, UpdatesParts } from '../../../src-main/updates/updates-shape.ts';
import { openUpdates } from '../../../src-main/updates/updates.ts';
import { makeFolder } from '../../server/backup/backed-up.ts';
import { openTestHospital, type TestHospital, testAccounts } from '../../server/support/test-hospital.ts';
import { fileSigned } from '../../server/updates/file-signed.ts';
import { makeSafeKey, type Signed, writeSigned } from '../../server/updates/safe.ts';
import { type Line, openLine } from '../support/line.ts';
import { openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

/** In milliseconds. */
export const HOUR = 3_600_000;
const { path, remove } = makeFolder('updates');
const safe = makeSafeKey();
const keys = safe.publish(join(path, 'keys'));
/** Root's folder on this PC. */
export const root = join(path, 'root');
/** Two PCs, in turn: the hospital counts the questions of each. */
let practices: TestPractice[] = [];
let running: Updates[] = [];

/** What this PC does beside the hospital, and what it was told to do. */
export const pc = {
  hospital: undefined as unknown as TestHospital,
  line: undefined as unknown as Line,
  practice: undefined as unknown as TestPractice,
  /** Of the release pushed last. */
  counter: 0,
  /** Milliseconds by which its clock is ahead, and by which nobody touched it longer than that. */
  moved: 0,
  rested: 0,
  isBusy: false,
  /** What a hospital that was taken answers instead. */
  evil: null as ((client: HospitalClient) => Partial<HospitalClient>) | null,
  free: 0,
  kept: [] as HelperEnd[],
  started: [] as InstallOrder[],
  quits: 0,
  looks: 0,
  told: [] as UpdateState[],
};

/** Founds the hospital and enrols the PCs of a test file; each test begins on a quiet PC. */
export function foundBench(): void {
  beforeAll(async () => {
    pc.hospital = await openTestHospital();
    pc.line = await openLine(pc.hospital);
    for (const name of ['physician', 'colleague'] as const) {
      const one = openTestPractice(pc.hospital, { urls: pc.line });
      practices.push(one);
      await one.enrol(name);
      await until('the line is up', () => one.state.read().connection.state === 'online');
    }
  });
  afterAll(async () => {
    for (const one of practices) one.close();
    await pc.line?.close();
    await pc.hospital?.close();
    remove();
  });
  beforeEach(() => {
    practices = practices.toReversed();
    pc.practice = practices[0] as TestPractice;
    [pc.moved, pc.rested, pc.isBusy, pc.evil, pc.free, pc.kept, pc.started, pc.quits, pc.told] = [
      0,
      0,
      false,
      null,
      1e12,
      [],
      [],
      0,
      [],
    ];
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'state'), 'counter 0\nversion 1.0.0\ntrial no\n');
    writeFileSync(join(root, 'counter'), '0\n');
    stand({ stage: 'signed-out', login: testAccounts.physician.login });
  });
  afterEach(async () => {
    for (const one of running) one.stop();
    running = [];
    await pc.hospital.test.sql(
      `select updates.withdraw(counter, null, 'Zoé Essai') from updates.release where withdrawn_at is null`,
    );
    await pc.hospital.test.sql('delete from updates.outcome');
  });
}

const stand = (stage: Stage): void => pc.practice.state.change({ stage });
/** Somebody is signed in. */
export const atWork = (): void => stand({ stage: 'signed-in', person: testAccounts.physician });
/** Somebody is signed in, and the window is locked. */
export const locked = (): void => stand({ stage: 'locked', person: testAccounts.physician });

/** A fresh profile, unless it is the one of before. */
export async function open(folder = join(path, randomBytes(6).toString('hex')), over: Partial<UpdatesParts> = {}) {
  const updates = await openUpdates({
    folder,
    places: { keys, helper: ['/nowhere'], root, launcher: '/nowhere' },
    kind: 'linux-x64-deb',
    version: '1.0.0',
    state: pc.practice.state,
    client: () => {
      const client = pc.practice.station.client();
      return pc.evil === null ? client : { ...client, ...pc.evil(client) };
    },
    isBusy: () => pc.isBusy,
    keepVersion: async () => {
      pc.kept.push(null);
      writeFileSync(
        join(root, 'state'),
        `counter ${pc.counter}\nversion 2.0.0\ntrial no\nend installed\nend-counter ${pc.counter}\nat 2026-11-22T10:00:00Z\n`,
      );
      return null;
    },
    startInstall: (order) => {
      pc.started.push(order);
      return 0;
    },
    bytesPerSecond: null,
    quit: () => {
      pc.quits += 1;
    },
    tell: (state) => void pc.told.push(state),
    now: () => {
      pc.looks += 1;
      return new Date(Date.now() + pc.moved);
    },
    monotonic: () => performance.now() + pc.rested,
    log: pc.practice.log,
    timing: {
      ask: 4 * HOUR,
      again: HOUR,
      slowest: HOUR,
      still: 300,
      idle: HOUR / 2,
      tick: 20,
      confirm: 4_000,
    },
    free: () => Promise.resolve(pc.free),
    ...over,
  });
  running.push(updates);
  return { updates, folder };
}

/** Files a release signed by the safe, and pushes it to everyone. */
export async function push(over: Partial<Parameters<typeof writeSigned>[2]> = {}, requiredFrom: string | null = null) {
  pc.counter += 1;
  const signed = writeSigned(path, safe, { counter: pc.counter, ...over });
  await fileSigned(pc.hospital, safe, signed.folder);
  await pc.hospital.test.sql(`select updates.push($1, 'everyone', 100, $2, null, 'Zoé Essai')`, [
    pc.counter,
    requiredFrom,
  ]);
  return signed;
}
/** What the helpdesk decides of the release pushed last. */
export const decide = (deed: 'pause' | 'withdraw', which = pc.counter) =>
  pc.hospital.test.sql(
    deed === 'pause'
      ? `select updates.pause($1, true, null, 'Zoé Essai')`
      : `select updates.withdraw($1, null, 'Zoé Essai')`,
    [which],
  );
/** What the hospital heard of how updates ended. */
export const outcomes = () =>
  pc.hospital.test.sql<{ counter: number; ended: string; reason: string | null }>(
    'select counter, ended, reason from updates.outcome order by counter',
  );
/** What stands in the log of refused releases. */
export const refusals = (): unknown[] =>
  pc.practice.log.lines.filter(({ event }) => event === 'update/refused').map(({ facts }) => facts);
/** The one package of a release, and its bytes. */
export const packageOf = ({ release, bytes }: Signed) => {
  const file = release.packages[0];
  if (file === undefined) throw new Error('no package');
  return { file, content: bytes.get(file.kind) ?? Buffer.alloc(0) };
};
/** A hospital that somebody took: it says and sends what he likes, under its good certificate. */
export function offerInstead(offer: UpdateOffer): void {
  pc.evil = (client) => ({
    ask: (async (name: string, question: never) =>
      name === 'update/ask' ? { offer } : await client.ask(name as 'update/ask', question)) as HospitalClient['ask'],
  });
}

/** A hospital that never hears how an update ended. */
export function loseReports(): void {
  pc.evil = (client) => ({
    ask: (async (name: string, question: never) => {
      if (name === 'update/report') throw new ExpectedFailure('offline');
      return await client.ask(name as 'update/ask', question);
    }) as HospitalClient['ask'],
  });
}

/** An offer of this release, signed by the safe or by somebody else. */
export function signOffer(release: Release, key = safe): UpdateOffer {
  const text = writeRelease(release);
  const signature = sign(null, Buffer.from(text), key.privateKey).toString('base64');
  return { release: text, signature, requiredFrom: null };
}

/** Waits until it was looked several times whether the PC is idle: each look asks for the hour. */
export async function ticks(): Promise<void> {
  const before = pc.looks;
  await until('several looks', () => pc.looks > before + 10);
}
