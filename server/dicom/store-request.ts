import type { Caller } from '../caller.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { readNiss } from '../../contracts/niss.ts';
import type { Deps } from '../deps.ts';
import { toIdentifierHash, toImageHash } from '../mapping/identifier-hash.ts';
import { toImagingStudyId } from '../mapping/imaging-study-id.ts';
import { type FiledInstance, storeInstances } from '../store/imaging-store.ts';
import { type InstanceFacts, readInstanceFacts } from './instance-facts.ts';
import { readMultipart } from './multipart.ts';
import { Unreadable } from './parse-part10.ts';

/** An instance whose bytes are on the disk. */
export interface ArrivedInstance {
  readonly facts: InstanceFacts;
  readonly sha256: string;
  readonly bytes: number;
}

/** What a STOW request brought, and what became of it. */
export interface StoreResult {
  readonly filed: readonly { readonly instance: ArrivedInstance; readonly filed: FiledInstance }[];
  /** Parts that could not be read, in order, with the reason. */
  readonly unreadable: readonly string[];
}

const HEADER_AT_MOST = 16 * 1024 * 1024;
const INSTANCE_AT_MOST = 2 * 1024 * 1024 * 1024;
const MOST_INSTANCES = 5000;

type Services = Pick<Deps, 'database' | 'blobs' | 'secrets'>;

/** Takes a STOW-RS body: each part is streamed to the disk, read, and all readable ones are filed in one transaction. */
export async function storeRequest(
  deps: Services,
  caller: Caller,
  body: AsyncIterable<Buffer>,
  boundary: string,
): Promise<StoreResult> {
  const arrived: ArrivedInstance[] = [];
  const unreadable: string[] = [];
  for await (const { headers, chunks } of readMultipart(body, boundary)) {
    if (arrived.length + unreadable.length >= MOST_INSTANCES) throw new ExpectedFailure('input-invalid');
    if (!/^application\/dicom\b/i.test(headers.get('content-type') ?? 'application/dicom')) {
      unreadable.push('content-type');
      continue;
    }
    const instance = await receiveInstance(deps, chunks);
    if (typeof instance === 'string') unreadable.push(instance);
    else arrived.push(instance);
  }
  if (arrived.length === 0) return { filed: [], unreadable };
  const outcomes = await storeInstances(
    deps.database,
    caller,
    arrived.map((instance) => toInstanceRow(instance, deps.secrets.nissIndexKey)),
  );
  const filed = arrived.map((instance, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error('an instance was filed without an outcome');
    return { instance, filed: outcome };
  });
  return { filed, unreadable };
}

async function receiveInstance({ blobs }: Services, chunks: AsyncIterable<Buffer>): Promise<ArrivedInstance | string> {
  const sink = await blobs.sink();
  try {
    const head: Buffer[] = [];
    let [held, size] = [0, 0];
    for await (const chunk of chunks) {
      await sink.write(chunk);
      size += chunk.length;
      if (size > INSTANCE_AT_MOST) throw new Unreadable('too-long');
      if (held < HEADER_AT_MOST) {
        head.push(chunk);
        held += chunk.length;
      }
    }
    const facts = readInstanceFacts(Buffer.concat(head), size);
    return { facts, ...(await sink.finish()) };
  } catch (error) {
    await sink.abort();
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}

/** What `api.store_instances` takes for one instance. */
function toInstanceRow({ facts, sha256, bytes }: ArrivedInstance, key: Buffer): object {
  const { study, patientId, born, day, metadata } = facts;
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
    patientHashes:
      patientId === ''
        ? []
        : [toImageHash(key, patientId), ...toNissForms(patientId).map((niss) => toImageHash(key, niss))],
    national: readNiss(patientId).ok,
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
