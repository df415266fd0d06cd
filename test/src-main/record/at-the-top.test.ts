import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { toTop } from '../../../src-main/record/at-the-top.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';

const patient = '00000000-0000-4000-8000-000000000001';
const now = new Date('2026-11-22T09:00:00.000Z');
type Resource = { resourceType: string; id: string } & Record<string, unknown>;

function top(...resources: readonly Resource[]) {
  const all: Resource[] = [{ resourceType: 'Patient', id: patient }, ...resources];
  const items = all.map(
    ({ resourceType, id }): MirrorItem => ({
      kind: 'resource',
      ref: `${resourceType}/${id}`,
      version: 1,
      sha256: 'a'.repeat(64),
      bytes: 1,
    }),
  );
  const documents = all.map((one) => ({
    ref: `${one.resourceType}/${one.id}`,
    bytes: Buffer.from(JSON.stringify(one)),
  }));
  return toTop(toPatientRecord(patient, documents, [], items, []), now);
}

const stay = (id: string, over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'Encounter',
  id,
  status: 'in-progress',
  class: { code: 'IMP' },
  period: { start: '2026-11-21T10:00:00Z' },
  contained: [
    {
      resourceType: 'Location',
      id: 'w',
      name: 'Cardiologie 3B',
      telecom: [{ system: 'phone', value: '065 00 00 41' }],
      partOf: { display: 'Kennedy' },
    },
  ],
  location: [{ status: 'active', location: { reference: '#w' } }],
  participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { display: 'Dr Collin' } }],
  ...over,
});
const medicine = (id: string, over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'active',
  medicationCodeableConcept: { text: id },
  dosageInstruction: [{ text: '1 comprimé le matin' }],
  ...over,
});
const discharge = { category: [{ coding: [{ code: 'discharge' }] }] };

