import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { UpdateOffer } from '../../../contracts/updates.ts';
import { toPlaces } from '../../../server/places.ts';
import { toPackagePath } from '../../../server/releases/release-files.ts';
import { makeSafeKey } from '../../server/updates/safe.ts';
import { codeOf, until } from '../support/test-practice.ts';
import {
  foundBench,
  HOUR,
  atWork,
  decide,
  locked,
  loseReports,
  offerInstead,
  open,
  outcomes,
  packageOf,
  pc,
  push,
  refusals,
  signOffer,
  ticks,
  root,
} from './update-bench.ts';

foundBench();

test('fetches by the certificate alone what was pushed, and has root install it once the app is gone [C6]', async () => {
  const signed = await push();
  const { updates, folder } = await open();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: null });
  updates.painted();
  await until('it is ready', () => updates.read().step === 'ready');
  expect(updates.read()).toMatchObject({ version: signed.release.version, progress: null, isRequired: false });
  expect([updates.wantsExit(), pc.started]).toEqual([true, []]);
  // As the application ends: everything is stopped, the line too, before the last window is gone.
  updates.stop();
  pc.practice.station.client().close();
  await updates.atExit();
  const { file, content } = packageOf(signed);
  const place = join(folder, String(pc.counter));
  expect(pc.started).toEqual([{ folder: place, codeFile: join(folder, 'ended'), restart: false }]);
  expect(readdirSync(place).toSorted()).toEqual([file.file, 'release.sig', 'release.txt'].toSorted());
  expect(readFileSync(join(place, file.file)).equals(content)).toBe(true);
  expect(readFileSync(join(place, 'release.txt'), 'utf8')).toBe(signed.text);
  expect(readFileSync(join(place, 'release.sig'), 'utf8')).toBe(
    readFileSync(join(signed.folder, 'release.sig'), 'utf8'),
  );
  // The next start: the new version is on trial, and kept once its window stands.
  writeFileSync(join(root, 'state'), `counter ${pc.counter}\nversion 2.0.0\ntrial yes\nprevious 1.0.0\n`);
  writeFileSync(join(root, 'counter'), `${pc.counter}\n`);
  writeFileSync(join(folder, 'ended'), '0\n');
  const { updates: after } = await open(folder, { version: '2.0.0' });
  await after.check();
  expect([pc.kept, await outcomes()]).toEqual([[], []]);
  after.painted();
  await until('the hospital knows', async () => (await outcomes()).length === 1);
  expect(await outcomes()).toEqual([{ counter: pc.counter, ended: 'installed', reason: null }]);
  expect(pc.kept).toHaveLength(1);
  await after.check();
  expect([after.read().step, after.read().lastEnd, existsSync(place)]).toEqual(['none', null, false]);
});

test('tells the hospital how it ended until it answered, across restarts [C6]', async () => {
  await push();
  const { updates, folder } = await open();
  await updates.check();
  await updates.atExit();
  writeFileSync(join(folder, 'ended'), '126\n');
  loseReports();
  const { updates: second } = await open(folder);
  await second.check();
  expect(second.read().lastEnd).toMatchObject({ counter: pc.counter, end: 'failed', reason: 'not-permitted' });
  pc.evil = null;
  const { updates: third } = await open(folder);
  await third.check();
  expect(await outcomes()).toEqual([{ counter: pc.counter, ended: 'failed', reason: 'not-permitted' }]);
  // It is left alone for a day, and nobody is kept from working.
  expect(third.read()).toMatchObject({ step: 'none', isRequired: false });
});

test('says what root said: went back, and is not tried again [C6]', async () => {
  await push();
  writeFileSync(join(root, 'counter'), `${pc.counter}\n`);
  writeFileSync(
    join(root, 'state'),
    `counter 0\nversion 1.0.0\ntrial no\nend went-back\nend-counter ${pc.counter}\nreason not-started\nat ${new Date().toISOString().slice(0, 19)}Z\n`,
  );
  const before = refusals().length;
  const { updates } = await open();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: { end: 'went-back', reason: 'not-started' } });
  expect([await outcomes(), refusals().length]).toEqual([
    [{ counter: pc.counter, ended: 'went-back', reason: 'not-started' }],
    before,
  ]);
});

