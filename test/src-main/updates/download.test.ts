import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { ReleasePackage } from '../../../contracts/release.ts';
import { readFirstByte, toRangeHeaders } from '../../../src-main/hospital/package-stream.ts';
import { openWork } from '../../../src-main/hospital/work.ts';
import { downloadPackage, type DownloadParts, UpdateRefusal } from '../../../src-main/updates/download.ts';
import { until } from '../support/test-practice.ts';
import { askRange, openRangeServer, type RangeServer } from './range-server.ts';

const bytes = randomBytes(400_000);
const file: ReleasePackage = {
  kind: 'linux-x64-deb',
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  file: 'passerelle.deb',
};
const folder = mkdtempSync(join(tmpdir(), 'passerelle-download-'));
const path = join(folder, '7', file.file);
const part = `${path}.part`;
let server: RangeServer;
beforeAll(async () => {
  server = await openRangeServer(bytes);
});
beforeEach(() => {
  rmSync(join(folder, '7'), { recursive: true, force: true });
  Object.assign(server, { instead: null, cutAfter: null, holdAfter: null });
  (server.ranges as unknown[]).length = 0;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function download(over: Partial<DownloadParts> = {}): Promise<string> {
  const work = downloadPackage(file, path, {
    ask: askRange(server.url),
    turn: () => Promise.resolve(),
    took: () => undefined,
    progress: () => undefined,
    signal: new AbortController().signal,
    ...over,
  });
  return await work.then(
    () => 'whole',
    (cause: unknown) =>
      cause instanceof UpdateRefusal
        ? cause.reason
        : cause instanceof ExpectedFailure
          ? cause.code
          : `bug: ${String(cause)}`,
  );
}

test('fetches a package whole, and asks for nothing twice [C6]', async () => {
  expect(await download()).toBe('whole');
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect([existsSync(part), server.ranges]).toEqual([false, [null]]);
});

test('goes on where a cut line left it, byte for byte [C6]', async () => {
  server.cutAfter = 200_000;
  expect(await download()).toBe('offline');
  const have = statSync(part).size;
  expect(have).toBeGreaterThan(0);
  server.cutAfter = null;
  expect(await download()).toBe('whole');
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(server.ranges).toEqual([null, `bytes=${have}-`]);
});

test('goes on where the app was killed in the midst of it [C6]', async () => {
  server.holdAfter = 200_000;
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'download-child.ts'), server.url, path, String(file.size), file.sha256],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let seen = 0;
  child.stdout.on('data', (text: Buffer) => {
    seen = Math.max(seen, ...text.toString('utf8').trim().split('\n').map(Number));
    if (seen >= 100_000) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  const have = statSync(part).size;
  expect(have).toBeGreaterThanOrEqual(100_000);
  expect(have).toBeLessThan(file.size);
  server.holdAfter = null;
  expect(await download()).toBe('whole');
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(server.ranges).toEqual([null, `bytes=${have}-`]);
});

test('refuses and deletes other bytes, fewer and more of them [C6]', async () => {
  const spoilt = Buffer.from(bytes);
  spoilt[300_000] = (spoilt[300_000] ?? 0) ^ 1;
  for (const [instead, reason] of [
    [spoilt, 'hash'],
    [bytes.subarray(0, -1), 'size'],
    [Buffer.concat([bytes, Buffer.from('x')]), 'size'],
    [Buffer.alloc(0), 'size'],
  ] as const) {
    server.instead = instead;
    expect(await download()).toBe(reason);
    expect([existsSync(path), existsSync(part)]).toEqual([false, false]);
  }
});

test('begins anew, without blaming the package, where a power cut spoilt the part that lay here [C6]', async () => {
  server.cutAfter = 200_000;
  await download();
  const have = statSync(part).size;
  const kept = readFileSync(part);
  kept.fill(0, have - 4_096);
  writeFileSync(part, kept);
  server.cutAfter = null;
  expect(await download()).toBe('whole');
  expect(server.ranges).toEqual([null, `bytes=${have}-`, null]);
});

test('takes no part that is longer than the package, and says a full disk by its name, before and in the midst of writing [C6]', async () => {
  expect(await download({ free: () => Promise.resolve(100_000_000) })).toBe('disk-full');
  expect(server.ranges).toEqual([]);
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
  const fill = (): void => {
    throw full;
  };
  expect(await download({ took: fill })).toBe('disk-full');
  expect([existsSync(path), existsSync(part)]).toEqual([false, false]);
  expect(await download()).toBe('whole');
  rmSync(path);
  writeFileSync(part, '');
  truncateSync(part, file.size + 1);
  expect(await download()).toBe('whole');
});

test('waits, piece by piece, while somebody at this PC waits for the hospital [C6]', async () => {
  const work = openWork();
  let release: () => void = () => undefined;
  let have = 0;
  const opening = work.during(new Promise<void>((resolve) => (release = resolve)));
  const done = download({
    turn: async () => {
      await work.quiet();
    },
    progress: (now) => {
      have = now;
    },
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect([server.ranges, work.isQuiet()]).toEqual([[], false]);
  release();
  await opening;
  await until('it goes on', () => have > 0);
  expect(await done).toBe('whole');
});

test('stops when it is told to, and counts a line without a byte as cut [C6]', async () => {
  const ended = new AbortController();
  server.holdAfter = 200_000;
  const told = download({ signal: ended.signal, took: () => ended.abort() });
  expect(await told).toBe('offline');
  expect(existsSync(part)).toBe(true);
  expect(await download({ silence: 50 })).toBe('offline');
});

test('asks for the missing bytes of that very package, and takes no others [C6]', () => {
  const wanted = { sha256: file.sha256, from: 10 };
  expect(toRangeHeaders(wanted)).toEqual({
    'accept-encoding': 'identity',
    range: 'bytes=10-',
    'if-range': `"${file.sha256}"`,
  });
  expect(toRangeHeaders({ ...wanted, from: 0 })).toEqual({ 'accept-encoding': 'identity' });
  expect([readFirstByte(200, undefined, wanted), readFirstByte(206, 'bytes 10-19/20', wanted)]).toEqual([0, 10]);
  for (const range of [undefined, 'bytes 9-19/20', 'bytes */20'])
    expect(() => readFirstByte(206, range, wanted)).toThrow('conflict');
});
