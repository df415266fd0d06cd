import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openVaultDesk } from '../../../src-main/vault/vault-desk.ts';
import { codeOf, quickStretch } from '../support/test-practice.ts';
import { aLease, anItem, bytesOf, copy, filesBelow, open, opening, pc } from '../support/test-vault.ts';

/** What is answered once the disk has nothing any more was answered from memory. */
const loseTheDisk = (): void => rmSync(join(pc.folder, 'patients'), { recursive: true });

it('forgets the whole copies that nobody asked for between two looks, those on the screen excepted [C5]', async () => {
  const vault = await open();
  const [idle, shown, used] = [randomUUID(), randomUUID(), randomUUID()];
  for (const patient of [idle, shown, used]) await copy(vault, patient, { 'Binary/1': bytesOf('one') });
  vault.forgetIdle([]);
  await vault.readState(used);
  vault.forgetIdle([shown]);
  loseTheDisk();
  expect(await codeOf(vault.readState(idle))).toBe('not-copied-yet');
  expect((await vault.readState(shown)).total).toBe(1);
  expect((await vault.readState(used)).total).toBe(1);
});

it('reads what it forgot from the disk again, once for all who ask at the same time', async () => {
  const vault = await open();
  const patient = randomUUID();
  const names = Array.from({ length: 12 }, (_, at) => `Binary/${at}`);
  await copy(vault, patient, Object.fromEntries(names.map((name) => [name, bytesOf(name)])));
  vault.forgetIdle([]);
  vault.forgetIdle([]);
  const read = await Promise.all(names.map((name) => vault.read(patient, name)));
  expect(read.map((bytes) => Buffer.from(bytes).toString())).toEqual(names);
  loseTheDisk();
  expect((await vault.readState(patient)).missing).toEqual([]);
});

it('forgets nothing of a copy that is still being made', async () => {
  const vault = await open();
  const patient = randomUUID();
  const item = anItem('Binary/1', bytesOf('one'));
  const manifest = { patient, revision: '1', asOf: '2026-11-22T09:00:00.000Z', lease: aLease(patient), items: [item] };
  await vault.compare({ ...manifest, lastVisit: null, marks: [] });
  for (let look = 0; look < 3; look += 1) vault.forgetIdle([]);
  await vault.store(patient, item, bytesOf('one'));
  expect((await vault.settle(patient)).complete).toBe(true);
  expect(filesBelow(pc.folder).filter((name) => name.includes('items'))).toHaveLength(1);
});

it('keeps what a comparison says over what was being read from the disk meanwhile', async () => {
  const vault = await open();
  const patient = randomUUID();
  await copy(vault, patient, { 'Binary/1': bytesOf('one') });
  vault.forgetIdle([]);
  vault.forgetIdle([]);
  const items = [anItem('Binary/1', bytesOf('one')), anItem('Binary/2', bytesOf('two'))];
  const compared = vault.compare({
    patient,
    revision: '2',
    asOf: '2026-11-22T10:00:00.000Z',
    lease: aLease(patient),
    items,
    lastVisit: null,
    marks: [],
  });
  await Promise.all([compared, ...Array.from({ length: 5 }, () => vault.readState(patient))]);
  await vault.store(patient, items[1]!, bytesOf('two'));
  expect(await vault.settle(patient)).toMatchObject({ revision: '2', total: 2, complete: true, missing: [] });
});

it('keeps the copy of whoever is on the screen or whose images are open, and forgets it a minute or two later [C5]', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const desk = openVaultDesk(() => undefined, quickStretch);
  await desk.obey('open', opening());
  const [idle, read, imaged] = [randomUUID(), randomUUID(), randomUUID()];
  const now = Math.floor(Date.now() / 1000);
  for (const patient of [idle, read, imaged]) {
    const lease = aLease(patient, { iat: now, exp: now + 3600 });
    const manifest = { patient, revision: '1', asOf: new Date().toISOString(), lease, items: [] };
    await desk.obey('compare', { ...manifest, lastVisit: null, marks: [] });
  }
  await desk.obey('count-reading', { patient: read });
  const port = desk.deliver(imaged, '1.2', { postMessage: () => undefined, close: () => undefined });
  vi.advanceTimersByTime(120_000);
  loseTheDisk();
  const states = (): Promise<string[]> =>
    Promise.all([idle, read, imaged].map((patient) => codeOf(desk.obey('read-state', { patient }).then(() => 1))));
  expect(await states()).toEqual(['not-copied-yet', 'answered 1', 'answered 1']);
  await desk.obey('count-reading', { patient: null });
  port.close(null);
  vi.advanceTimersByTime(120_000);
  expect(await states()).toEqual(['not-copied-yet', 'not-copied-yet', 'not-copied-yet']);
});
