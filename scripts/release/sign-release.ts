import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Release, ReleasePackage, readRelease, writeRelease } from '../../contracts/release.ts';
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

/** Writes `release.txt`, `release.sig` and the packages into a new folder, whole or not at all; answers what was signed. */
export async function signRelease(key: KeyObject, order: SignOrder): Promise<Release> {
  const out = resolve(order.out);
  if (order.expires.getTime() <= order.made.getTime())
    throw new SignRefused(`The release would have expired already (${toSecond(order.expires)}).`);
  if (!takePlace(out)) throw new SignRefused(`${order.out} is there already: a release goes into a new folder.`);
  if (order.packages.length === 0) throw new SignRefused('Name the packages of the release.');
  const facts = order.packages.map((path) => ({ path, name: basename(path).replaceAll(' ', '-'), ...readFacts(path) }));
  for (const [at, one] of facts.entries())
    if (facts.findIndex(({ kind }) => kind === one.kind) !== at)
      throw new SignRefused(`There are two packages of the kind ${one.kind}: a release has one of each.`);
  const version = order.version ?? facts.find((one) => one.version !== null)?.version ?? order.usual;
  const other = facts.find((one) => one.version !== null && one.version !== version);
  if (other !== undefined) throw new SignRefused(`${other.name} is of version ${other.version}, not ${version}.`);

  const half = `${out}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o755 });
  try {
    const packages: ReleasePackage[] = [];
    for (const { path, name, kind } of facts)
      packages.push(toPackage({ kind, file: name, ...(await copy(path, join(half, name))) }));
    const { counter, made, expires } = order;
    const release = { counter, version, made: toSecond(made), expires: toSecond(expires), packages };
    const text = writeRelease(release);
    if (readRelease(text) === null)
      throw new SignRefused(
        `This release cannot be written: look at its counter (${counter}) and version (${version}).`,
      );
    const bytes = Buffer.from(text, 'latin1');
    const signature = sign(null, bytes, key).toString('base64');
    // As every reader will: what cannot be verified never leaves.
    openSignedRelease(bytes, signature, [createPublicKey(key.export({ format: 'pem', type: 'pkcs8' }))]);
    writeFileSync(join(half, 'release.txt'), bytes, { flush: true });
    writeFileSync(join(half, 'release.sig'), `${signature}\n`, { flush: true });
    renameSync(half, out);
    return release;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
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

function readFacts(path: string): ReturnType<typeof readPackage> {
  try {
    if (!statSync(path).isFile()) throw new SignRefused(`${path} is no file.`);
  } catch (error) {
    if (error instanceof SignRefused) throw error;
    throw new SignRefused(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
  return readPackage(path);
}

function toPackage(facts: ReleasePackage): ReleasePackage {
  const read = ReleasePackage.safeParse(facts);
  if (!read.success)
    throw new SignRefused(
      `${facts.file} cannot be named in a release: letters, digits and ._+- alone, at most 100; at least one byte, at most 4 GiB.`,
    );
  return read.data;
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
