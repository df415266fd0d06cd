import type { Encounter, Identifier, Patient, Reference, Resource } from '@medplum/fhirtypes';
import { type FilingContext, patientReference, toFilingReference } from '../../hl7/filing.ts';
import type { Message, Segment } from './message.ts';
import { refuse } from './refuse.ts';
import { toDateTime, toMoment } from './time.ts';

/** What every part of one message's mapping needs to know. */
export interface Scope {
  readonly message: Message;
  readonly context: FilingContext;
  /** MSH. */
  readonly header: Segment;
  /** Trigger event, `A01`. */
  readonly event: string;
  /** When the sender wrote the message (MSH-7), else when it came; as a version compares it. */
  readonly sent: string;
  /** What names the patient in a business key: his first number, `system|value`. */
  readonly patientKey: string;
}

/** The segments of a name, in order. */
export function segmentsOf({ segments }: Message, name: string): readonly Segment[] {
  return segments.filter((segment) => segment.name === name);
}

/** The first segment of a name; null for none. */
export function findSegment({ segments }: Message, name: string): Segment | null {
  return segments.find((segment) => segment.name === name) ?? null;
}

/** The first segment of a name; refuses a message that lacks it. */
export function requireSegment(message: Message, name: string): Segment {
  return (
    findSegment(message, name) ??
    refuse({ segment: name, occurrence: 1, field: null }, 100, `Le segment ${name} manque.`)
  );
}

/** MSH-7, else the moment of arrival. */
export function toSent(header: Segment, context: FilingContext): string {
  const sent = toMoment(toDateTime(header.text(7), header.place(7)));
  return sent === '' ? context.received.toISOString() : sent;
}

/** `Type/id` of the patient of the message, as the filer completes it. */
export const subject: Reference<Patient> & { reference: string } = { reference: patientReference };

/** A reference to a resource of this or an earlier message; the identifier stays where there is none. */
export function toReference<T extends Resource>(
  type: T['resourceType'],
  key: string,
  identifier?: Identifier,
): Reference<T> & { reference: string } {
  return { reference: toFilingReference(type, key), type, ...(identifier && { identifier }) } as Reference<T> & {
    reference: string;
  };
}

/** The stay in which something happened, if the message names one. */
export function toStayReference(stay: Identifier | null): { encounter?: Reference<Encounter> } {
  return stay === null ? {} : { encounter: toReference<Encounter>('Encounter', toKey(stay), stay) };
}

/** Business key of what an identifier names. */
export function toKey({ system = '', value = '' }: Identifier): string {
  return `${system}|${value}`;
}