test('believes nothing of a hospital that was taken: every forged offer is refused, said once, logged with an incident [C6]', async () => {
  const signed = await push();
  const other = makeSafeKey();
  const { release } = signed;
  const { updates, folder } = await open();
  const meet = async (made: UpdateOffer): Promise<unknown> => {
    offerInstead(made);
    await updates.check();
    expect([updates.read().step, readdirSync(folder).filter((name) => /^\d/.test(name))]).toEqual(['none', []]);
    return refusals().at(-1);
  };
  expect(await meet(signOffer(release, other))).toMatchObject({ reason: 'signature', incident: expect.any(String) });
  expect(await meet(signOffer({ ...release, expires: '2026-01-01T00:00:00Z' }))).toMatchObject({ reason: 'expired' });
  const dmg = release.packages.map((one) => ({ ...one, kind: 'darwin-x64-dmg' as const }));
  expect(await meet(signOffer({ ...release, packages: dmg }))).toMatchObject({ reason: 'kind' });
  expect(updates.read().lastEnd).toMatchObject({ counter: pc.counter, end: 'refused', reason: 'kind' });
  // The same again, after a restart too: told once.
  const { updates: later } = await open(folder);
  await later.check();
  await later.check();
  await pc.hospital.test.sql('delete from updates.outcome');
  await later.check();
  expect([refusals().at(-1), await outcomes()]).toEqual([expect.objectContaining({ reason: 'kind' }), []]);
  // And what is good is taken as soon as it is offered.
  pc.evil = null;
  await later.check();
  expect(later.read().step).toBe('ready');
});

test('takes the release before one that was withdrawn, where nothing newer was installed yet [C6]', async () => {
  await push();
  const { updates } = await open();
  await push();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'ready', version: `1.${pc.counter}.0` });
  await decide('withdraw');
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'ready', version: `1.${pc.counter - 1}.0`, lastEnd: null });
});

test('refuses a package that was spoilt at the hospital, deletes it and leaves it alone for a day [C6]', async () => {
  const signed = await push({ bytes: 50_000, expires: '2099-01-01T00:00:00Z' });
  const { file, content } = packageOf(signed);
  const place = toPackagePath(toPlaces(pc.hospital.data).releases, pc.counter, file.file);
  writeFileSync(place, Buffer.from(content).fill(1, 100, 200));
  const { updates, folder } = await open();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: { end: 'refused', reason: 'hash' } });
  expect(readdirSync(join(folder, String(pc.counter)))).toEqual([]);
  writeFileSync(place, content);
  await updates.check();
  expect([updates.read().step, await outcomes()]).toEqual([
    'none',
    [{ counter: pc.counter, ended: 'refused', reason: 'hash' }],
  ]);
  pc.moved = 25 * HOUR;
  await updates.check();
  expect(updates.read().step).toBe('ready');
});

test('says a full disk by its name, and tries again later [C6]', async () => {
  await push();
  pc.free = 1_000;
  const { updates } = await open();
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'none', lastEnd: { end: 'failed', reason: 'disk-full' } });
  pc.free = 1e12;
  await updates.check();
  expect(updates.read().step).toBe('none');
  pc.moved = 4 * HOUR + 60_000;
  await updates.check();
  expect(updates.read().step).toBe('ready');
});

test('goes on after a line that was cut, and says how far it is meanwhile [C6]', async () => {
  await push({ bytes: 2_000_000 });
  pc.line.shape(2_000_000);
  const { updates } = await open();
  const first = updates.check();
  await until('a part of it came', () => (updates.read().progress ?? 0) > 0.2);
  pc.line.cut();
  await first;
  expect(updates.read()).toMatchObject({ step: 'downloading', lastEnd: null });
  pc.line.mend();
  pc.line.shape(null);
  const before = pc.line.answered();
  await updates.check();
  expect(updates.read().step).toBe('ready');
  expect(pc.line.answered() - before).toBeLessThan(1_850_000);
  await until('the line is up', () => pc.practice.state.read().connection.state === 'online');
});

