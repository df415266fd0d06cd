import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const SOURCES = join(import.meta.dirname, '..', '..', 'build-resources', 'update');
const MOST_KEYS = 2;

/** The folder of the keys, as fpm.ts is told it: electron-builder hands no variable on whose name holds "key" or "pass", which is ours. */
export const SIGNERS = 'UPDATE_SIGNERS';

/** What stands between the at-signs of the files in build-resources/update. */
export interface UpdaterWords {
  /** The executable's name, which is the package's too. */
  readonly NAME: string;
  /** The folder below /opt. */
  readonly PRODUCT: string;
  readonly KIND: string;
  /** Empty in a package; a test's own folder in place of `/`. */
  readonly ROOT: string;
  /** Seconds for which the helper waits for the app, for dpkg, for another helper. */
  readonly PATIENCE: string;
  /** How the launcher asks for root's rights. */
  readonly PKEXEC: string;
}

/** What a package is filled in with. */
export const packagedWords = {
  ROOT: '',
  PATIENCE: '30',
  PKEXEC: '/usr/bin/pkexec --disable-internal-agent',
} as const;

/** One of the files of the update with its words filled in; a word that is left over is an error. */
export function fillIn(file: 'helper.sh' | 'launcher.sh' | 'policy.xml', words: UpdaterWords): string {
  const text = readFileSync(join(SOURCES, file), 'utf8').replaceAll(/@([A-Z]+)@/g, (whole, word: string) =>
    word in words ? words[word as keyof UpdaterWords] : whole,
  );
  const left = /@[A-Z]+@/.exec(text);
  if (left !== null) throw new Error(`${file} has a word that nobody fills in: ${left[0]}`);
  return text;
}

/** The public keys that the packages are to carry: the pem files of the folder that `PASSERELLE_UPDATE_KEYS` names; none without it. */
export function readUpdateKeys(folder = process.env['PASSERELLE_UPDATE_KEYS']): ReadonlyMap<string, string> {
  if (folder === undefined || folder === '') return new Map();
  const names = readdirSync(folder).filter((name) => name.endsWith('.pem'));
  if (names.length === 0 || names.length > MOST_KEYS)
    throw new Error(
      `${folder} holds ${names.length} pem files; a package carries one key, or two while one follows the other.`,
    );
  return new Map(names.toSorted().map((name) => [name, readPublicKey(join(folder, name))]));
}

/** The keys that a finished Debian package carries, by the names of their files. */
export function listUpdateKeys(deb: string): readonly string[] {
  const listed = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8', maxBuffer: 64 << 20 });
  return [...listed.matchAll(/\/resources\/update\/keys\/([^/\n]+\.pem)$/gm)].map(([, name = '']) => name);
}

function readPublicKey(path: string): string {
  const pem = readFileSync(path, 'utf8');
  if (pem.includes('PRIVATE')) throw new Error(`${path} is a private key: it belongs in the safe, never in a package.`);
  const key = createPublicKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} is no ed25519 key.`);
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/**
 * Puts root's part of updates into a package's tree: helper, keys, polkit's policy, and the launcher in the place of the program, which
 * goes by `.bin` from then on. Answers the words it was filled in with.
 */
export function putUpdater(tree: string, name: string, kind: string, keys: ReadonlyMap<string, string>): UpdaterWords {
  const [product, ...more] = readdirSync(join(tree, 'opt'));
  if (product === undefined || more.length > 0) throw new Error('one folder below /opt was expected');
  const words: UpdaterWords = { ...packagedWords, NAME: name, PRODUCT: product, KIND: kind };
  const folder = join(tree, 'opt', product);
  const put = (path: string, text: string, mode: number): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
  };
  renameSync(join(folder, name), join(folder, `${name}.bin`));
  put(join(folder, name), fillIn('launcher.sh', words), 0o755);
  put(join(folder, 'resources/update/helper'), fillIn('helper.sh', words), 0o755);
  mkdirSync(join(folder, 'resources/update/keys'), { recursive: true });
  for (const [file, pem] of keys) put(join(folder, 'resources/update/keys', file), pem, 0o644);
  put(join(tree, `usr/share/polkit-1/actions/be.passerelle.${name}.update.policy`), fillIn('policy.xml', words), 0o644);
  letKeepSandbox(join(folder, 'resources/apparmor-profile'), `/opt/${product}/${name}`);
  return words;
}

/** Where AppArmor withholds user namespaces, the profile gives them to the program; it is the program that needs them, not the launcher. */
function letKeepSandbox(profile: string, program: string): void {
  if (!existsSync(profile)) return;
  const text = readFileSync(profile, 'utf8');
  if (!text.includes(`"${program}"`)) throw new Error(`${profile} does not speak of ${program}`);
  writeFileSync(profile, text.replace(`"${program}"`, `"${program}.bin"`));
}
