import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signRelease } from '../release/sign-release.ts';
import { makeNewer, type OpenPackage } from './newer-package.ts';
import { addUser, openPolkitSession, type PlainUser, type PolkitSession } from './polkit-session.ts';

const APP = 'Passerelle-test';
const NAME = 'passerelle-test';
const HELPER = `/opt/${APP}/resources/update/helper`;
const KEPT = `/var/lib/${NAME}`;
/** Who asks for updates: an ordinary user of the machine. */
const USER = 'passerelle-update';

/** The pair that signs in the test, and the folder that the package takes its public half from. */
export interface TestKeys {
  readonly folder: string;
  readonly key: KeyObject;
}

/** Makes a pair for this run alone. */
export function makeTestKeys(work: string): TestKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const folder = join(work, 'update-keys');
  mkdirSync(folder);
  writeFileSync(join(folder, 'test.pem'), publicKey.export({ type: 'spki', format: 'pem' }));
  return { folder, key: privateKey };
}

/** What the updates of the installed package are tested with. */
export interface UpdateTest {
  readonly work: string;
  readonly keys: TestKeys;
  readonly open: OpenPackage;
  readonly prove: (title: string, deed: () => Promise<void> | void) => Promise<boolean>;
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}

const readVersion = (): string =>
  execFileSync('dpkg-query', ['--show', '--showformat=${db:Status-Status} ${Version}', NAME], { encoding: 'utf8' });
const readKept = (name: string): string => (existsSync(join(KEPT, name)) ? readFileSync(join(KEPT, name), 'utf8') : '');

/** Updates of the installed package, through polkit, by root's helper, as an ordinary user asks for them. */
export async function testUpdates(test: UpdateTest): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'passerelle-home-'));
  const user = addUser(USER, home);
  const session = await openPolkitSession(`be.passerelle.${NAME}.update`, USER);
  try {
    await proveDeeds(test, user, session);
  } finally {
    await session.stop();
    execFileSync('userdel', [USER], { stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  }
}

async function proveDeeds(
  { work, keys, open, prove }: UpdateTest,
  user: PlainUser,
  session: PolkitSession,
): Promise<void> {
  const sign = async (counter: number, version: string, deb: string, key = keys.key): Promise<string> => {
    const out = join(work, `release-${counter}-${version}`);
    const [made, expires] = [new Date(), new Date(Date.now() + 3_600_000)];
    await signRelease(async () => key, { counter, version, usual: version, made, expires, packages: [deb], out });
    chmodSync(out, 0o755);
    return out;
  };
  const ask = (...words: readonly string[]): number | null => session.run(user, ['pkexec', HELPER, ...words]).code;
  const second = next(open.version, 1);
  const third = next(open.version, 2);
  let good = '';
  await prove(
    'an ordinary user has a signed update installed by root, without a password, and nothing else [C6]',
    async () => {
      good = await sign(7, second, makeNewer(open, APP, { version: second }, join(work, `second.deb`)));
      const forged = await sign(8, second, join(work, 'second.deb'), generateKeyPairSync('ed25519').privateKey);
      expect(ask('install', forged) === 10, 'a release that the safe did not sign was not refused');
      const other = session.run(user, ['pkexec', '/usr/bin/id']);
      expect(other.code === 127 || other.code === 126, `pkexec let the user run something else: ${other.code}`);
      expect(readVersion() === `installed ${open.version}`, `dpkg says: ${readVersion()}`);
      const code = ask('install', good);
      expect(code === 0, `the helper ended with ${code}: ${readKept('state')} ${readKept('dpkg.log')}`);
      expect(readVersion() === `installed ${second}`, `dpkg says: ${readVersion()}`);
      expect(readKept('state').includes('trial yes'), 'the new version is not on trial');
      expect(ask('keep') === 0 && readKept('state').includes('end installed'), `it was not kept: ${readKept('state')}`);
      expect(!existsSync(join(KEPT, 'previous.deb')), 'the way back still lies there');
    },
  );
  await prove('the same release is refused a second time, and so is every lower one [C6]', async () => {
    expect(ask('install', good) === 12, 'the release was taken twice');
    const lower = await sign(6, second, join(work, 'second.deb'));
    expect(ask('install', lower) === 12, 'a lower counter was taken');
  });
  await prove('a version that does not start goes back by itself at the next click [C6]', async () => {
    const broken = makeNewer(open, APP, { version: third, endsWith: 1 }, join(work, 'third.deb'));
    expect(ask('install', await sign(9, third, broken)) === 0, `it was not installed: ${readKept('dpkg.log')}`);
    expect(readVersion() === `installed ${third}`, `dpkg says: ${readVersion()}`);
    // Started as a click does, where no display answers: the broken one ends with 1, the old one because it finds no display.
    session.run(user, [`/opt/${APP}/${NAME}`], { DISPLAY: ':not-there' });
    expect(readVersion() === `installed ${second}`, `dpkg says: ${readVersion()}`);
    const state = readKept('state');
    expect(/^trial no$/m.test(state) && /^end went-back$/m.test(state) && /^end-counter 9$/m.test(state), state);
    expect(/^counter 7$/m.test(state) && readKept('counter').trim() === '9', `counter: ${state}`);
    expect(ask('install', join(work, `release-9-${third}`)) === 12, 'the release that went back was taken again');
  });
}

/** The version that comes so many after this one, as long as its last figure lasts. */
function next(version: string, by: number): string {
  const [major = '0', minor = '0', last = '0'] = version.split('.');
  return [major, minor, String(Number(last) + by)].join('.');
}
