import { randomBytes, sign } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Stage } from '../../../contracts/app-state.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { type Release, writeRelease } from '../../../contracts/release.ts';
import type { UpdateOffer, UpdateState } from '../../../contracts/updates.ts';
import { toPlaces } from '../../../server/places.ts';
import { toPackagePath } from '../../../server/releases/release-files.ts';
import type { HospitalClient } from '../../../src-main/hospital/client.ts';
import type { HelperEnd, InstallOrder } from '../../../src-main/updates/run-helper.ts';
import type { Updates, UpdatesParts } from '../../../src-main/updates/updates-shape.ts';
import { openUpdates } from '../../../src-main/updates/updates.ts';
import { makeFolder } from '../../server/backup/backed-up.ts';
import { openTestHospital, type TestHospital, testAccounts } from '../../server/support/test-hospital.ts';
import { fileSigned, makeSafeKey, type Signed, writeSigned } from '../../server/updates/safe.ts';
import { type Line, openLine } from '../support/line.ts';
import { codeOf, openTestPractice, type TestPractice, until } from '../support/test-practice.ts';

const HOUR = 3_600_000;
const { path, remove } = makeFolder('updates');
const safe = makeSafeKey();
const keys = safe.publish(join(path, 'keys'));
const root = join(path, 'root');
let hospital: TestHospital;
let line: Line;
/** Two PCs, in turn: the hospital counts the questions of each. */
let practices: TestPractice[] = [];
let practice: TestPractice;
let counter = 0;

/** What this PC does beside the hospital, and what it was told to do. */
let moved = 0;
let rested = 0;
let isBusy = false;
let evil: ((client: HospitalClient) => Partial<HospitalClient>) | null = null;
let free: number;
let kept: HelperEnd[] = [];
let started: InstallOrder[] = [];
let quits = 0;
let looks = 0;
let told: UpdateState[] = [];
let running: Updates[] = [];

beforeAll(async () => {
  hospital = await openTestHospital();
  line = await openLine(hospital);
  for (const name of ['physician', 'colleague'] as const) {
    const one = openTestPractice(hospital, { urls: line });
    practices.push(one);
    await one.enrol(name);
    await until('the line is up', () => one.state.read().connection.state === 'online');
  }
});
afterAll(async () => {
  for (const one of practices) one.close();
  await line?.close();
  await hospital?.close();
  remove();
});
beforeEach(() => {
  practices = practices.toReversed();
  practice = practices[0] as TestPractice;
  [moved, rested, isBusy, evil, free, kept, started, quits, told] = [0, 0, false, null, 1e12, [], [], 0, []];
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, 'state'), 'counter 0\nversion 1.0.0\ntrial no\n');
  writeFileSync(join(root, 'counter'), '0\n');
  stand({ stage: 'signed-out', login: testAccounts.physician.login });
});
afterEach(async () => {
  for (const one of running) one.stop();
  running = [];
  await hospital.test.sql(
    `select updates.withdraw(counter, null, 'Zoé Essai') from updates.release where withdrawn_at is null`,
  );
  await hospital.test.sql('delete from updates.outcome');
});

const stand = (stage: Stage): void => practice.state.change({ stage });
const atWork = (): void => stand({ stage: 'signed-in', person: testAccounts.physician });
const locked = (): void => stand({ stage: 'locked', person: testAccounts.physician });

/** A fresh profile, unless it is the one of before. */
async function open(folder = join(path, randomBytes(6).toString('hex')), over: Partial<UpdatesParts> = {}) {
  const updates = await openUpdates({
    folder,
    places: { keys, helper: ['/nowhere'], root, launcher: '/nowhere' },
    kind: 'linux-x64-deb',
    version: '1.0.0',
    state: practice.state,
    client: () => {
      const client = practice.station.client();
      return evil === null ? client : { ...client, ...evil(client) };
    },
    isBusy: () => isBusy,
    keepVersion: async () => {
      kept.push(null);
      writeFileSync(
        join(root, 'state'),
        `counter ${counter}\nversion 2.0.0\ntrial no\nend installed\nend-counter ${counter}\nat 2026-11-22T10:00:00Z\n`,
      );
      return null;
    },
    startInstall: (order) => {
      started.push(order);
      return 0;
    },
    bytesPerSecond: null,
    quit: () => {
      quits += 1;
    },
    tell: (state) => void told.push(state),
    now: () => {
      looks += 1;
      return new Date(Date.now() + moved);
    },
    monotonic: () => performance.now() + rested,
    log: practice.log,
    timing: {
      ask: 4 * HOUR,
      again: HOUR,
      slowest: HOUR,
      still: 300,
      idle: HOUR / 2,
      tick: 20,
      confirm: 4_000,
    },
    free: () => Promise.resolve(free),
    ...over,
  });
  running.push(updates);
  return { updates, folder };
}

