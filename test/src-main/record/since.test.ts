import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { toHistory } from '../../../src-main/record/laboratory.ts';
import { type PatientRecord, toPatientRecord } from '../../../src-main/record/patient-record.ts';
import { toRecordIndex } from '../../../src-main/record/record-index.ts';
import { fc } from '../../support/property.ts';

const patient = '00000000-0000-4000-8000-000000000001';
const now = new Date('2026-11-22T09:00:00.000Z');
const link = {
  id: '00000000-0000-4000-8000-000000000002',
  patient: { id: patient, family: 'Essai', given: 'Anne', birthDate: '1950', sex: 'female' as const },
  state: 'active' as const,
  readable: true,
  createdAt: '2026-01-01T08:00:00.000Z',
  validUntil: '2026-12-31',
  consentVersion: '1',
};
const seen = '2026-08-04T09:30:00.000Z';
const visit = { endedAt: '2026-08-04T09:40:00.000Z', sawUntil: seen };
const before = '2026-08-01T08:00:00.000Z';
const after = '2026-11-20T08:00:00.000Z';

type Resource = { resourceType: string; id: string } & Record<string, unknown>;
/** One resource with when its first version came and when this one was recorded. */
type Written = readonly [resource: Resource, first: string, recorded: string];

const lab = (id: string, results: readonly string[], over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'LAB' }] }],
  code: { text: `Biologie ${id}` },
  effectiveDateTime: '2026-11-20T08:00:00+01:00',
  result: results.map((result) => ({ reference: `Observation/${result}` })),
  ...over,
});
const result = (id: string, over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'laboratory' }] }],
  code: { text: 'Potassium' },
  valueQuantity: { value: 4.1, unit: 'mmol/l' },
  effectiveDateTime: '2026-11-20T08:00:00+01:00',
  ...over,
});
const high = (flag = 'H') => ({
  valueQuantity: { value: 5.9, unit: 'mmol/l' },
  interpretation: [{ coding: [{ code: flag }] }],
});
const letter = (id: string, over: Record<string, unknown> = {}): Resource => ({
  resourceType: 'DocumentReference',
  id,
  status: 'current',
  description: `Lettre ${id}`,
  date: '2026-11-19T08:00:00Z',
  content: [{ attachment: { contentType: 'text/plain', data: btoa(id) } }],
  ...over,
});

function aRecordOf(...written: readonly Written[]): PatientRecord {
  const items = written.map(
    ([{ resourceType, id }, first, recorded]): MirrorItem => ({
      kind: 'resource',
      ref: `${resourceType}/${id}`,
      version: first === recorded ? 1 : 2,
      sha256: 'a'.repeat(64),
      bytes: 1,
      first,
      recorded,
    }),
  );
  const documents = written.map(([resource]) => ({
    ref: `${resource.resourceType}/${resource.id}`,
    bytes: Buffer.from(JSON.stringify(resource)),
  }));
  return toPatientRecord(patient, documents, [], items, []);
}

function toIndex(written: readonly Written[], lastVisit: typeof visit | null = visit) {
  const record = aRecordOf(...written);
  const facts = { link, asOf: after, leaseUntil: null, sync: { state: 'up-to-date' as const }, lastVisit, marks: [] };
  return toRecordIndex(record, toHistory(record), now, facts);
}
const news = (...written: readonly Written[]) => toIndex(written).news.lines;

