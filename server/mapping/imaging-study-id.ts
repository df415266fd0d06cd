import { createHash } from 'node:crypto';

/** Name space of the ids below; ours alone. */
const NAMESPACE = Buffer.from('6f1d3c2e8a5b4f0c9d7e1a2b3c4d5e6f', 'hex');

/** FHIR id of the ImagingStudy of a Study Instance UID: the same for ever (RFC 9562, version 5), so that a report may come first. */
export function toImagingStudyId(studyInstanceUid: string): string {
  const hash = createHash('sha1').update(NAMESPACE).update(studyInstanceUid).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}