describe('the top of a record', () => {
  it('says where a patient in hospital is: site, ward, physician, telephone [X18]', () => {
    expect(top(stay('s')).inHospital).toEqual({
      document: 'Encounter/s',
      site: 'Kennedy',
      ward: 'Cardiologie 3B',
      since: '2026-11-21T10:00:00Z',
      physician: 'Dr Collin',
      phone: '065 00 00 41',
    });
    for (const status of ['finished', 'planned', 'cancelled', 'entered-in-error'])
      expect(top(stay('s', { status })).inHospital).toBeNull();
    expect(top(stay('s', { class: { code: 'AMB' } })).inHospital).toBeNull();
  });

  it('says where a patient went last when an older stay was never closed [X18]', () => {
    const never = stay('a', { period: { start: '2025-02-01T08:00:00+01:00' } });
    const unsaid = stay('z', { period: undefined });
    for (const stays of [
      [never, stay('s'), unsaid],
      [unsaid, stay('s'), never],
    ])
      expect(top(...stays).inHospital?.document).toBe('Encounter/s');
  });

  it('lists the appointments to come, the next first, and none that was cancelled or is over [X18]', () => {
    const at = (id: string, start: string, status = 'booked'): Resource => ({
      resourceType: 'Appointment',
      id,
      status,
      start,
      description: id,
    });
    const found = top(
      at('later', '2026-12-20T09:00:00Z'),
      at('next', '2026-12-01T09:00:00Z'),
      at('past', '2026-11-01T09:00:00Z'),
      at('off', '2026-11-30T09:00:00Z', 'cancelled'),
    ).appointments;
    expect(found.map(({ title }) => title)).toEqual(['next', 'later']);
  });

  it('never takes unknown allergies for none: only the source may say that there is none [X18]', () => {
    const said = (over: Record<string, unknown>): Resource => ({
      resourceType: 'AllergyIntolerance',
      id: 'n',
      ...over,
    });
    expect(top()).toMatchObject({ allergies: [], noAllergy: null });
    const none = said({ code: { coding: [{ code: '716186003' }], text: 'Pas d’allergie connue' } });
    expect(top(none)).toMatchObject({ allergies: [], noAllergy: 'Pas d’allergie connue' });
    const penicillin = { resourceType: 'AllergyIntolerance', id: 'p', code: { text: 'Pénicilline' } };
    expect(top(none, penicillin)).toMatchObject({ allergies: [{ substance: 'Pénicilline' }], noAllergy: null });
    const refuted = said({ code: none['code'], verificationStatus: { coding: [{ code: 'refuted' }] } });
    expect(top(refuted)).toMatchObject({ allergies: [], noAllergy: null });
  });

  it('puts the gravest allergy first, says so by its criticality or a reaction that was severe, and loses none without a name [X18]', () => {
    const allergy = (id: string, over: Record<string, unknown>): Resource => ({
      resourceType: 'AllergyIntolerance',
      id,
      ...over,
    });
    const latex = allergy('l', { code: { text: 'Latex' }, criticality: 'low', reaction: [{ severity: 'mild' }] });
    const nameless = allergy('u', { reaction: [{ manifestation: [{ text: 'Urticaire' }] }] });
    const penicillin = allergy('p', { code: { text: 'Pénicilline' }, criticality: 'high' });
    const iodine = allergy('i', {
      reaction: [
        { manifestation: [{ text: 'Rougeur' }], substance: { text: 'Iode' } },
        { manifestation: [{ text: 'Choc' }], severity: 'severe' },
      ],
    });
    const found = [...(top(latex, nameless, penicillin, iodine).allergies ?? [])];
    expect(found.slice(0, 2).every(({ severe }) => severe)).toBe(true);
    expect(found).toHaveLength(4);
    expect(found).toEqual(
      expect.arrayContaining([
        { substance: 'Latex', reaction: null, severe: false },
        { substance: null, reaction: 'Urticaire', severe: false },
        { substance: 'Pénicilline', reaction: null, severe: true },
        { substance: 'Iode', reaction: 'Rougeur', severe: true },
      ]),
    );
  });

  it('gives what was prescribed at the end of the last stay, and what is current where no such thing is said [X18]', () => {
    const left = stay('s', { status: 'finished', period: { start: '2026-11-01', end: '2026-11-10T14:00:00Z' } });
    const own = { ...discharge, encounter: { reference: 'Encounter/s' } };
    expect(
      top(left, medicine('Bisoprolol', own), medicine('Apixaban', own), medicine('Paracétamol')).medication,
    ).toEqual({
      of: 'discharge',
      at: '2026-11-10',
      lines: [
        { document: 'MedicationRequest/Apixaban', name: 'Apixaban', dosage: '1 comprimé le matin' },
        { document: 'MedicationRequest/Bisoprolol', name: 'Bisoprolol', dosage: '1 comprimé le matin' },
      ],
    });
    // A list of a former stay hides nothing of what he takes now.
    const former = medicine('Ancien', { ...discharge, authoredOn: '2024-01-05' });
    const names = (medication: ReturnType<typeof top>['medication']) => [
      medication?.of,
      medication?.lines.map(({ name }) => name),
    ];
    expect(names(top(left, former, medicine('Nouveau')).medication)).toEqual(['current', ['Ancien', 'Nouveau']]);
    expect(names(top(medicine('Arrêté', { status: 'stopped' })).medication)).toEqual(['current', []]);
  });

  it('knows nothing of medicines while one is not copied or cannot be read [X18]', () => {
    const item: MirrorItem = {
      kind: 'resource',
      ref: 'MedicationRequest/a',
      version: 1,
      sha256: 'a'.repeat(64),
      bytes: 1,
    };
    expect(toTop(toPatientRecord(patient, [], [], [item], [item]), now).medication).toBeNull();
    expect(toTop(toPatientRecord(patient, [], ['MedicationRequest/a'], [item], []), now).medication).toBeNull();
    expect(toTop(toPatientRecord(patient, [], [], [], []), now).medication).toBeNull();
  });
});
