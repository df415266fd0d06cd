import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { type TarMember, toMember, writeTar } from '../../server/backup/tar-write.ts';
import { toSampleConfig } from '../../server/config/sample.ts';
import { listPackageFolders } from './closure.ts';
import { listServerFiles } from './server-files.ts';

const Manifest = z.object({ version: z.string() });
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** Of a package, what no server runs: TypeScript (Node runs none below node_modules), maps, tests, what begins with a dot. */
const LEFT_OUT = /\.([cm]?ts|map)$|(^|\/)\.|(^|\/)(test|tests|__tests__|example|examples|benchmark|benchmarks)\//;
/** Of the fonts, the faces that the templates name. */
const FONTS =
  /^node_modules\/@expo-google-fonts\/ibm-plex-sans\/(?!package\.json$|LICENSE|[1-7]00[A-Za-z_]*\/[^/]*\.ttf$)/;

/** What lies beside the code in a package, and where it comes from in the checkout. */
const BESIDE = {
  'bin/passerelle-server': 'server/packaging/passerelle-server.sh',
  'systemd/passerelle.service': 'server/packaging/passerelle.service',
  'systemd/passerelle-backup.service': 'server/packaging/passerelle-backup.service',
  'systemd/passerelle-backup.timer': 'server/packaging/passerelle-backup.timer',
  'sysusers.d/passerelle.conf': 'server/packaging/sysusers.conf',
  'tmpfiles.d/passerelle.conf': 'server/packaging/tmpfiles.conf',
  'hospital.json.example': 'server/packaging/hospital.json.example',
  'INSTALL.md': 'docs/server-install.md',
} as const;

/** Version of this checkout. */
export function readVersion(root: string): string {
  return Manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version;
}

/** Every member of the server's package below one folder, in order; its bytes follow from the checkout and `time` alone. */
export async function* listMembers(root: string, time: number): AsyncGenerator<TarMember> {
  const top = `passerelle-server-${readVersion(root)}`;
  const sums: string[] = [];
  for (const { name, ...member } of await listSources(root)) {
    const content = member.link === undefined ? readFileSync(member.path) : Buffer.alloc(0);
    if (member.link === undefined) sums.push(`${createHash('sha256').update(content).digest('hex')}  ${name}`);
    yield toMember(`${top}/${name}`, content, {
      time,
      mode: member.mode,
      ...(member.link === undefined ? {} : { link: member.link }),
    });
  }
  const made = {
    'package.json': `${JSON.stringify({ name: 'passerelle-server', version: readVersion(root), private: true, type: 'module' }, null, 2)}\n`,
    'server.conf.example': toSampleConfig(),
  };
  for (const [name, text] of Object.entries(made)) {
    sums.push(`${createHash('sha256').update(text).digest('hex')}  ${name}`);
    yield toMember(`${top}/${name}`, text, { time });
  }
  yield toMember(`${top}/SHA256SUMS`, `${sums.join('\n')}\n`, { time });
}

/** Writes the package whole; answers its path. */
export async function writeServerPackage(root: string, folder: string, time: number, level = 6): Promise<string> {
  const path = join(folder, `passerelle-server-${readVersion(root)}.tar.gz`);
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.new`;
  await pipeline(Readable.from(writeTar(listMembers(root, time))), createGzip({ level }), createWriteStream(half));
  renameSync(half, path);
  return path;
}

interface Source {
  readonly name: string;
  readonly path: string;
  readonly mode: number;
  readonly link?: string;
}

async function listSources(root: string): Promise<readonly Source[]> {
  const { files, packages } = await listServerFiles(root);
  const node = dirname(dirname(findNode(root)));
  const sources: Source[] = [
    ...files.map((name) => ({ name, path: join(root, name), mode: 0o644 })),
    ...Object.entries(BESIDE).map(([name, path]) => ({
      name,
      path: join(root, path),
      mode: name.startsWith('bin/') ? 0o755 : 0o644,
    })),
    { name: 'node/bin/node', path: join(node, 'bin/node'), mode: 0o755 },
    { name: 'node/LICENSE', path: join(node, 'LICENSE'), mode: 0o644 },
  ];
  for (const folder of listPackageFolders(root, packages)) sources.push(...listPackage(root, folder));
  return sources.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function* listPackage(root: string, folder: string): Generator<Source> {
  const names = globSync('**/*', { cwd: join(root, folder), exclude: (name) => name === 'node_modules' });
  for (const inner of names) {
    const name = join(folder, inner);
    const path = join(root, name);
    const facts = lstatSync(path);
    if (!facts.isFile() || LEFT_OUT.test(`${inner}`) || FONTS.test(name)) continue;
    yield { name, path, mode: (facts.mode & 0o100) === 0 ? 0o644 : 0o755 };
  }
  // npm's archives hold no links: PostgreSQL's package lists its own, and a root-owned folder cannot be mended later.
  const list = join(root, folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8'))))
    yield { name: join(folder, target), path: '', mode: 0o777, link: source.split('/').at(-1) ?? source };
}

function findNode(root: string): string {
  const names = [`node-${process.platform}-${process.arch}`, `node-bin-${process.platform}-${process.arch}`];
  const found = names.map((name) => join(root, 'node_modules', name, 'bin/node')).find(existsSync);
  if (found === undefined) throw new Error(`The registry's package of Node ${names[0]} is not installed: npm ci.`);
  return found;
}

/** Streams nothing to disk: the hash of the archive's bytes before compression, to compare two builds by. */
export async function hashServerPackage(root: string, time: number): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of writeTar(listMembers(root, time))) hash.update(piece);
  return hash.digest('hex');
}

/** The hash of a finished file. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
