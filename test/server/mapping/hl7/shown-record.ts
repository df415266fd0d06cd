import type { DocumentView } from '../../../../contracts/record.ts';
import { readExactJson } from '../../../../server/mapping/exact-json.ts';
import type { Filing, FilingContext } from '../../../../server/hl7/filing.ts';
import { toFiling } from '../../../../server/mapping/hl7/to-filing.ts';
import { toDocumentView } from '../../../../src-main/record/document-view.ts';
import { toHistory } from '../../../../src-main/record/laboratory.ts';
import { type PatientRecord, toPatientRecord } from '../../../../src-main/record/patient-record.ts';
import { toBytes } from '../../../builders/hl7-segment.ts';

/** The demonstration hospital's numbers. */
export const context: FilingContext = {
  numbers: { base: 'https://saint-exemple.example/identifiant', own: ['CHSE'] },
  received: new Date('2026-03-02T12:00:00.000Z'),
};

/** What a message of `test/builders/hl7.ts` asks to be kept. */
export function toFilingOf(message: string, encoding: 'utf8' | 'latin1' = 'utf8'): Filing {
  return toFiling(toBytes(message, encoding), context);
}

/** Patient id of `toShownRecord`. */
export const shownPatient = '3f1b2c4d-0000-4000-8000-000000000001';

/** The record as the practice holds it after these messages, each document under its key's place in the order of arrival. */
export function toShownRecord(...filings: readonly Filing[]): PatientRecord {
  const ids = new Map<string, string>();
  const idOf = (type: string, key: string): string => {
    const name = `${type}|${key}`;
    const id = ids.get(name) ?? `d-${ids.size + 1}`;
    ids.set(name, id);
    return `${type}/${id}`;
  };
  const documents = new Map<string, Uint8Array>();
  for (const { resource, key } of filings.flatMap(({ resources }) => [...resources])) {
    const ref = idOf(resource.resourceType, key);
    const text = JSON.stringify(resource)
      .replaceAll('urn:filing:Patient', `Patient/${shownPatient}`)
      .replace(/"urn:filing:([A-Za-z]+):([^"]+)"/g, (_whole, type: string, encoded: string) =>
        JSON.stringify(idOf(type, decodeURIComponent(encoded))),
      );
    const whole = { ...(readExactJson(text) as object), id: ref.split('/')[1] };
    documents.set(ref, Buffer.from(JSON.stringify(whole), 'utf8'));
  }
  return toPatientRecord(
    shownPatient,
    [...documents].map(([ref, bytes]) => ({ ref, bytes })),
    [],
    [],
    [],
  );
}

/** What the reading pane shows for one document of such a record. */
export async function toShownView(record: PatientRecord, ref: string): Promise<DocumentView> {
  const link = { patient: shownPatient } as never;
  return await toDocumentView(record, ref, {
    link,
    history: toHistory(record),
    readBinary: (binary) => {
      const resource = record.resources.get(binary);
      return resource === undefined
        ? Promise.reject(new Error(binary))
        : Promise.resolve(Buffer.from(JSON.stringify(resource), 'utf8'));
    },
  });
}
