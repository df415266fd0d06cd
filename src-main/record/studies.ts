import { DicomUid, type InstanceSummary, type SeriesSummary, type StudySummary } from '../../contracts/imaging.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import { decimal, type Json, part, parts, text } from './fhir-json.ts';
import { ofType, type PatientRecord, toMoment } from './patient-record.ts';

type Instance = Extract<MirrorItem, { kind: 'instance' }>;

const cut = (value: string | null, length: number): string => (value ?? '').slice(0, length);

/** Study Instance UID of an ImagingStudy (identifier `urn:dicom:uid`), null when it has none. */
export function toStudyUid(study: Json): string | null {
  const identifier = parts(study, 'identifier').find((one) => text(one, 'system') === 'urn:dicom:uid');
  const uid = (text(identifier, 'value') ?? '').replace(/^urn:oid:/, '');
  return DicomUid.safeParse(uid).success ? uid : null;
}

/** The images of a study that the hospital shows, by series. */
export function instancesOf(record: PatientRecord, studyUid: string): readonly Instance[] {
  return record.items.filter((item): item is Instance => item.kind === 'instance' && item.study === studyUid);
}

function toWhole(node: unknown, name: string): number | null {
  const value = decimal(node, name)?.value;
  return value !== undefined && Number.isSafeInteger(value) ? value : null;
}

function toInstance(item: Instance, told: Json | undefined): InstanceSummary {
  const number = toWhole(told, 'number');
  const sopClass = DicomUid.safeParse((text(part(told, 'sopClass'), 'code') ?? '').replace(/^urn:oid:/, ''));
  return {
    sopInstanceUid: item.instance,
    ...(sopClass.success ? { sopClassUid: sopClass.data } : {}),
    // FHIR says no number of frames; the file does.
    frames: 1,
    bytes: item.bytes,
    ...(number === null ? {} : { instanceNumber: number }),
  };
}

/** Modality codes of what is no image: behind the images of a study, so that it opens with one. */
const NO_PICTURE: ReadonlySet<string> = new Set([
  'SR',
  'KO',
  'PR',
  'SEG',
  'RTSTRUCT',
  'RTPLAN',
  'RTDOSE',
  'RWV',
  'REG',
  'DOC',
  'ECG',
  'AU',
  'PLAN',
  'FID',
]);

/** DICOM study for the viewer: the images of the manifest, described by the ImagingStudy. An image that the gate hides is never named. */
export function toStudySummary(record: PatientRecord, study: Json, link: PatientFacts): StudySummary | null {
  const uid = toStudyUid(study);
  if (uid === null) return null;
  const told = new Map(parts(study, 'series').map((series) => [text(series, 'uid') ?? '', series]));
  const bySeries = new Map<string, Instance[]>();
  for (const item of instancesOf(record, uid)) bySeries.set(item.series, [...(bySeries.get(item.series) ?? []), item]);
  const series = [...bySeries].flatMap(([seriesUid, items]): SeriesSummary[] => {
    const described = told.get(seriesUid);
    const modality = text(part(described, 'modality'), 'code') ?? text(parts(study, 'modality')[0], 'code') ?? 'OT';
    const instances = new Map(parts(described, 'instance').map((one) => [text(one, 'uid') ?? '', one]));
    return [
      {
        seriesInstanceUid: seriesUid,
        modality: cut(modality, 16),
        description: cut(text(described, 'description'), 256),
        number: toWhole(described, 'number'),
        instances: items.map((item) => toInstance(item, instances.get(item.instance))),
      },
    ];
  });
  return {
    studyInstanceUid: uid,
    description: cut(text(study, 'description'), 256),
    date: toMoment(study, 'started')?.slice(0, 10) ?? null,
    patient: toImagingPatient(record, link),
    series: series.toSorted(
      (one, other) =>
        Number(NO_PICTURE.has(one.modality)) - Number(NO_PICTURE.has(other.modality)) ||
        (one.number ?? Number.MAX_SAFE_INTEGER) - (other.number ?? Number.MAX_SAFE_INTEGER),
    ),
  };
}

/** Who must be named in every file: any number under which the hospital files this patient. */
export function toImagingPatient(record: PatientRecord, link: PatientFacts): StudySummary['patient'] {
  const identifiers = ofType(record, 'Patient').flatMap(([, patient]) => parts(patient, 'identifier'));
  return {
    name: `${link.family.toLocaleUpperCase('fr')} ${link.given}`.slice(0, 256),
    birthDate: link.birthDate,
    sex: link.sex,
    dicomPatientIds: identifiers.flatMap((one) => text(one, 'value') ?? []).filter((value) => value.length <= 64),
  };
}
