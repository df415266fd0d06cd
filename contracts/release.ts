import { z } from 'zod';

/** What an installer is built for: system, processor, kind of package. */
export const packageKinds = [
  'linux-x64-deb',
  'linux-x64-rpm',
  'linux-x64-appimage',
  'win32-x64-nsis',
  'darwin-x64-dmg',
  'darwin-arm64-dmg',
] as const;
export type PackageKind = (typeof packageKinds)[number];

const Version = z.string().regex(/^(0|[1-9]\d{0,3})(\.(0|[1-9]\d{0,3})){2}$/);
/** UTC, whole seconds: as text it sorts as time does, which is how the root helper compares it. */
const Second = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/);

/** A package of a release: its file's name, size in bytes and SHA-256 in hexadecimal. */
export const ReleasePackage = z.strictObject({
  kind: z.enum(packageKinds),
  size: z.number().int().min(1).max(4_294_967_296),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/),
});
export type ReleasePackage = z.infer<typeof ReleasePackage>;

/**
 * A release as it is signed. `counter` alone orders releases: a way back is a higher counter that names an older version. After
 * `expires` nobody installs it any more.
 */
export const Release = z.strictObject({
  counter: z.number().int().min(1).max(999_999_999),
  version: Version,
  made: Second,
  expires: Second,
  packages: z.array(ReleasePackage).min(1).max(packageKinds.length),
});
export type Release = z.infer<typeof Release>;

const HEAD = 'passerelle-release 1';
const LONGEST = 16_384;

/**
 * The text that is signed: ASCII lines in one order, each ended by a line feed, so that the root helper, a shell program, reads the very
 * same bytes as the app and the server.
 */
export function writeRelease(release: Release): string {
  const packages = release.packages.map(({ kind, size, sha256, file }) => `package ${kind} ${size} ${sha256} ${file}`);
  const { counter, version, made, expires } = release;
  return [HEAD, `counter ${counter}`, `version ${version}`, `made ${made}`, `expires ${expires}`, ...packages, ''].join(
    '\n',
  );
}

/** Reads what `writeRelease` wrote; null for anything else, be it one space more. Call it only after the signature was verified. */
export function readRelease(text: string): Release | null {
  if (text.length > LONGEST || !text.endsWith('\n')) return null;
  const [head, counter, version, made, expires, ...packages] = text.slice(0, -1).split('\n');
  if (head !== HEAD) return null;
  const read = Release.safeParse({
    counter: Number(after('counter', counter)),
    version: after('version', version),
    made: after('made', made),
    expires: after('expires', expires),
    packages: packages.map((line) => {
      const [kind, size, sha256, file] = (after('package', line) ?? '').split(' ');
      return { kind, size: Number(size), sha256, file };
    }),
  });
  const kinds = new Set(read.data?.packages.map(({ kind }) => kind));
  // Whoever would write it otherwise did not write it: no leading zero, no second space, no kind twice.
  return read.success && kinds.size === read.data.packages.length && writeRelease(read.data) === text
    ? read.data
    : null;
}

function after(word: string, line: string | undefined): string | undefined {
  return line?.startsWith(`${word} `) === true ? line.slice(word.length + 1) : undefined;
}
