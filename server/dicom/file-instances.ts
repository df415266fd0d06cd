import { readNiss } from '../../contracts/niss.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { toIdentifierHash, toImageHash } from '../mapping/identifier-hash.ts';
import { toImagingStudyId } from '../mapping/imaging-study-id.ts';
import { type FiledInstance, type ImagingDoor, storeInstances } from '../store/imaging-store.ts';
import type { Arrival, ArrivedInstance } from './receive-instance.ts';

/** What filing needs of the server. */
export type FilingParts = Pick<Deps, 'database' | 'secrets' | 'settings'>;

/** An arrival and what became of it. */
export interface Filing {
  readonly instance: Arrival;
  readonly filed: FiledInstance;
}

/**
 * Files what any door received, in one transaction: each instance under the one patient it proves, else in quarantine with its
 * reason, the unreadable ones too. What was not kept is not part of the answer.
 */
export async function fileInstances(
  { database, secrets, settings }: FilingParts,
  caller: Caller,
  door: ImagingDoor,
  arrivals: readonly Arrival[],
): Promise<readonly Filing[]> {
  const kept = arrivals.filter((arrival) => !('unreadable' in arrival) || arrival.kept !== null);
  if (kept.length === 0) return [];
  const rows = kept.map((arrival) =>
    'unreadable' in arrival
      ? { unreadable: arrival.unreadable, ...arrival.kept }
      : toInstanceRow(arrival, secrets.nissIndexKey, settings.imageIssuers ?? []),
  );
  const outcomes = await storeInstances(database, caller, door, rows);
  return kept.map((instance, index) => {
    const filed = outcomes[index];
    if (filed === undefined) throw new Error('an instance was filed without an outcome');
    return { instance, filed };
  });
}

/** True when an instance stands in the record now, by this request or an earlier one. */
export function isFiled({ outcome }: FiledInstance): boolean {
  return outcome === 'stored' || outcome === 'duplicate';
}

/** Keyed hashes under which an image's Patient ID may be found. */
export function toPatientHashes(patientId: string, key: Buffer): readonly string[] {
  return patientId === '' ? [] : [patientId, ...toNissForms(patientId)].map((value) => toImageHash(key, value));
}

/** What `api.store_instances` takes for one instance. */
function toInstanceRow(
  { facts, sha256, bytes, dataSet }: ArrivedInstance,
  key: Buffer,
  issuers: readonly string[],
): object {
  const { study, patientId, issuer, born, day, metadata } = facts;
  const uid = `urn:oid:${study}`;
  return {
    study,
    studyId: toImagingStudyId(study),
    series: facts.series,
    instance: facts.instance,
    sopClass: facts.sopClass,
    transferSyntax: facts.transferSyntax,
    modality: facts.modality,
    seriesNumber: facts.seriesNumber,
    number: facts.number,
    frames: facts.frames,
    sha256,
    bytes,
    dataSet,
    patientHashes: toPatientHashes(patientId, key),
    national: readNiss(patientId).ok,
    foreign: issuer !== '' && issuers.length > 0 && !issuers.includes(issuer),
    bornFrom: born?.from ?? null,
    bornTo: born?.to ?? null,
    gender: facts.gender,
    dayFrom: day?.from ?? null,
    dayTo: day?.to ?? null,
    studyTokens: [
      `identifier=${toIdentifierHash(key, 'urn:dicom:uid', uid)}`,
      `identifier=${toIdentifierHash(key, '*', uid)}`,
    ],
    studyAttributes: facts.studyAttributes,
    seriesAttributes: facts.seriesAttributes,
    attributes: facts.attributes,
    metadata: JSON.stringify(metadata),
  };
}

/** A national number may be punctuated in an image's Patient ID: 93.05.18-223.61. */
function toNissForms(patientId: string): readonly string[] {
  const digits = patientId.replace(/[. -]/g, '');
  return /^\d{11}$/.test(digits) && digits !== patientId ? [digits] : [];
}
