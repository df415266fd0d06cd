import { createHash } from 'node:crypto';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import type { ManifestContent } from '../../../src-main/vault/vault-shape.ts';

/** What a process that is killed is told: one vault, one journal, three patients, and where the versions of their documents stand. */
export interface KillPlan {
  readonly seed: number;
  readonly round: number;
  readonly folder: string;
  readonly holder: { readonly person: string; readonly pc: string };
  readonly secret: string;
  /** Signs leases, PKCS#8 PEM. */
  readonly hospitalKey: string;
  readonly statementKey: string;
  /** Signs the journal, PKCS#8 PEM. */
  readonly pcKey: string;
  readonly patients: readonly string[];
  readonly version: number;
  readonly day: number;
}

const DOCUMENTS = 6;
const SERIES = 2;
const IMAGES = 4;

/** The bytes of a document in its version, or of an image, which has one. */
export function bytesOf(subject: string, version: number): Buffer {
  return subject.includes('/')
    ? Buffer.alloc(3_000, `${subject} in version ${version}; `)
    : Buffer.alloc(60_000, `image ${subject}; `);
}

const toItem = (subject: string, version: number): { sha256: string; bytes: number } => {
  const bytes = bytesOf(subject, version);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
};

/** The document that is hidden in every second version; once shown again it is a new one, and new ones come before the state they belong to is whole. */
export const isComing = (ref: string): boolean => ref.endsWith(`-${DOCUMENTS - 1}`);

/** What the hospital shows of a patient in a version: every document in that version, one of them hidden now and then; images stay. */
export function aManifest(
  plan: KillPlan,
  patient: string,
  version: number,
  signLease: (body: string) => string,
): ManifestContent {
  const documents = Array.from({ length: DOCUMENTS }, (_, place) => `Observation/${patient.slice(0, 8)}-${place}`)
    .filter((ref) => !isComing(ref) || version % 2 === 0)
    .map((ref): MirrorItem => ({ kind: 'resource', ref, version, ...toItem(ref, version) }));
  const images = Array.from({ length: SERIES * IMAGES }, (_, place): MirrorItem => {
    const study = `2.25.${plan.patients.indexOf(patient)}`;
    const series = `${study}.${place % SERIES}`;
    const instance = `${series}.${place}`;
    return { kind: 'instance', study, series, instance, ...toItem(instance, 0) };
  });
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'ES256' })}.${part({ ...plan.holder, patient, iat, exp: iat + 12 * 3600, budget: 4 * 3600 })}`;
  return {
    patient,
    revision: String(version),
    asOf: new Date().toISOString(),
    lease: `${body}.${signLease(body)}`,
    items: [...documents, ...images],
    lastVisit: null,
    marks: [],
  };
}
