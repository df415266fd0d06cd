import { toImagingStudyId } from './imaging-study-id.ts';
import { isJson, toLiteral } from './search-index.ts';

/** A resource whose references may still be written over; numbers may be raw JSON. */
export type MutableJson = { [name: string]: unknown };

/** A reference as it stands in a resource. */
export interface FoundReference {
  /** As written: `Type/id`, `urn:uuid:…`, `Type?condition`, an absolute address. */
  readonly text: string;
  readonly replace: (by: string) => void;
}

/** Every literal reference of a resource, attachments' addresses included; what points inside (`#…`) is none. */
export function findReferences(resource: MutableJson): readonly FoundReference[] {
  const found: FoundReference[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value as unknown[]) walk(item);
    else if (isJson(value)) {
      const holder = value as MutableJson;
      for (const [name, inner] of Object.entries(holder)) {
        if (typeof inner === 'string' && (name === 'reference' || name === 'url') && isReference(name, inner))
          found.push({ text: inner, replace: (by) => void (holder[name] = by) });
        else walk(inner);
      }
      const study = toStudyReference(holder);
      if (study !== null) {
        holder['reference'] = study;
        found.push({ text: study, replace: (by) => void (holder['reference'] = by) });
      }
    }
  };
  walk(resource);
  return found;
}

/** `Type/id` of a reference to something kept here; null for an address elsewhere. */
export function toLocal(text: string): string | null {
  const literal = toLiteral(text);
  return /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(literal) ? literal : null;
}

function isReference(name: string, text: string): boolean {
  if (text.startsWith('#')) return false;
  return name === 'reference' || /^(urn:uuid:|Binary\/|Media\/)/.test(text);
}

/** A logical reference to a study (`urn:dicom:uid`) becomes a literal one: the server knows the id of every study. */
function toStudyReference(holder: MutableJson): string | null {
  const { identifier, reference } = holder;
  if (reference !== undefined || !isJson(identifier) || identifier['system'] !== 'urn:dicom:uid') return null;
  const uid = /^urn:oid:([0-9.]{1,64})$/.exec(String(identifier['value']))?.[1];
  return uid === undefined ? null : `ImagingStudy/${toImagingStudyId(uid)}`;
}
