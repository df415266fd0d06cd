import { DeskDocument, type FoundPatient, PatientRights, type RequestFacts } from '../../contracts/patient-rights.ts';
import type { Copy } from '../../contracts/reach.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import { type CopyRow, toCopy } from './reach-store.ts';

/** Whom the desk looks for, as keys; null is: not asked. */
export interface PatientQuestion {
  readonly nissHash: Buffer | null;
  readonly familyKeys: readonly string[] | null;
  readonly givenKeys: readonly string[] | null;
  readonly birthKeys: readonly string[] | null;
}

/** At most this many are shown; one more says that there are too many. */
const MOST = 10;

/** Patients by number or by two criteria at least (`input-invalid` otherwise). Desk only, as everything here. */
export async function findPatients(
  database: Database,
  { session, certificate }: Caller,
  asked: PatientQuestion,
): Promise<{ patients: FoundPatient[]; tooMany: boolean }> {
  const rows = await database.ask<{
    id: string;
    family: string;
    given: string[];
    birth: string | null;
    sex: FoundPatient['sex'];
    address: string[];
  }>('rights-find', 'select * from api.find_patients($1, $2, $3, $4, $5, $6)', [
    session,
    certificate,
    asked.nissHash,
    asked.familyKeys,
    asked.givenKeys,
    asked.birthKeys,
  ]);
  if (rows.length > MOST) return { patients: [], tooMany: true };
  const patients = rows.map(({ birth, given, ...row }) => ({ ...row, given: given.join(' '), birthDate: birth }));
  return { patients, tooMany: false };
}

/** Physicians by a part of the name, or by the whole NIHDI number; ten at most. */
export async function findPhysiciansByName(
  database: Database,
  { session, certificate }: Caller,
  text: string,
): Promise<{ person: string; name: string; nihdi: string | null }[]> {
  return database.ask('rights-physicians', 'select * from api.find_physicians_by_name($1, $2, $3)', [
    session,
    certificate,
    text,
  ]);
}

/** The whole page of one patient; `not-found` for nobody. */
export async function readPatientRights(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
): Promise<PatientRights> {
  const [row] = await database.ask<{ rights: unknown }>(
    'rights-read',
    'select api.read_patient_rights($1, $2, $3) as rights',
    [session, certificate, patient],
  );
  return PatientRights.parse(row?.rights);
}

/** Copies that PCs hold of a patient's record. */
export async function readPatientCopies(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
): Promise<Copy[]> {
  const rows = await database.ask<CopyRow>('rights-copies', 'select * from api.read_patient_copies($1, $2, $3)', [
    session,
    certificate,
    patient,
  ]);
  return rows.map(toCopy);
}

/** Documents that a patient may name, newest first, from the one named in `after`. */
export async function listPatientDocuments(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  after: string | null,
): Promise<DeskDocument[]> {
  const rows = await database.ask<{ document: unknown }>(
    'rights-documents',
    'select document from api.list_patient_documents($1, $2, $3, $4) as document',
    [session, certificate, patient, after],
  );
  return rows.map(({ document }) => DeskDocument.parse(document));
}

/** What hiding a document takes along; `not-found` where the patient has no such document. */
export async function previewHiding(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  document: string,
): Promise<DeskDocument[]> {
  const [type, id] = document.split('/');
  const rows = await database.ask<{ document: unknown }>(
    'rights-closure',
    'select document from api.preview_hiding($1, $2, $3, $4, $5) as document',
    [session, certificate, patient, type, id],
  );
  return rows.map((row) => DeskDocument.parse(row.document));
}

/** The patient refuses any access from outside, or takes it back. */
export async function askRefusal(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  refuses: boolean,
  { askedBy, askedOn }: RequestFacts,
): Promise<void> {
  await database.ask('rights-refuse', 'select api.ask_refusal($1, $2, $3, $4, $5, $6)', [
    session,
    certificate,
    patient,
    refuses,
    askedBy,
    askedOn,
  ]);
}

/** The patient removes a physician, or lets him back. */
export async function askExclusion(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  person: string,
  excludes: boolean,
  { askedBy, askedOn }: RequestFacts,
): Promise<void> {
  await database.ask('rights-exclude', 'select api.ask_exclusion($1, $2, $3, $4, $5, $6, $7)', [
    session,
    certificate,
    patient,
    person,
    excludes,
    askedBy,
    askedOn,
  ]);
}

/** The patient has a document hidden outside, or shown again. */
export async function askHiding(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  document: string,
  hides: boolean,
  { askedBy, askedOn }: RequestFacts,
): Promise<void> {
  const [type, id] = document.split('/');
  await database.ask('rights-hide', 'select api.ask_hiding($1, $2, $3, $4, $5, $6, $7, $8)', [
    session,
    certificate,
    patient,
    type,
    id,
    hides,
    askedBy,
    askedOn,
  ]);
}
