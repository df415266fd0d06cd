// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { RecordIndex } from '../../../../contracts/record.ts';
import { find, press, readText } from '../../support/mount.tsx';
import { letter, link, open, report, signedIn } from '../../support/open-window.tsx';
import { buildDay, buildIndex } from '../../support/samples.ts';

const openRecord = async (change: Partial<RecordIndex>, own = link) => {
  const index = buildIndex(own, [letter, report], change);
  const bridge = await open(signedIn, {
    'link/list': () => [own],
    'record/open': () => index,
    'record/read-index': () => index,
  });
  await press('DUBOIS Marie');
  return bridge;
};
/** The line at the top of the record, as it stands without a click. */
const line = (): string =>
  (document.querySelector('article header')?.textContent ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');

const penicillin = { substance: 'Pénicilline', reaction: null, severe: true };
const latex = { substance: 'Latex', reaction: null, severe: false };

describe('the line at the top of a record', () => {
  it.each([
    ['some', { allergies: [penicillin, latex], noAllergy: null }, 'Allergies (2) : Pénicilline (grave), Latex'],
    [
      'what it did to him, where there is room',
      { allergies: [{ ...penicillin, reaction: 'choc' }, latex], noAllergy: null },
      'Allergies (2) : Pénicilline (grave, choc), Latex',
    ],
    [
      'one whose substance the source does not name',
      { allergies: [{ ...latex, substance: null }], noAllergy: null },
      'Allergies (1) : substance non précisée',
    ],
    ['not copied yet', { allergies: null, noAllergy: null }, 'Allergies : inconnues'],
    ['nothing on file, which is not none', { allergies: [], noAllergy: null }, 'Allergies : inconnues'],
    ['none, as somebody said', { allergies: [], noAllergy: 'Pas d’allergie connue' }, 'Pas d’allergie connue'],
  ])('says of allergies without a click: %s [X18]', async (_what, change, said) => {
    await openRecord(change);
    expect(line()).toContain(said);
  });

  it('keeps a form of the allergies that has every substance and how grave it is, for a line without room [X18] [X17]', async () => {
    await openRecord({
      allergies: [
        { ...penicillin, reaction: 'choc' },
        { ...latex, reaction: 'eczéma' },
      ],
    });
    const chip = [...document.querySelectorAll('article header button')].find((one) =>
      one.textContent.startsWith('Allergies'),
    );
    const [long, short] = [...(chip?.querySelectorAll('span') ?? [])].map((one) => one.textContent);
    expect(long).toContain('Pénicilline (grave, choc), Latex (eczéma)');
    expect(short).toMatch(/: Pénicilline \(grave\), Latex$/);
  });

  it('says who it is, of which age, sex and birth date [X18] [R10]', async () => {
    await openRecord({});
    expect(line()).toMatch(/DUBOIS Marie\d+ ans · F · \d+ \S+ 19\d\d/);
  });

  it('leads by one press to where the patient lies and whom to call, and to the stay [X18]', async () => {
    const bridge = await openRecord({
      inHospital: {
        document: report.document,
        site: 'Kennedy',
        ward: 'cardiologie 3B',
        since: '2026-11-18',
        physician: 'Dr Collin',
        phone: '065 00 00 41',
      },
    });
    expect(line()).toContain('À l’hôpital · Kennedy, cardiologie 3B');
    await press('À l’hôpital');
    expect(readText()).toContain('Dr Collin, tél. 065 00 00 41');
    await press('Ouvrir le séjour');
    expect(bridge.asked.filter(({ channel }) => channel === 'document/open').map(({ input }) => input)).toEqual([
      { patient: link.patient.id, document: report.document },
    ]);
  });

  it('says when the copy waits for the hospital, and how long it may still be read [C5] [X10]', async () => {
    await openRecord({
      sync: { state: 'waiting', reason: 'offline' },
      leaseUntil: new Date(Date.now() + 90.5 * 60_000).toISOString(),
    });
    expect(line()).toContain('En attente de l’hôpital');
    expect(line()).not.toContain('à jour');
    expect(line()).toContain('encore 1 h 30');
  });

  it('says on the line that the link ends soon, renewed from there by one press more [R11]', async () => {
    const soon = { ...link, validUntil: buildDay(12) };
    await openRecord({}, soon);
    expect(line()).toContain('Fin du lien dans 12 jours');
    await press('Fin du lien dans');
    expect(find('Renouveler pour soigner ce patient')).toBeDefined();
  });

  it('says of what was seen and was written anew since that it is to be looked at again, in a word that fits [X20]', async () => {
    await openRecord({ marks: [{ document: report.document, state: 'seen', due: null, stale: true }] });
    const row = [...document.querySelectorAll('[role="option"]')].find((one) => one.textContent.includes('à revoir'));
    expect(row?.querySelector('[title="vu, modifié depuis"]')).not.toBeNull();
  });
});
