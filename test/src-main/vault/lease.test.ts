import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { purgeEnded } from '../../../src-main/vault/rotation.ts';
import { codeOf } from '../support/test-practice.ts';
import { aLease, bytesOf, copy, open, part, pc } from '../support/test-vault.ts';

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('the lease', () => {
  it('trap 6: ends at its deadline, also for a clock that was set back [R13]', async () => {
    const vault = await open();
    const patient = randomUUID();
    await copy(vault, patient, { 'Observation/1': bytesOf('one') });
    pc.ticks += 12 * 3_600_000 + 1000;
    pc.wall -= 3 * 86_400_000;
    expect(await codeOf(vault.readState(patient))).toBe('lease-ended');
  });

  it('gains nothing by a restart with the clock set back: the mark of the keychain holds', async () => {
    const patient = randomUUID();
    const vault = await open();
    await copy(vault, patient, { 'Observation/1': bytesOf('one') });
    pc.wall += 12 * 3_600_000 + 1000;
    const mark = await vault.saveLedger();
    vault.close();
    pc.wall -= 12 * 3_600_000;
    expect(await codeOf((await open({ mark })).readState(patient))).toBe('lease-ended');
  });

  it('is spent by reading, and an older ledger put back spends it all', async () => {
    const patient = randomUUID();
    const vault = await open();
    await copy(vault, patient, { 'Observation/1': bytesOf('one') }, aLease(patient, { budget: 100 }));
    await vault.saveLedger();
    const older = readFileSync(join(pc.folder, 'ledger'));
    await vault.spend(patient, 90);
    const mark = await vault.saveLedger();
    expect(await codeOf(vault.spend(patient, 20))).toBe('lease-ended');
    vault.close();
    const again = await open({ mark });
    await again.readState(patient);
    again.close();
    writeFileSync(join(pc.folder, 'ledger'), older);
    expect(await codeOf((await open({ mark })).readState(patient))).toBe('lease-ended');
  });

  it('is not ended by ledgers that are saved at the same moment: the one that stays is the last [C5]', async () => {
    const patient = randomUUID();
    const vault = await open();
    await copy(vault, patient, { 'Observation/1': bytesOf('one') });
    for (let turn = 0; turn < 20; turn += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each turn is looked at.
      const marks = await Promise.all([vault.saveLedger(), vault.saveLedger(), vault.saveLedger()]);
      const [mark = { time: 0, count: 0 }] = marks.toSorted((one, other) => other.count - one.count);
      // oxlint-disable-next-line no-await-in-loop -- as above.
      const again = await open({ mark });
      // oxlint-disable-next-line no-await-in-loop -- as above.
      expect((await again.readState(patient)).shown).toHaveLength(1);
      again.close();
    }
    vault.close();
  });

  it.each([
    ['another key', (patient: string) => aLease(patient, {}, stranger.privateKey)],
    ['another person', (patient: string) => aLease(patient, { person: randomUUID() })],
    ['another PC', (patient: string) => aLease(patient, { pc: randomUUID() })],
    ['another patient', () => aLease(randomUUID())],
    ['no algorithm', (patient: string) => `${part({ alg: 'none' })}.${aLease(patient).split('.')[1]}.`],
  ])('of %s is worth nothing', async (_what, lease) => {
    const vault = await open();
    const patient = randomUUID();
    expect(
      await codeOf(
        vault.compare({
          patient,
          revision: '1',
          asOf: '2026-11-22T09:00:00.000Z',
          lease: lease(patient),
          items: [],
          lastVisit: null,
          marks: [],
        }),
      ),
    ).toBe('hospital-untrusted');
  });

  it('that ended is purged at start without any key', async () => {
    const vault = await open();
    const [ended, living] = [randomUUID(), randomUUID()];
    await copy(
      vault,
      ended,
      { 'Observation/1': bytesOf('one') },
      aLease(ended, { exp: Math.floor(pc.wall / 1000) + 60 }),
    );
    await copy(vault, living, { 'Observation/1': bytesOf('one') });
    vault.close();
    expect(await purgeEnded(join(pc.folder, 'patients'), pc.wall + 120_000)).toBe(1);
    const again = await open();
    expect(await codeOf(again.readState(ended))).toBe('not-copied-yet');
    expect((await again.readState(living)).complete).toBe(true);
  });
});
