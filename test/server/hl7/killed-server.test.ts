import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAdmin } from '../../../server/postgres/admin.ts';
import { openEmbeddedPostgres } from '../../../server/postgres/embedded.ts';
import { toPlaces } from '../../../server/places.ts';
import { toMllpFrame } from '../../../server/hl7/mllp-frames.ts';
import { adt, orUR01 } from '../../builders/hl7.ts';
import { readSecrets } from '../../../server/secrets.ts';
import { runServerCommand, startServer } from '../support/server-process.ts';
import { countWhole } from './kept-whole.ts';
import { openMllpClient } from './mllp-client.ts';

vi.setConfig({ testTimeout: 120_000 });

let data: string;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'passerelle-killed-'));
  chmodSync(data, 0o755);
  await runServerCommand('init.ts', data);
}, 120_000);
afterAll(async () => {
  const left = await openEmbeddedPostgres(join(data, 'postgres'));
  await left.stop();
  rmSync(data, { recursive: true, force: true });
});

async function ask<Row extends object>(text: string): Promise<Row[]> {
  const { connection } = await openAdmin(toPlaces(data).postgres, null);
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

// More than two batches of 64: some must be under way when the first are acknowledged.
const COUNT = 240;
const controls = Array.from({ length: COUNT }, (_, n) => `Z${n}`);
const toMessage = (control: string): string => orUR01({ control, order: `ORDER-${control}-`, stay: 'S-Z' });

test('has every message it acknowledged after kill -9 in the midst, filed once, whatever the sender sends again [R25]', async () => {
  const server = await startServer(data, { MLLP_PORT: '0' });
  const first = await openMllpClient(server.mllpPort ?? 0);
  expect(await first.send(adt('A28', { control: 'ZA' }))).toMatchObject({ code: 'AA' });
  first.end();
  const acknowledged = new Set<string>();
  const senders = [0, 1, 2, 3].map(async (lane) => {
    const client = await openMllpClient(server.mllpPort ?? 0);
    const own = controls.filter((_, n) => n % 4 === lane);
    client.write(Buffer.concat(own.map((control) => toMllpFrame(Buffer.from(toMessage(control))))));
    for (const _one of own) {
      const { code, control } = await client.next();
      if (code === 'AA') acknowledged.add(control);
    }
  });
  const over = Promise.allSettled(senders);
  await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThanOrEqual(20), { timeout: 60_000, interval: 1 });
  expect(await server.end('SIGKILL')).toBe('SIGKILL');
  await over;
  const sure = [...acknowledged];
  expect(sure.length).toBeLessThan(COUNT);

  const kept = new Set(
    (await ask<{ control: string }>(`select control from inbox.message where state = 'filed'`)).map(
      ({ control }) => control,
    ),
  );
  expect(sure.filter((control) => !kept.has(control))).toEqual([]);

  const again = await startServer(data, { MLLP_PORT: '0' });
  const client = await openMllpClient(again.mllpPort ?? 0);
  client.write(Buffer.concat(controls.map((control) => toMllpFrame(Buffer.from(toMessage(control))))));
  for (const control of controls) expect(await client.next()).toMatchObject({ code: 'AA', control });
  client.end();
  expect(
    await ask(
      `select count(*)::int as reports, max(version) as version from medical.resource where type = 'DiagnosticReport'`,
    ),
  ).toEqual([{ reports: COUNT, version: 1 }]);
  const { messageKey } = readSecrets(toPlaces(data).secrets);
  expect(await countWhole((text) => ask(text), messageKey)).toEqual({ kept: COUNT + 1, whole: COUNT + 1 });
  expect(await again.end('SIGTERM')).toBe(0);
  expect(await runServerCommand('verify-trace.ts', data)).toMatch(/^The trace is whole/);
});