test('gives up what is withdrawn while it comes, and installs nothing that was paused since [C6]', async () => {
  await push({ bytes: 2_000_000 });
  pc.line.shape(200_000);
  const { updates, folder } = await open();
  const first = updates.check();
  await until('a part of it came', () => (updates.read().progress ?? 0) > 0.02);
  await decide('withdraw');
  await first;
  expect(updates.read().step).toBe('none');
  pc.line.shape(null);
  await updates.check();
  expect(readdirSync(folder)).toEqual([]);

  await push();
  await updates.check();
  expect(updates.read().step).toBe('ready');
  await decide('pause');
  await updates.atExit();
  expect([pc.started, updates.read().step]).toEqual([[], 'none']);
});

test('installs nothing at the exit that the hospital cannot confirm, nor when the PC goes off [C6]', async () => {
  await push();
  const { updates } = await open();
  await updates.check();
  pc.evil = () => ({ ask: () => Promise.reject(new ExpectedFailure('offline')) });
  await updates.atExit();
  expect(pc.started).toEqual([]);
  pc.evil = null;
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
  pc.rested += HOUR;
  await ticks();
  expect(pc.quits).toBe(0);
  locked();
  pc.isBusy = true;
  pc.rested += HOUR;
  await ticks();
  pc.isBusy = false;
  updates.active();
  await ticks();
  expect([pc.quits, updates.read().step]).toEqual([0, 'ready']);
  pc.rested += HOUR / 2;
  await until('it closes', () => pc.quits === 1);
  expect([updates.read().step, updates.wantsExit()]).toEqual(['installing', true]);
  await updates.atExit();
  expect(pc.started).toMatchObject([{ restart: true }]);
});

test('installs at once when asked before the sign-in, and starts again; never twice [C6]', async () => {
  await push();
  const { updates } = await open();
  await updates.check();
  await updates.installNow();
  expect([pc.quits, await codeOf(updates.installNow())]).toEqual([1, 'conflict']);
  await updates.atExit();
  expect(pc.started).toMatchObject([{ restart: true }]);
});

test('asks for a required release before the sign-in only where one click mends it: never without a line or a package [C6]', async () => {
  await push({}, new Date(Date.now() - 1_000).toISOString());
  const { updates } = await open();
  expect(updates.read().isRequired).toBe(false);
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'ready', isRequired: true });
  const { connection } = pc.practice.state.read();
  pc.practice.state.change({ connection: { state: 'offline', since: new Date().toISOString(), reason: 'offline' } });
  expect(pc.told.at(-1)).toMatchObject({ isRequired: false });
  pc.practice.state.change({ connection });
  expect(pc.told.at(-1)).toMatchObject({ isRequired: true });
  await decide('withdraw');
  await push({}, new Date(Date.now() + HOUR).toISOString());
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'ready', isRequired: false });
  pc.moved = 2 * HOUR;
  await until('the hour comes', () => pc.told.at(-1)?.isRequired === true);
});

test('names a release that the helpdesk installs, where there is no helper, and says so of a package without keys [C6]', async () => {
  const signed = await push({ kinds: ['win32-x64-nsis'] });
  const { updates, folder } = await open(undefined, { kind: 'win32-x64-nsis' });
  await updates.check();
  expect(updates.read()).toMatchObject({ step: 'unavailable', version: signed.release.version, isRequired: false });
  expect([readdirSync(folder), updates.wantsExit()]).toEqual([[], false]);
  const { updates: without } = await open(undefined, {
    places: { keys: '/nowhere', helper: ['/nowhere'], root, launcher: '/nowhere' },
  });
  await without.check();
  expect(without.read()).toMatchObject({ step: 'unavailable', version: null });
  const { updates: checkout } = await open(undefined, { kind: null });
  await checkout.check();
  expect(checkout.read().step).toBe('none');
});
