import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Release, ReleasePackage, writeRelease } from '../../contracts/release.ts';
import { openSignedRelease } from '../../server/releases/signed-release.ts';
import { readPackage } from './package-kind.ts';
import { SignRefused } from './sign-refused.ts';

/** What is signed. */
export interface SignOrder {
  readonly counter: number;
  /** The version that the packages bear; null: as the deb among them says, else `usual`. */
  readonly version: string | null;
  readonly usual: string;
  readonly made: Date;
  /** UTC, whole seconds. */
  readonly expires: Date;
  readonly packages: readonly string[];
  readonly out: string;
}

/**
 * Writes `release.txt`, `release.sig` and the packages into a new folder, whole or not at all; answers what was signed. The key is opened
 * once everything else is known to be right.
 */
export async function signRelease(openKey: () => Promise<KeyObject>, order: SignOrder): Promise<Release> {
  const out = resolve(order.out);
  const { version, facts } = readOrder(order);
  if (!takePlace(out)) throw new SignRefused(`${order.out} is there already: a release goes into a new folder.`);
  const key = await openKey();
  const half = `${out}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o755 });
  try {
    const packages: ReleasePackage[] = [];
    for (const { path, name, kind } of facts)
      packages.push({ kind, file: name, ...(await copy(path, join(half, name))) });
    const { counter, made, expires } = order;
    const release = { counter, version, made: toSecond(made), expires: toSecond(expires), packages };
    const text = writeRelease(release);
    const bytes = Buffer.from(text, 'latin1');
    const signature = sign(null, bytes, key).toString('base64');
    // As every reader will: what cannot be verified or read never leaves.
    openSignedRelease(bytes, signature, [createPublicKey(key.export({ format: 'pem', type: 'pkcs8' }))]);
    writeFileSync(join(half, 'release.txt'), bytes, { flush: true });
    writeFileSync(join(half, 'release.sig'), `${signature}\n`, { flush: true });
    renameSync(half, out);
    return release;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** What the packages say of themselves, and the one version of all; refuses whatever could not be signed. */
function readOrder({ made, expires, packages, version: given, usual }: SignOrder) {
  if (expires.getTime() <= made.getTime())
    throw new SignRefused(`The release would have expired already (${toSecond(expires)}).`);
  if (packages.length === 0) throw new SignRefused('Name the packages of the release.');
  const facts = packages.map((path) => ({ path, ...readFacts(path) }));
  for (const [at, one] of facts.entries())
    if (facts.findIndex(({ kind }) => kind === one.kind) !== at)
      throw new SignRefused(`There are two packages of the kind ${one.kind}: a release has one of each.`);
  const version = given ?? facts.find((one) => one.version !== null)?.version ?? usual;
  if (!Release.shape.version.safeParse(version).success)
    throw new SignRefused(`${version} is no version: three numbers, such as 1.4.2.`);
  const other = facts.find((one) => one.version !== null && one.version !== version);
  if (other !== undefined) throw new SignRefused(`${other.name} is of version ${other.version}, not ${version}.`);
  return { version, facts };
}

/** `2026-11-22T09:00:00Z`. */
export function toSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** False where something lies already. */
function takePlace(out: string): boolean {
  try {
    mkdirSync(dirname(out), { recursive: true });
    if (readdirSync(out).length > 0) return false;
    rmSync(out, { recursive: true });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

function readFacts(path: string): ReturnType<typeof readPackage> & { readonly name: string } {
  const name = basename(path).replaceAll(' ', '-');
  let size: number;
  try {
    const found = statSync(path);
    if (!found.isFile()) throw new SignRefused(`${path} is no file.`);
    size = found.size;
  } catch (error) {
    if (error instanceof SignRefused) throw error;
    throw new SignRefused(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
  const { file: File, size: Size } = ReleasePackage.shape;
  if (!File.safeParse(name).success || !Size.safeParse(size).success)
    throw new SignRefused(
      `${name} cannot be in a release: its name wants letters, digits and ._+- alone, at most 100, its bytes one at least and 4 GiB at most.`,
    );
  return { name, ...readPackage(path) };
}

/** Copies and hashes in one reading: what is signed is what lies beside. */
async function copy(from: string, to: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const target = await open(to, 'wx', 0o644);
  try {
    await pipeline(createReadStream(from), async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        hash.update(piece);
        size += piece.length;
        await target.writeFile(piece);
      }
    });
    await target.sync();
  } finally {
    await target.close();
  }
  return { size, sha256: hash.digest('hex') };
}
