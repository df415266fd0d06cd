import { createHash } from 'node:crypto';
import { toBinaryRef } from './document-parts.ts';
import { readFhir, text } from './fhir-json.ts';
import { attachmentsOf } from './media.ts';
import { ofType, type PatientRecord } from './patient-record.ts';

const MOST = 40;

/** One file as the manifest names it. */
export interface TwinFile {
  readonly ref: string;
  readonly sha256: string;
}

/**
 * Files of letters and reports that may hold the same: as long as another one, of another document of the same day. Only these are read to
 * find out [X04]; the content alone counts, since the resource around it bears an id of its own.
 */
export function toTwinFiles(record: PatientRecord): TwinFile[] {
  const sizes = new Map(record.items.flatMap((item) => (item.kind === 'resource' ? [[item.ref, item] as const] : [])));
  const groups = new Map<string, { readonly document: string; readonly file: TwinFile }[]>();
  for (const type of ['DocumentReference', 'DiagnosticReport'])
    for (const [document, resource] of ofType(record, type))
      for (const attachment of attachmentsOf(record, resource)) {
        const item = sizes.get(toBinaryRef(attachment) ?? '');
        if (item === undefined || record.missing.has(item.ref)) continue;
        const day = (text(resource, 'date') ?? text(resource, 'effectiveDateTime') ?? '').slice(0, 10);
        const key = `${day} ${item.bytes}`;
        groups.set(key, [...(groups.get(key) ?? []), { document, file: { ref: item.ref, sha256: item.sha256 } }]);
      }
  return [...groups.values()]
    .filter((group) => new Set(group.map(({ document }) => document)).size > 1)
    .flatMap((group) => group.map(({ file }) => file))
    .slice(0, MOST);
}

/** A hash of what a Binary holds, whatever its id; null for what is none. */
export function toContentHash(bytes: Uint8Array): string | null {
  const data = text(readFhir(bytes), 'data');
  return data === null ? null : createHash('sha256').update(data, 'base64').digest('hex');
}
