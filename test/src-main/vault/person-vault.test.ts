import { createDecipheriv, hkdfSync, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../support/test-practice.ts';
import { aLease, anItem, bytesOf, copy, filesBelow, open, pc } from '../support/test-vault.ts';
import { fc } from '../../support/property.ts';

/** True when a file was sealed by a key that `wipe` had already overwritten, or by one derived from it. */
function opensWithZeros(path: string): boolean {
  const sealed = readFileSync(path);
  const zeros = Buffer.alloc(32);
  return [zeros, Buffer.from(hkdfSync('sha256', zeros, Buffer.alloc(0), 'passerelle list', 32))].some((key) => {
    const open = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
    open.setAAD(Buffer.from(['passerelle-vault', 'patients'].join('\0')));
    open.setAuthTag(sealed.subarray(-16));
    open.update(sealed.subarray(13, -16));
    try {
      open.final();
      return true;
    } catch {
      return false;
    }
  });
}

describe('the vault', () => {
  it('gives back the received bytes unchanged, whatever they are', async () => {
    const vault = await open();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const patient = randomUUID();
        await copy(vault, patient, { 'Binary/1': bytes });
        expect(Buffer.from(await vault.read(patient, 'Binary/1')).equals(Buffer.from(bytes))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('opens with neither half alone: another password and another keychain secret are refused', async () => {
    const vault = await open();
    vault.close();
    expect(await codeOf(open({ password: 'un autre' }))).toBe('credentials-wrong');
    expect(await codeOf(open({ secret: Buffer.alloc(32, 8).toString('base64') }))).toBe('credentials-wrong');
    (await open()).close();
  });

  it('becomes the exact mirror of the manifest: what is gone is gone before anything is fetched [R13]', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('one'), 'Observation/2': bytesOf('two') });
    const left = anItem('Observation/1', bytesOf('one'));
    await vault.compare({
      patient,
      revision: '2',
      asOf: '2026-11-22T09:00:00.000Z',
      lease: aLease(patient),
      items: [left, anItem('Observation/3', bytesOf('three'))],
      lastVisit: null,
      marks: [],
    });
    expect(await codeOf(vault.read(patient, 'Observation/2'))).toBe('not-copied-yet');
    expect(Buffer.from(await vault.read(patient, 'Observation/1')).toString()).toBe('one');
    expect(filesBelow(join(pc.folder, 'patients')).filter((name) => name.includes('items')).length).toBe(1);
  });

  it('shows the old state whole until the new one is whole', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('4.0'), 'Observation/2': bytesOf('5.0') });
    const next = [anItem('Observation/1', bytesOf('4.1'), 2), anItem('Observation/2', bytesOf('5.1'), 2)];
    await vault.compare({
      patient,
      revision: '2',
      asOf: '2026-11-22T09:00:00.000Z',
      lease: aLease(patient),
      items: next,
      lastVisit: null,
      marks: [],
    });
    await vault.store(patient, next[0]!, bytesOf('4.1'));
    const read = async () =>
      (await Promise.all(['Observation/1', 'Observation/2'].map((ref) => vault.read(patient, ref)))).map((bytes) =>
        Buffer.from(bytes).toString(),
      );
    expect(await read()).toEqual(['4.0', '5.0']);
    await vault.store(patient, next[1]!, bytesOf('5.1'));
    await vault.settle(patient);
    expect(await read()).toEqual(['4.1', '5.1']);
  });

  it('is of the moment the hospital made its manifest, however long the copying took and whatever the PC’s clock says [X01] [C5]', async () => {
    const vault = await open();
    const patient = randomUUID();
    const item = anItem('Observation/1', bytesOf('4.0'));
    const asOf = '2026-11-22T09:00:00.000Z';
    await vault.compare({
      patient,
      revision: '1',
      asOf,
      lease: aLease(patient),
      items: [item],
      lastVisit: null,
      marks: [],
    });
    pc.ticks += 240_000;
    pc.wall += 3_600_000;
    await vault.store(patient, item, bytesOf('4.0'));
    expect((await vault.settle(patient)).asOf).toBe(asOf);
  });

  it('loses one damaged file alone, and asks for it again', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('one'), 'Observation/2': bytesOf('two') });
    for (const file of filesBelow(pc.folder).filter((name) => name.includes('items'))) {
      const bytes = readFileSync(file);
      bytes[bytes.length - 20]! ^= 1;
      writeFileSync(file, bytes);
      break;
    }
    const codes = await Promise.all(
      ['Observation/1', 'Observation/2'].map((ref) => codeOf(vault.read(patient, ref).then((bytes) => bytes.length))),
    );
    expect(codes.toSorted()).toEqual(['answered 3', 'vault-damaged']);
    expect((await vault.readState(patient)).missing.length).toBe(1);
  });

  it('loses nothing and seals nothing with a wiped key when it closes in the middle of its work', async () => {
    const vault = await open();
    const [patient, other] = [randomUUID(), randomUUID()];
    const contents = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`Binary/${at}`, bytesOf(`image ${at}`)]),
    );
    await copy(vault, patient, contents);
    const items = [anItem('Observation/1', bytesOf('one'))];
    const asOf = '2026-11-22T09:00:00.000Z';
    const work = [
      ...Object.keys(contents).map((ref) => vault.read(patient, ref).then(({ length }) => length)),
      vault
        .compare({ patient: other, revision: '1', asOf, lease: aLease(other), items, lastVisit: null, marks: [] })
        .then(() => 0),
    ].map(codeOf);
    await Promise.resolve();
    vault.close();
    for (const code of await Promise.all(work)) expect(code).toBe('vault-locked');
    const wiped = filesBelow(pc.folder).filter((name) => !/(keys\.json|until)$/.test(name) && opensWithZeros(name));
    expect(wiped).toEqual([]);
    const again = await open({ day: '2026-11-23' });
    for (const [ref, bytes] of Object.entries(contents))
      expect(Buffer.from(await again.read(patient, ref)).equals(Buffer.from(bytes))).toBe(true);
  });

  it('takes no bytes that have not the hash of the manifest', async () => {
    const vault = await open();
    const patient = randomUUID();
    const item = anItem('Observation/1', bytesOf('true'));
    await vault.compare({
      patient,
      revision: '1',
      asOf: '2026-11-22T09:00:00.000Z',
      lease: aLease(patient),
      items: [item],
      lastVisit: null,
      marks: [],
    });
    expect(await codeOf(vault.store(patient, item, bytesOf('false')))).toBe('resource-invalid');
  });

  it('changes its master key with the day, and what was copied before stays readable', async () => {
    const patient = randomUUID();
    const first = await open();
    await copy(first, patient, { 'Observation/1': bytesOf('one') });
    const wrapped = filesBelow(pc.folder)
      .filter((name) => name.endsWith('key'))
      .map((name) => readFileSync(name, 'hex'));
    first.close();
    const second = await open({ day: '2026-11-23' });
    expect(Buffer.from(await second.read(patient, 'Observation/1')).toString()).toBe('one');
    expect(
      filesBelow(pc.folder)
        .filter((name) => name.endsWith('key'))
        .map((name) => readFileSync(name, 'hex')),
    ).not.toEqual(wrapped);
  });

  it('shreds: a key file kept from before a purge opens nothing on the next day', async () => {
    const patient = randomUUID();
    const first = await open();
    await copy(first, patient, { 'Observation/1': bytesOf('one') });
    const kept = filesBelow(join(pc.folder, 'patients')).map((name) => [name, readFileSync(name)] as const);
    await first.purge(patient);
    first.close();
    const second = await open({ day: '2026-11-23' });
    for (const [name, bytes] of kept) {
      mkdirSync(join(name, '..'), { recursive: true });
      writeFileSync(name, bytes);
    }
    expect(await codeOf(second.readState(patient))).toBe('not-copied-yet');
  });
});
