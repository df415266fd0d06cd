import { execFileSync, spawnSync } from 'node:child_process';
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
  /** The checkout. */
  readonly root: string;
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

async function proveDeeds(test: UpdateTest, user: PlainUser, session: PolkitSession): Promise<void> {
  const { work, keys, open, prove } = test;
  const ask = (...words: readonly string[]): number | null => session.run(user, ['pkexec', HELPER, ...words]).code;
  const second = { version: next(open.version, 1), file: join(work, 'second.deb') };
  const broken = { version: next(open.version, 2), file: join(work, 'third.deb') };
  const sign = async (counter: number, key: KeyObject): Promise<string> => {
    const out = join(work, `asked-${counter}`);
    const [made, expires] = [new Date(), new Date(Date.now() + 3_600_000)];
    const { version, file } = second;
    await signRelease(async () => key, { counter, version, usual: version, made, expires, packages: [file], out });
    chmodSync(out, 0o755);
    return out;
  };
  makeNewer(open, APP, { version: second.version }, second.file);
  makeNewer(open, APP, { version: broken.version, endsWith: 1 }, broken.file);
  await prove(
    'polkit lets an ordinary user start root’s helper alone, which refuses what the safe did not sign [C6]',
    async () => {
      const forged = await sign(19, generateKeyPairSync('ed25519').privateKey);
      expect(ask('install', forged) === 10, 'a release that the safe did not sign was not refused');
      expect(ask('keep') === 0 && ask('go-back') === 20, 'there is something to keep, or to go back to');
      const other = session.run(user, ['pkexec', '/usr/bin/id']).code;
      expect(other === 126 || other === 127, `pkexec let the user run something else: ${other}`);
      expect(readVersion() === `installed ${open.version}`, `dpkg says: ${readVersion()}`);
    },
  );
  await walk(test, { second, broken });
  await prove(
    'what was installed or went back once is refused when it is handed over again, and so is what is lower [C6]',
    async () => {
      expect(readKept('counter').trim() === '21', `the highest counter is ${readKept('counter')}`);
      for (const counter of [18, 20, 21])
        expect(ask('install', await sign(counter, keys.key)) === 12, `counter ${counter} was taken`);
      expect(readVersion() === `installed ${second.version}`, `dpkg says: ${readVersion()}`);
      expect(
        !existsSync(join(KEPT, 'previous.deb')) && !existsSync(join(KEPT, 'staged.deb')),
        'packages are left in root’s folder',
      );
    },
  );
}

interface Made {
  readonly version: string;
  readonly file: string;
}

/** The whole way, in a process of its own: test/installed/update-walk.ts. */
async function walk(
  { root, work, keys, prove }: UpdateTest,
  made: { readonly second: Made; readonly broken: Made },
): Promise<void> {
  const key = keys.key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = join(root, 'test', 'installed', 'update-walk.ts');
  const { stdout, status } = spawnSync(process.execPath, [...process.execArgv, file], {
    input: JSON.stringify({ work, keys: keys.folder, key, app: APP, name: NAME, ...made }),
    stdio: ['pipe', 'pipe', 'inherit'],
    encoding: 'utf8',
    timeout: 400_000,
  });
  const said = [...stdout.matchAll(/^(not )?ok ([^[\n]*\[C6\])(?:: (.*))?$/gm)];
  for (const [, not, title = '', reason = ''] of said) await prove(title, () => expect(not === undefined, reason));
  if (said.length < 2)
    await prove('the installed app is updated to the end [C6]', () => expect(false, `the walk ended with ${status}`));
}

/** The version that comes so many after this one, as long as its last figure lasts. */
function next(version: string, by: number): string {
  const [major = '0', minor = '0', last = '0'] = version.split('.');
  return [major, minor, String(Number(last) + by)].join('.');
}
