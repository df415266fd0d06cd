import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { VaultAnswer, VaultNews, VaultOrder, VaultOrders } from '../../../src-main/vault/protocol.ts';
import { codeOf } from '../support/test-practice.ts';
import { aLease, anItem, bytesOf, filesBelow, opening, pc } from '../support/test-vault.ts';

const patient = '4f3c2b1a-0000-4000-8000-000000000001';
const letter = bytesOf('{"resourceType":"DocumentReference"}');
const item = anItem('DocumentReference/a', letter);
const running: (() => void)[] = [];
afterEach(() => {
  for (const end of running.splice(0)) end();
});

/** The vault process itself, started by Node. */
async function startVault() {
  const child = fork(join(import.meta.dirname, 'vault-process-child.ts'), { serialization: 'advanced' });
  running.push(() => void child.kill());
  await new Promise((resolve) => child.once('message', resolve));
  let last = 0;
  const waiting = new Map<number, (answer: VaultAnswer) => void>();
  child.on('message', (message: VaultAnswer | VaultNews) => {
    if (!('news' in message)) waiting.get(message.id)?.(message);
  });
  return {
    order: <O extends VaultOrder>(order: O, input: VaultOrders[O]['input']): Promise<VaultOrders[O]['output']> =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, (answer) =>
          answer.ok ? resolve(answer.value as never) : reject(new ExpectedFailure(answer.code)),
        );
        child.send({ id: last, order, input });
      }),
    kill: () => void child.kill('SIGKILL'),
  };
}

const open = (over = {}) => ({ ...opening(over), folder: pc.folder });
const keyFile = (): string => join(pc.folder, 'keys.json');
const manifest = () => ({
  patient,
  revision: '1',
  asOf: '2026-11-22T09:00:00.000Z',
  lease: aLease(patient),
  items: [item],
  lastVisit: null,
  marks: [],
});

/** A vault with one copied letter; its process is ended. */
async function copied(): Promise<void> {
  pc.wall = Date.now();
  const vault = await startVault();
  expect(await vault.order('open', open())).toEqual({ created: true, dropped: null });
  await vault.order('compare', manifest());
  await vault.order('store', { patient, item, bytes: letter });
  expect((await vault.order('settle', { patient })).complete).toBe(true);
  await vault.order('close', null);
  vault.kill();
}

const change = (over: Record<string, unknown>): void =>
  writeFileSync(keyFile(), JSON.stringify({ ...(JSON.parse(readFileSync(keyFile(), 'utf8')) as object), ...over }));

it.each([
  ['of a newer format', 'newer', () => change({ format: 2, sealing: 'xchacha20' })],
  ['of a format that was never handed out', 'older', () => change({ format: 0 })],
  ['whose key file is garbage', 'damaged', () => writeFileSync(keyFile(), Buffer.from([0, 255, 7, 123, 34]))],
  [
    'whose key file is half written',
    'damaged',
    () => writeFileSync(keyFile(), readFileSync(keyFile()).subarray(0, 60)),
  ],
  ['whose format is no number', 'damaged', () => change({ format: '1' })],
] as const)(
  'drops a vault %s once the hospital has checked the password, says so, and copies anew [C6] [C5]',
  async (_what, dropped, spoil) => {
    await copied();
    spoil();
    // What a newer version keeps in places that this one does not know.
    mkdirSync(join(pc.folder, 'thumbnails'));
    writeFileSync(join(pc.folder, 'thumbnails', 'a'), 'sealed in a newer way');
    const before = new Set(filesBelow(pc.folder));
    const vault = await startVault();
    expect(await vault.order('open', open())).toEqual({ created: true, dropped });
    expect(filesBelow(pc.folder).filter((path) => before.has(path))).toEqual([keyFile()]);
    expect(await codeOf(vault.order('read-state', { patient }))).toBe('not-copied-yet');
    expect((await vault.order('compare', manifest())).missing).toEqual([item]);
    await vault.order('store', { patient, item, bytes: letter });
    expect(Buffer.from(await vault.order('read', { patient, subject: 'DocumentReference/a' }))).toEqual(
      Buffer.from(letter),
    );
    await vault.order('close', null);
    expect(await vault.order('open', open())).toEqual({ created: false, dropped: null });
  },
);

it('neither drops nor begins a vault where nobody has checked the password: what a newer version wrote lies as it lay [C6]', async () => {
  await copied();
  change({ format: 2 });
  const files = () =>
    filesBelow(pc.folder)
      .toSorted()
      .map((path) => [path, readFileSync(path, 'latin1')]);
  const before = files();
  const vault = await startVault();
  expect(await codeOf(vault.order('open', open({ mustExist: true })))).toBe('not-copied-yet');
  expect(files()).toEqual(before);
  const elsewhere = join(pc.folder, 'nobody');
  expect(await codeOf(vault.order('open', { ...open({ mustExist: true }), folder: elsewhere }))).toBe('not-copied-yet');
  expect(existsSync(elsewhere)).toBe(false);
});

it('still knows a newer vault for one when the power went while it was dropped [C6]', async () => {
  await copied();
  change({ format: 2 });
  // As far as a drop had come: the copies are gone, the key file is the last to go.
  for (const name of readdirSync(pc.folder)) if (name === 'ledger') writeFileSync(join(pc.folder, name), '');
  const vault = await startVault();
  expect(await vault.order('open', open())).toMatchObject({ dropped: 'newer' });
});
