import { code, concept, type Json, part, parts, text } from './fhir-json.ts';
import { label, type LabelName } from './labels.ts';
import { follow, type PatientRecord, toActorName } from './patient-record.ts';

/** One line of a document that is made of facts: what it is and what the source says. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A line before it is known whether the source says anything. */
export type Line = readonly [LabelName, string | null | undefined];

/** The lines of which the source says something. */
export function toRows(lines: readonly Line[]): Fact[] {
  return lines.flatMap(([name, value]) => (value ? [{ label: label(name), value }] : []));
}

/** The French word of a code of FHIR within its group; null for no code. */
export function toCodeWord(group: string, value: string | null): string | null {
  return value === null ? null : label(`${group}.${value}`);
}

/** What is said beside a resource, one line a note. */
export function toNotes(resource: Json): Line[] {
  return parts(resource, 'note').map((note) => ['note', text(note, 'text')] as const);
}

/** Names of concepts, joined. */
export function toConcepts(node: unknown, name: string): string | null {
  const all = parts(node, name).flatMap((one) => concept(one) ?? []);
  return all.length === 0 ? null : all.join(', ');
}

/** Where a stay is: ward, site and telephone as the hospital keeps them. */
export function toPlace(
  record: PatientRecord,
  stay: Json,
): { site: string | null; ward: string | null; phone: string | null } {
  const places = parts(stay, 'location');
  const place = places.find((one) => text(one, 'status') === 'active') ?? places.at(-1);
  const reference = part(place, 'location');
  const location = reference === null ? null : follow(record, stay, reference);
  const display = text(reference, 'display');
  return {
    site: text(part(location, 'partOf'), 'display') ?? toActorName(record, stay, stay['serviceProvider']),
    ward: text(location, 'name') ?? display,
    phone: text(
      parts(location, 'telecom').find((one) => text(one, 'system') === 'phone'),
      'value',
    ),
  };
}

/** The attending physician of a stay, else whoever takes part. */
export function toPhysician(record: PatientRecord, stay: Json): string | null {
  const participants = parts(stay, 'participant');
  const attending =
    participants.find((one) => parts(one, 'type').some((type) => code(type) === 'ATND')) ?? participants[0];
  return attending === undefined ? null : toActorName(record, stay, attending['individual'] ?? attending['actor']);
}
