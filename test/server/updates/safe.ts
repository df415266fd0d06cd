import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PackageKind, type Release, writeRelease } from '../../../contracts/release.ts';

/** A pair as the safe has it, and the folder of public halves that a server is told of. */
export interface SafeKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Writes the public half into a folder of keys. */
  publish(folder: string): string;
}

/** Makes a pair. */
export function makeSafeKey(): SafeKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    privateKey,
    publicKey,
    publish: (folder) => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, 'update.pem'), publicKey.export({ format: 'pem', type: 'spki' }));
      return folder;
    },
  };
}

/** A release as it lies in a folder, with the bytes of its packages by kind. */
export interface Signed {
  readonly folder: string;
  readonly release: Release;
  readonly text: string;
  readonly bytes: ReadonlyMap<PackageKind, Buffer>;
}

const toSecond = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Signs a release of packages of random bytes into a folder, valid for a day unless it says otherwise. */
export function writeSigned(
  place: string,
  key: SafeKey,
  {
    kinds = ['linux-x64-deb'],
    bytes = 3000,
    ...over
  }: { counter: number } & Partial<Release> & {
      readonly kinds?: readonly PackageKind[];
      readonly bytes?: number;
    },
): Signed {
  const folder = join(place, `release-${over.counter}-${randomBytes(3).toString('hex')}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const contents = new Map(kinds.map((kind) => [kind, randomBytes(bytes)] as const));
  const packages = [...contents].map(([kind, content]) => {
    const file = `passerelle_${over.counter}_${kind}`;
    writeFileSync(join(folder, file), content);
    return { kind, size: content.length, sha256: createHash('sha256').update(content).digest('hex'), file };
  });
  const now = Date.now();
  const release: Release = {
    version: `1.${over.counter}.0`,
    made: toSecond(now),
    expires: toSecond(now + 86_400_000),
    packages,
    ...over,
  };
  const text = writeRelease(release);
  writeFileSync(join(folder, 'release.txt'), text);
  writeFileSync(join(folder, 'release.sig'), `${sign(null, Buffer.from(text), key.privateKey).toString('base64')}\n`);
  return { folder, release, text, bytes: contents };
}
