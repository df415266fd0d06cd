import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';
import { toRecordIndex } from '../../../src-main/record/record-index.ts';

const patient = '00000000-0000-4000-8000-000000000001';
const link = {
  id: '00000000-0000-4000-8000-000000000002',
  patient: { id: patient, family: 'Essai', given: 'Anne', birthDate: '1950', sex: 'female' as const },
  state: 'active' as const,
  readable: true,
  createdAt: '2026-01-01T08:00:00.000Z',
  validUntil: '2026-12-31',
  consentVersion: '1',
};
const copy = {
  link,
  asOf: null,
  leaseUntil: null,
  sync: { state: 'copying' as const, done: 1, total: 2 },
  lastVisit: null,
  marks: [],
};

const item = (ref: string): MirrorItem => ({ kind: 'resource', ref, version: 1, sha256: 'a'.repeat(64), bytes: 1 });
const bytes = (resource: object): Uint8Array => new TextEncoder().encode(JSON.stringify(resource));
const penicillin = {
  ref: 'AllergyIntolerance/1',
  bytes: bytes({
    resourceType: 'AllergyIntolerance',
    id: '1',
    code: { text: 'Pénicilline' },
    patient: { reference: `Patient/${patient}` },
  }),
};
const anna = { ref: `Patient/${patient}`, bytes: bytes({ resourceType: 'Patient', id: patient }) };

function readAllergies(...args: Parameters<typeof toPatientRecord>): readonly (string | null)[] | null {
  const { allergies } = toRecordIndex(toPatientRecord(...args), new Map(), new Date('2026-06-01'), copy);
  return allergies?.map(({ substance }) => substance) ?? null;
}

describe('the allergies at the top of a record', () => {
  it('are unknown before anything was compared [R22]', () => {
    expect(readAllergies(patient, [], [], [], [])).toBeNull();
  });

  it('are unknown while one of them is not copied, never « none » [R22]', () => {
    const items = [item(anna.ref), item(penicillin.ref)];
    expect(readAllergies(patient, [anna], [], items, [item(penicillin.ref)])).toBeNull();
  });

  it('are unknown when the copy of one is damaged [R22]', () => {
    expect(readAllergies(patient, [anna], [penicillin.ref], [item(anna.ref), item(penicillin.ref)], [])).toBeNull();
  });

  it('are none only when the whole list was read and held none, and are named otherwise [R22]', () => {
    expect(readAllergies(patient, [anna], [], [item(anna.ref)], [])).toEqual([]);
    expect(readAllergies(patient, [anna, penicillin], [], [item(anna.ref), item(penicillin.ref)], [])).toEqual([
      'Pénicilline',
    ]);
  });
});
