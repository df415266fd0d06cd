import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readTar } from '../../../server/backup/tar-read.ts';
import { toMember, writeTar } from '../../../server/backup/tar-write.ts';
import { fc } from '../../support/property.ts';

const gather = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
};
async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const unpack = async (archive: Buffer, size = 700): Promise<[string, Buffer][]> => {
  const found: [string, Buffer][] = [];
  for await (const { name, content } of readTar(inPieces(archive, size))) found.push([name, await gather(content)]);
  return found;
};
const long = `${'dossier-assez-long/'.repeat(8)}fichier.txt`;

test('gives back every file that went in, whatever its length and however the bytes arrive', async () => {
  const files = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,12}$/), fc.uint8Array({ maxLength: 1_500 })), {
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 2_000 }), async (made, size) => {
      const archive = await gather(writeTar(made.map(([name, bytes]) => toMember(name, bytes))));
      expect(await unpack(archive, size)).toEqual(made.map(([name, bytes]) => [name, Buffer.from(bytes)]));
    }),
    { numRuns: 40 },
  );
});

test('is read by tar: names, modes, a long name, a link', async () => {
  const members = [toMember('a', 'un'), toMember(long, 'deux', { mode: 0o755 }), toMember('b', '', { link: 'a' })];
  const archive = await gather(writeTar(members));
  const listed = execFileSync('tar', ['-tvf', '-'], {
    input: archive,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
  });
  expect(listed.trim().split('\n')).toEqual([
    '-rw-r--r-- root/root         2 1970-01-01 00:00 a',
    `-rwxr-xr-x root/root         4 1970-01-01 00:00 ${long}`,
    'lrw-r--r-- root/root         0 1970-01-01 00:00 b -> a',
  ]);
  expect(await gather(writeTar(members))).toEqual(archive);
});

test('reads a size that octal digits do not hold', async () => {
  const size = 9 * 1024 ** 3;
  const header = (await writeTar([{ name: 'big', size, content: Buffer.alloc(0) }]).next()).value as Buffer;
  const first = await readTar(inPieces(Buffer.from(header), 512)).next();
  expect(first.value).toMatchObject({ name: 'big', size });
});

test('refuses an archive that was cut, a link and a header that is none', async () => {
  const archive = await gather(writeTar([toMember('a', 'x'.repeat(600))]));
  for (const end of [100, 512, 700, 1_536]) await expect(unpack(archive.subarray(0, end))).rejects.toThrow(/cut/);
  const link = await gather(writeTar([toMember('a', '', { link: '/etc/passwd' })]));
  await expect(unpack(link)).rejects.toThrow('no plain file');
  await expect(unpack(Buffer.alloc(2_048, 7))).rejects.toThrow('no plain file');
});