describe('since the last visit', () => {
  it('says that there was none at a first visit, and calls nothing new [X01]', () => {
    expect(toIndex([[letter('a'), after, after]], null).news).toEqual({ visit: null, lines: [] });
  });

  it('names what came since, and nothing that stood there then [X01]', () => {
    expect(news([letter('old'), before, before], [letter('new'), after, after])).toEqual([
      { document: 'DocumentReference/new', change: 'new', cancelled: 0, finding: null },
    ]);
  });

  it('puts what is critical first, then abnormal, then taken back, then corrected, then letters [X01]', () => {
    const lines = news(
      [letter('sortie', { type: { coding: [{ code: '18842-5' }] } }), after, after],
      [letter('autre'), after, after],
      [lab('calme', ['k0']), after, after],
      [result('k0'), after, after],
      [lab('haut', ['k1']), after, after],
      [result('k1', high()), after, after],
      [lab('grave', ['k2']), after, after],
      [result('k2', high('HH')), after, after],
      [lab('faux', ['k3'], { status: 'entered-in-error' }), before, after],
      [result('k3', high('HH')), before, before],
      [lab('juste', ['k4']), before, before],
      [result('k4', { status: 'corrected' }), before, after],
    );
    expect(lines.map(({ document, change, finding }) => [document.split('/')[1], change, finding])).toEqual([
      ['grave', 'new', 'Potassium 5.9 mmol/l'],
      ['haut', 'new', 'Potassium 5.9 mmol/l'],
      ['faux', 'cancelled', null],
      ['juste', 'corrected', null],
      ['sortie', 'new', null],
      ['autre', 'new', null],
      ['calme', 'new', null],
    ]);
  });

  it('tells that a result he saw was taken back, alone or with its report, and says nothing of one he never saw [X01]', () => {
    expect(
      news(
        [lab('r', ['k', 'na']), before, before],
        [result('k', { status: 'entered-in-error' }), before, after],
        [result('na'), before, before],
      ),
    ).toEqual([{ document: 'DiagnosticReport/r', change: 'corrected', cancelled: 1, finding: null }]);
    expect(news([lab('jamais', [], { status: 'cancelled' }), after, after])).toEqual([]);
  });

  it('tells a result that was added to a report from one that was corrected [X01]', () => {
    const [line] = news(
      [lab('r', ['k', 'na'], {}), before, after],
      [result('k'), before, before],
      [result('na'), after, after],
    );
    expect(line?.change).toBe('completed');
  });

  it('says nothing of an older copy whose documents bear no hour', () => {
    const record = toPatientRecord(
      patient,
      [{ ref: 'DocumentReference/a', bytes: Buffer.from(JSON.stringify(letter('a'))) }],
      [],
      [{ kind: 'resource', ref: 'DocumentReference/a', version: 1, sha256: 'a'.repeat(64), bytes: 1 }],
      [],
    );
    const facts = {
      link,
      asOf: after,
      leaseUntil: null,
      sync: { state: 'up-to-date' as const },
      lastVisit: visit,
      marks: [],
    };
    expect(toRecordIndex(record, new Map(), now, facts).news.lines).toEqual([]);
  });

  it('has no trace of what the hospital does not show: any record without some of its documents is as one that never had them [X01] [X04] [X20] [R18]', () => {
    const anyDocument = fc.record({
      kind: fc.constantFrom('letter', 'lab'),
      isNew: fc.boolean(),
      isChanged: fc.boolean(),
      status: fc.constantFrom('final', 'corrected', 'entered-in-error'),
      isHidden: fc.boolean(),
      mark: fc.constantFrom('none', 'seen', 'todo', 'done'),
      replaces: fc.nat({ max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(anyDocument, { minLength: 1, maxLength: 6 }), (some) => {
        const written = some.map(({ kind, isNew, isChanged, status, replaces, isHidden }, place) => {
          const first = isNew ? after : before;
          const recorded = isNew || isChanged ? after : before;
          // What names a hidden document is hidden with it (server/postgres/migrations/0030): a shown one replaces no hidden one.
          const may = isHidden || some[replaces]?.isHidden !== true;
          const relatesTo =
            replaces < some.length && replaces !== place && may
              ? { relatesTo: [{ code: 'replaces', target: { reference: `DocumentReference/d${replaces}` } }] }
              : {};
          const resource =
            kind === 'letter'
              ? letter(`d${place}`, { ...(status === 'final' ? {} : { status }), ...relatesTo })
              : lab(`d${place}`, [`o${place}`], { status });
          return {
            isHidden,
            all: [
              [resource, first, recorded],
              ...(kind === 'lab' ? [[result(`o${place}`, high()), first, recorded] as const] : []),
            ] as Written[],
          };
        });
        const shown = written.filter(({ isHidden }) => !isHidden).flatMap(({ all }) => all);
        const marks = some.map(({ kind, mark }, place) => ({
          document: `${kind === 'letter' ? 'DocumentReference' : 'DiagnosticReport'}/d${place}`,
          state: mark as 'none' | 'seen' | 'todo' | 'done',
          due: null,
          saw: before,
          at: before,
        }));
        const visible = marks.filter((_one, place) => some[place]?.isHidden === false);
        const indexOf = (told: typeof marks) => {
          const record = aRecordOf(...shown);
          const sync = { state: 'up-to-date' as const };
          const facts = { link, asOf: after, leaseUntil: null, sync, lastVisit: visit, marks: told };
          return toRecordIndex(record, toHistory(record), now, facts);
        };
        // Even a PC that still holds a mark of what was hidden shows nothing of it.
        const index = indexOf(marks);
        expect(index).toEqual(indexOf(visible));
        for (const [place, { isHidden }] of some.entries())
          if (isHidden) expect(JSON.stringify(index)).not.toContain(`/d${place}"`);
      }),
      { numRuns: 150 },
    );
  });
});
