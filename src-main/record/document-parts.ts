import { attachmentsOf, toMediaRefs } from './media.ts';
import { type Json, parts, text, toRef } from './fhir-json.ts';
import type { PatientRecord } from './patient-record.ts';

const DEEPEST = 6;

/** `Binary/id` of an attachment that is kept as a file of its own; null for any other. */
export function toBinaryRef(attachment: Json): string | null {
  return /Binary\/[A-Za-z0-9\-.]{1,64}$/.exec(text(attachment, 'url') ?? '')?.[0] ?? null;
}

/** References of everything that one line of the timeline shows, itself first: its files, pictures, results with what they contain, and study. */
export function toPartsOf(record: PatientRecord, ref: string): ReadonlySet<string> {
  const found = new Set([ref]);
  const resource = record.resources.get(ref);
  if (resource === undefined) return found;
  for (const attachment of attachmentsOf(record, resource)) {
    const binary = toBinaryRef(attachment);
    if (binary !== null) found.add(binary);
  }
  for (const media of toMediaRefs(resource)) found.add(media);
  for (const study of parts(resource, 'imagingStudy')) found.add(toRef(study) ?? ref);
  const descend = (holder: Json | undefined, name: string, depth: number): void => {
    for (const reference of parts(holder, name)) {
      const inner = toRef(reference);
      if (inner === null || found.has(inner) || depth > DEEPEST) continue;
      found.add(inner);
      descend(record.resources.get(inner), 'hasMember', depth + 1);
    }
  };
  descend(resource, resource['resourceType'] === 'Observation' ? 'hasMember' : 'result', 1);
  return found;
}
