import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTlsLog, type TlsLine } from '../../../server/listeners/tls-log.ts';

const line: TlsLine = {
  time: '2026-11-22T08:30:00.000Z',
  listener: 'medical',
  remote: '127.0.0.1:50000',
  thumbprint: null,
  outcome: 'refused-in-handshake',
  reason: 'CERT_REVOKED',
  httpBytes: 0,
  requests: 0,
};

test('appends one line of JSON a connection, readable by its account alone, and begins afresh at 64 MiB [R06]', () => {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-tls-'));
  const path = join(folder, 'tls.jsonl');
  const log = openTlsLog(path);
  log.write(line);
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o077]).toEqual([`${JSON.stringify(line)}\n`, 0]);
  truncateSync(path, 64 << 20);
  log.write(line);
  log.write(line);
  expect(existsSync(`${path}.1`)).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(line)}\n`);
  log.close();
  log.write(line);
  rmSync(folder, { recursive: true });
});

test('goes on when the disk is full', (context) => {
  context.skip(!existsSync('/dev/full'), 'this system has no /dev/full');
  const log = openTlsLog('/dev/full');
  expect(() => log.write(line)).not.toThrow();
  log.close();
});
