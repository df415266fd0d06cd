import { HL7Refusal, type HL7Condition } from '../../hl7/refusal.ts';

/** A place in a message as ERR-2 names it: `{ segment: 'OBX', occurrence: 2, field: 5 }`. */
export interface Place {
  readonly segment: string | null;
  /** From one, among the segments of this name. */
  readonly occurrence: number;
  readonly field: number | null;
}

/** The message as a whole. */
export const wholeMessage: Place = { segment: null, occurrence: 1, field: null };

/** Refuses this message until it, or what it waits for, is put right (AE). `reason` is French and quotes nothing of the message. */
export function refuse(place: Place, condition: HL7Condition, reason: string): never {
  throw new HL7Refusal({ code: 'AE', condition, ...place, reason });
}

/** Refuses messages of this kind for good (AR). */
export function reject(place: Place, condition: HL7Condition, reason: string): never {
  throw new HL7Refusal({ code: 'AR', condition, ...place, reason });
}
