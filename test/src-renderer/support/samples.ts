import type { TherapeuticLink } from '../../../contracts/link.ts';
import type { Person } from '../../../contracts/person.ts';
import type { LaboratoryRow, RecordIndex, TimelineEntry } from '../../../contracts/record.ts';
import { toDay } from '../../../src-renderer/words/format.ts';

const day = 86_400_000;

/** UUID whose last digits are `number`. */
export function buildId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** `YYYY-MM-DD` some days from today in Brussels. */
export function buildDay(days: number): string {
  const noon = Date.parse(`${toDay(new Date())}T12:00:00Z`);
  return new Date(noon + days * day).toISOString().slice(0, 10);
}

/** A fictitious physician. */
export const physician: Person = {
  id: buildId(1),
  role: 'physician',
  login: '10000000001',
  name: 'Dr Claire Lambert',
  nihdi: '10000000001',
};

/** A link; active for a year unless said otherwise. */
export function buildLink(number: number, change: Partial<TherapeuticLink> = {}): TherapeuticLink {
  return {
    id: buildId(1000 + number),
    patient: {
      id: buildId(2000 + number),
      family: 'DUBOIS',
      given: 'Marie',
      birthDate: '1955-03-12',
      sex: 'female',
    },
    state: 'active',
    readable: true,
    createdAt: new Date(Date.now() - 90 * day).toISOString(),
    validUntil: buildDay(275),
    consentVersion: '2026-1',
    ...change,
  };
}

/** A line of the timeline. */
export function buildEntry(change: Partial<TimelineEntry> = {}): TimelineEntry {
  return {
    document: 'DiagnosticReport/labo-1',
    kind: 'laboratory',
    at: '2026-11-20T07:42:00.000Z',
    title: 'Biologie clinique',
    detail: null,
    status: 'final',
    abnormal: 0,
    results: 0,
    images: 0,
    copy: 'ready',
    ...change,
  };
}

/** An index with the given lines, up to date. */
export function buildIndex(
  link: TherapeuticLink,
  entries: readonly TimelineEntry[],
  change: Partial<RecordIndex> = {},
): RecordIndex {
  return {
    link,
    asOf: new Date(Date.now() - 120_000).toISOString(),
    leaseUntil: new Date(Date.now() + day / 3).toISOString(),
    sync: { state: 'up-to-date' },
    inHospital: null,
    appointments: [],
    allergies: [],
    noAllergy: null,
    medication: { of: 'current', at: null, lines: [] },
    entries: [...entries],
    news: { visit: null, lines: [] },
    first: [],
    folds: [],
    marks: [],
    ...change,
  };
}

/** A laboratory line. */
export function buildRow(change: Partial<LaboratoryRow> = {}): LaboratoryRow {
  return {
    code: null,
    name: 'Potassium',
    value: '4.1',
    unit: 'mmol/l',
    range: '3.5 - 5.1',
    low: 3.5,
    high: 5.1,
    flag: null,
    status: 'final',
    absent: null,
    method: null,
    specimen: null,
    at: null,
    notes: [],
    previous: [],
    members: [],
    ...change,
  };
}