async function push(over: Partial<Parameters<typeof writeSigned>[2]> = {}, requiredFrom: string | null = null) {
  counter += 1;
  const signed = writeSigned(path, safe, { counter, ...over });
  await fileSigned(hospital, safe, signed.folder);
  await hospital.test.sql(`select updates.push($1, 'everyone', 100, $2, null, 'Zoé Essai')`, [counter, requiredFrom]);
  return signed;
}
const decide = (deed: 'pause' | 'withdraw', which = counter) =>
  hospital.test.sql(
    deed === 'pause'
      ? `select updates.pause($1, true, null, 'Zoé Essai')`
      : `select updates.withdraw($1, null, 'Zoé Essai')`,
    [which],
  );
const outcomes = () =>
  hospital.test.sql<{ counter: number; ended: string; reason: string | null }>(
    'select counter, ended, reason from updates.outcome order by counter',
  );
const refusals = (): unknown[] =>
  practice.log.lines.filter(({ event }) => event === 'update/refused').map(({ facts }) => facts);
const packageOf = ({ release, bytes }: Signed) => {
  const file = release.packages[0];
  if (file === undefined) throw new Error('no package');
  return { file, content: bytes.get(file.kind) ?? Buffer.alloc(0) };
};
/** A hospital that somebody took: it says and sends what he likes, under its good certificate. */
function offerInstead(offer: UpdateOffer): void {
  evil = (client) => ({
    ask: (async (name: string, question: never) =>
      name === 'update/ask' ? { offer } : await client.ask(name as 'update/ask', question)) as HospitalClient['ask'],
  });
}

test('fetches by the certificate alone what was pushed, and has root install it once the app is gone [C6]', async () => {
  const signed = await push();
  const { updates, folder } = await open();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: null });
  updates.painted();
  await until('it is ready', () => updates.read().step === 'ready');
  expect(updates.read()).toMatchObject({ version: signed.release.version, progress: null, isRequired: false });
  expect([updates.wantsExit(), started]).toEqual([true, []]);
  // As the application ends: everything is stopped, the line too, before the last window is gone.
  updates.stop();
  practice.station.client().close();
  await updates.atExit();
  const { file, content } = packageOf(signed);
  const place = join(folder, String(counter));
  expect(started).toEqual([{ folder: place, codeFile: join(folder, 'ended'), restart: false }]);
  expect(readdirSync(place).toSorted()).toEqual([file.file, 'release.sig', 'release.txt'].toSorted());
  expect(readFileSync(join(place, file.file)).equals(content)).toBe(true);
  expect(readFileSync(join(place, 'release.txt'), 'utf8')).toBe(signed.text);
  expect(readFileSync(join(place, 'release.sig'), 'utf8')).toBe(
    readFileSync(join(signed.folder, 'release.sig'), 'utf8'),
  );
  // The next start: the new version is on trial, and kept once its window stands.
  writeFileSync(join(root, 'state'), `counter ${counter}\nversion 2.0.0\ntrial yes\nprevious 1.0.0\n`);
  writeFileSync(join(root, 'counter'), `${counter}\n`);
  writeFileSync(join(folder, 'ended'), '0\n');
  const { updates: after } = await open(folder, { version: '2.0.0' });
  await after.check();
  expect([kept, await outcomes()]).toEqual([[], []]);
  after.painted();
  await until('the hospital knows', async () => (await outcomes()).length === 1);
  expect(await outcomes()).toEqual([{ counter, ended: 'installed', reason: null }]);
  expect(kept).toHaveLength(1);
  await after.check();
  expect([after.read().step, after.read().lastEnd, existsSync(place)]).toEqual(['none', null, false]);
});

test('tells the hospital how it ended until it answered, across restarts [C6]', async () => {
  await push();
  const { updates, folder } = await open();
  await updates.check();
  await updates.atExit();
  writeFileSync(join(folder, 'ended'), '126\n');
  evil = (client) => ({
    ask: (async (name: string, question: never) => {
      if (name === 'update/report') throw new ExpectedFailure('offline');
      return await client.ask(name as 'update/ask', question);
    }) as HospitalClient['ask'],
  });
  const { updates: second } = await open(folder);
  await second.check();
  expect(second.read().lastEnd).toMatchObject({ counter, end: 'failed', reason: 'not-permitted' });
  evil = null;
  const { updates: third } = await open(folder);
  await third.check();
  expect(await outcomes()).toEqual([{ counter, ended: 'failed', reason: 'not-permitted' }]);
  // It is left alone for a day, and nobody is kept from working.
  expect(third.read()).toMatchObject({ step: 'none', isRequired: false });
});

