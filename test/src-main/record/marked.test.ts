import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { toNewest, toShownMarks } from '../../../src-main/record/marked.ts';
import { toPatientRecord } from '../../../src-main/record/patient-record.ts';

const patient = '00000000-0000-4000-8000-000000000001';
const report = 'DiagnosticReport/r';
const item = (ref: string, version: number, recorded: string): MirrorItem => ({
  kind: 'resource',
  ref,
  version,
  sha256: String(version).repeat(64),
  bytes: 1,
  recorded,
  first: '2026-11-20T08:00:00.000Z',
});
const [eight, nine] = ['2026-11-20T08:00:00.000Z', '2026-11-20T09:00:00.000Z'];

/** A report with one result, of which `shown` is copied and `missing` is on its way; the vault names what is shown first. */
function aRecord(shown: readonly MirrorItem[], missing: readonly MirrorItem[]) {
  const [type, id] = report.split('/');
  const content = { resourceType: type, id, status: 'final', result: [{ reference: 'Observation/o' }] };
  const documents = [{ ref: report, bytes: Buffer.from(JSON.stringify(content)) }];
  return toPatientRecord(patient, documents, [], [...shown, ...missing], missing);
}

describe('a document that is marked as seen', () => {
  it('is seen as it stands on the screen: a corrected version still on its way is not, and the mark is stale at once [X20]', () => {
    const record = aRecord([item(report, 1, eight), item('Observation/o', 1, eight)], [item(report, 2, nine)]);
    const saw = toNewest(record, report);
    expect(saw).toBe(eight);
    const mark = { document: report, state: 'seen' as const, due: null, saw, at: nine };
    expect(toShownMarks(record, [mark])).toMatchObject([{ document: report, stale: true }]);
  });

  it('is not seen in a part that has not come yet [X20]', () => {
    const record = aRecord([item(report, 1, eight)], [item('Observation/o', 1, nine)]);
    expect(toNewest(record, report)).toBe(eight);
  });

  it('is seen whole once all of it is there [X20]', () => {
    const record = aRecord([item(report, 2, nine), item('Observation/o', 1, eight)], []);
    const saw = toNewest(record, report);
    expect(saw).toBe(nine);
    const mark = { document: report, state: 'seen' as const, due: null, saw, at: nine };
    expect(toShownMarks(record, [mark])).toMatchObject([{ stale: false }]);
  });
});
