import type { PatientRecord } from './patient-record.ts';
import { listClosure } from './search-source.ts';

/** What a document says itself; a physician or a ward that is named in it is not part of it. */
const OWN = /^(?:Binary|DiagnosticReport|DocumentReference|ImagingStudy|Media|Observation)\//;

/** What a document is made of, reference → version: the one that is shown, else the one that is still to come. */
export function toVersions(record: PatientRecord, document: string): Record<string, string> {
  const closure = listClosure(record, document);
  return Object.fromEntries(
    // What is shown stands before what is missing, and the last one of a name stays.
    record.items
      .toReversed()
      .flatMap((item) =>
        item.kind === 'resource' && (item.ref === document || (OWN.test(item.ref) && closure.has(item.ref)))
          ? [[item.ref, item.sha256.slice(0, 12)]]
          : [],
      ),
  );
}