test('says what root said: went back, and is not tried again [C6]', async () => {
  await push();
  writeFileSync(join(root, 'counter'), `${counter}\n`);
  writeFileSync(
    join(root, 'state'),
    `counter 0\nversion 1.0.0\ntrial no\nend went-back\nend-counter ${counter}\nreason not-started\nat ${new Date().toISOString().slice(0, 19)}Z\n`,
  );
  const before = refusals().length;
  const { updates } = await open();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: { end: 'went-back', reason: 'not-started' } });
  expect([await outcomes(), refusals().length]).toEqual([
    [{ counter, ended: 'went-back', reason: 'not-started' }],
    before,
  ]);
});

test('believes nothing of a hospital that was taken: every forged offer is refused, said once, logged with an incident [C6]', async () => {
  const signed = await push();
  const other = makeSafeKey();
  const offer = (release: Release, key = safe): UpdateOffer => {
    const text = writeRelease(release);
    const signature = sign(null, Buffer.from(text), key.privateKey).toString('base64');
    return { release: text, signature, requiredFrom: null };
  };
  const { release } = signed;
  const { updates, folder } = await open();
  const meet = async (made: UpdateOffer): Promise<unknown> => {
    offerInstead(made);
    await updates.check();
    expect([updates.read().step, readdirSync(folder).filter((name) => /^\d/.test(name))]).toEqual(['none', []]);
    return refusals().at(-1);
  };
  expect(await meet(offer(release, other))).toMatchObject({ reason: 'signature', incident: expect.any(String) });
  expect(await meet(offer({ ...release, expires: '2026-01-01T00:00:00Z' }))).toMatchObject({ reason: 'expired' });
  const dmg = release.packages.map((one) => ({ ...one, kind: 'darwin-x64-dmg' as const }));
  expect(await meet(offer({ ...release, packages: dmg }))).toMatchObject({ reason: 'kind' });
  expect(updates.read().lastEnd).toMatchObject({ counter, end: 'refused', reason: 'kind' });
  // The same again, after a restart too: told once.
  const { updates: later } = await open(folder);
  await later.check();
  await later.check();
  await hospital.test.sql('delete from updates.outcome');
  await later.check();
  expect([refusals().at(-1), await outcomes()]).toEqual([expect.objectContaining({ reason: 'kind' }), []]);
  // And what is good is taken as soon as it is offered.
  evil = null;
  await later.check();
  expect(later.read().step).toBe('ready');
});

test('never goes below what it met, whatever the hospital offers then [C6]', async () => {
  const first = await push();
  const { updates } = await open();
  await push();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'ready', version: `1.${counter}.0` });
  await decide('withdraw');
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: null });
  expect(refusals().at(-1)).toMatchObject({ reason: 'counter' });
  expect(first.release.counter).toBe(counter - 1);
});

test('refuses a package that was spoilt at the hospital, deletes it and leaves it alone for a day [C6]', async () => {
  const signed = await push({ bytes: 50_000, expires: '2099-01-01T00:00:00Z' });
  const { file, content } = packageOf(signed);
  const place = toPackagePath(toPlaces(hospital.data).releases, counter, file.file);
  writeFileSync(place, Buffer.from(content).fill(1, 100, 200));
  const { updates, folder } = await open();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: { end: 'refused', reason: 'hash' } });
  expect(readdirSync(join(folder, String(counter)))).toEqual([]);
  writeFileSync(place, content);
  await updates.check();
  expect([updates.read().step, await outcomes()]).toEqual(['none', [{ counter, ended: 'refused', reason: 'hash' }]]);
  moved = 25 * HOUR;
  await updates.check();
  expect(updates.read().step).toBe('ready');
});

test('says a full disk by its name, and tries again later [C6]', async () => {
  await push();
  free = 1_000;
  const { updates } = await open();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: { end: 'failed', reason: 'disk-full' } });
  free = 1e12;
  await updates.check();
  expect(updates.read().step).toBe('none');
  moved = 4 * HOUR + 60_000;
  await updates.check();
  expect(updates.read().step).toBe('ready');
});

