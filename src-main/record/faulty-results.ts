import type { DocumentPart } from '../../contracts/record.ts';
import { isFaulty } from './fault.ts';
import { type Json, parts, toRef } from './fhir-json.ts';
import { label } from './labels.ts';
import { flatten, type Panel } from './laboratory.ts';
import type { PatientRecord } from './patient-record.ts';

const DEEPEST = 6;

/** True when the report itself or one of its results, members included, is faulty: hl7-be/lab shows no table of it then. */
export function hasFaultyResult(record: PatientRecord, report: Json, depth = 0): boolean {
  if (isFaulty(report)) return true;
  const refs = [...parts(report, 'result'), ...parts(report, 'hasMember')].flatMap((one) => toRef(one) ?? []);
  return (
    depth < DEEPEST &&
    refs.some((ref) => {
      const result = record.resources.get(ref);
      return result !== undefined && hasFaultyResult(record, result, depth + 1);
    })
  );
}

/** What stands in the table's place: the reason, and where the laboratory sent no file, each result as a line of text. */
export function toFaultyParts(panels: readonly Panel[], hasFile: boolean): DocumentPart[] {
  const lines = flatten(panels.flatMap(({ rows }) => rows)).map(({ name, value, unit, range, absent }) =>
    [`${name} :`, value ?? absent ?? '–', unit ?? '', range === null ? '' : `(${range})`]
      .filter((word) => word !== '')
      .join(' '),
  );
  const reason = label(hasFile ? 'results.faulty.file' : 'results.faulty');
  return [
    { show: 'text', title: label('results.faulty.title'), text: hasFile ? reason : [reason, '', ...lines].join('\n') },
  ];
}
