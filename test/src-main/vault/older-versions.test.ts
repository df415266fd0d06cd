import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { PersonVault } from '../../../src-main/vault/vault-shape.ts';
import { aLease, anItem, bytesOf, copy, open } from '../support/test-vault.ts';

const REFS = ['Observation/a', 'Observation/b'] as const;
const textOf = (ref: string, version: number): Uint8Array => bytesOf(`${ref} in version ${version}`);

/** Compares with the state of a version, and stores of it what `come` names. */
async function begin(vault: PersonVault, patient: string, version: number, come: readonly string[]): Promise<void> {
  const items = REFS.map((ref) => anItem(ref, textOf(ref, version), version));
  const asOf = '2026-11-22T09:00:00.000Z';
  await vault.compare({
    patient,
    revision: `${version}`,
    asOf,
    lease: aLease(patient),
    items,
    lastVisit: null,
    marks: [],
  });
  for (const item of items)
    if (item.kind === 'resource' && come.includes(item.ref))
      // oxlint-disable-next-line no-await-in-loop -- one file after the other.
      await vault.store(patient, item, textOf(item.ref, version));
}

/** What is shown, read as the screen reads it. */
async function read(vault: PersonVault, patient: string): Promise<string[]> {
  const { shown } = await vault.readState(patient);
  const refs = shown.flatMap((item) => (item.kind === 'resource' ? [item.ref] : []));
  const texts = refs.map(async (ref) => Buffer.from(await vault.read(patient, ref)).toString('utf8'));
  return (await Promise.all(texts)).toSorted();
}

it('shows the last whole state, each document once, however many states were begun since and cut [C5] [X10]', async () => {
  const [patient, vault] = [randomUUID(), await open()];
  await copy(vault, patient, { [REFS[0]]: textOf(REFS[0], 1), [REFS[1]]: textOf(REFS[1], 1) });
  await begin(vault, patient, 2, [REFS[0]]);
  await begin(vault, patient, 3, []);
  expect(await read(vault, patient)).toEqual(['Observation/a in version 1', 'Observation/b in version 1']);
  vault.close();
  const again = await open();
  await begin(again, patient, 4, [REFS[1]]);
  expect(await read(again, patient)).toEqual(['Observation/a in version 1', 'Observation/b in version 1']);
  await again.store(patient, anItem(REFS[0], textOf(REFS[0], 4), 4), textOf(REFS[0], 4));
  expect(await read(again, patient)).toEqual(['Observation/a in version 4', 'Observation/b in version 4']);
  again.close();
});

it('shows of a first copy that was begun several times the newest version that has come, once [C5] [X10]', async () => {
  const [patient, vault] = [randomUUID(), await open()];
  await begin(vault, patient, 1, REFS);
  await begin(vault, patient, 2, [REFS[0]]);
  await begin(vault, patient, 3, []);
  expect(await read(vault, patient)).toEqual(['Observation/a in version 2', 'Observation/b in version 1']);
  vault.close();
});