test('goes on after a line that was cut, and says how far it is meanwhile [C6]', async () => {
  await push({ bytes: 2_000_000 });
  line.shape(2_000_000);
  const { updates } = await open();
  const first = updates.check();
  await until('a part of it came', () => (updates.read().progress ?? 0) > 0.2);
  line.cut();
  await first;
  expect(updates.read()).toMatchObject({ step: 'downloading', lastEnd: null });
  line.mend();
  line.shape(null);
  const before = line.answered();
  await updates.check();
  expect(updates.read().step).toBe('ready');
  expect(line.answered() - before).toBeLessThan(1_850_000);
  await until('the line is up', () => practice.state.read().connection.state === 'online');
});

test('gives up what is withdrawn while it comes, and installs nothing that was paused since [C6]', async () => {
  await push({ bytes: 2_000_000 });
  line.shape(200_000);
  const { updates, folder } = await open();
  const first = updates.check();
  await until('a part of it came', () => (updates.read().progress ?? 0) > 0.02);
  await decide('withdraw');
  await first;
  expect(updates.read().step).toBe('none');
  line.shape(null);
  await updates.check();
  expect(readdirSync(folder)).toEqual(['kept.json']);

  await push();
  await updates.check();
  expect(updates.read().step).toBe('ready');
  await decide('pause');
  await updates.atExit();
  expect([started, updates.read().step]).toEqual([[], 'none']);
});

test('installs nothing at the exit that the hospital cannot confirm, nor when the PC goes off [C6]', async () => {
  await push();
  const { updates } = await open();
  await updates.check();
  evil = () => ({ ask: () => Promise.reject(new ExpectedFailure('offline')) });
  await updates.atExit();
  expect(started).toEqual([]);
  evil = null;
  updates.shutDown();
  expect(updates.wantsExit()).toBe(false);
});

test('installs nothing while somebody is signed in, prints or is there, and begins by itself after half an hour without anybody [C6]', async () => {
  await push({}, new Date(Date.now() + 20 * HOUR).toISOString());
  const { updates } = await open();
  await updates.check();
  atWork();
  expect(await codeOf(updates.installNow())).toBe('conflict');
  locked();
  expect(await codeOf(updates.installNow())).toBe('conflict');
  atWork();
  rested += HOUR;
  // Each look at whether the PC is idle asks for the hour.
  const ticks = async (): Promise<void> => {
    const before = looks;
    await until('several looks', () => looks > before + 10);
  };
  await ticks();
  expect(quits).toBe(0);
  locked();
  isBusy = true;
  rested += HOUR;
  await ticks();
  isBusy = false;
  updates.active();
  await ticks();
  expect([quits, updates.read().step]).toEqual([0, 'ready']);
  rested += HOUR / 2;
  await until('it closes', () => quits === 1);
  expect([updates.read().step, updates.wantsExit()]).toEqual(['installing', true]);
  await updates.atExit();
  expect(started).toMatchObject([{ restart: true }]);
});

test('installs at once when asked before the sign-in, and starts again; never twice [C6]', async () => {
  await push();
  const { updates } = await open();
  await updates.check();
  await updates.installNow();
  expect([quits, await codeOf(updates.installNow())]).toEqual([1, 'conflict']);
  await updates.atExit();
  expect(started).toMatchObject([{ restart: true }]);
});

test('asks for a required release before the sign-in only where one click mends it: never without a line or a package [C6]', async () => {
  await push({}, new Date(Date.now() - 1_000).toISOString());
  const { updates } = await open();
  expect(updates.read().isRequired).toBe(false);
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'ready', isRequired: true });
  const { connection } = practice.state.read();
  practice.state.change({ connection: { state: 'offline', since: new Date().toISOString(), reason: 'offline' } });
  expect(told.at(-1)).toMatchObject({ isRequired: false });
  practice.state.change({ connection });
  expect(told.at(-1)).toMatchObject({ isRequired: true });
  await decide('withdraw');
  await push({}, new Date(Date.now() + HOUR).toISOString());
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'ready', isRequired: false });
  moved = 2 * HOUR;
  await until('the hour comes', () => told.at(-1)?.isRequired === true);
});

test('names a release that the helpdesk installs, where there is no helper, and says so of a package without keys [C6]', async () => {
  const signed = await push({ kinds: ['win32-x64-nsis'] });
  const { updates, folder } = await open(undefined, { kind: 'win32-x64-nsis' });
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'unavailable', version: signed.release.version, isRequired: false });
  expect([readdirSync(folder), updates.wantsExit()]).toEqual([['kept.json'], false]);
  const { updates: without } = await open(undefined, {
    places: { keys: join(path, 'none'), helper: ['/nowhere'], root, launcher: '/nowhere' },
  });
  await without.check();
  expect(without.read()).toMatchObject({ step: 'unavailable', version: null });
  const { updates: checkout } = await open(undefined, { kind: null });
  await checkout.check();
  expect(checkout.read().step).toBe('none');
});
