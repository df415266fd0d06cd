/** Error condition of HL7 table 0357, as ERR-3 carries it. */
export type HL7Condition = 100 | 101 | 102 | 103 | 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207;

/** Where and why a message cannot be filed; all of it is shown to the helpdesk and sent back in MSA and ERR. */
export interface RefusalFacts {
  /** MSA-1. AE: this message has a fault, or must wait. AR: such a message is never taken here (type, version, processing id). */
  readonly code: 'AE' | 'AR';
  readonly condition: HL7Condition;
  /** Name of the segment, `OBX`, with its ordinal among its like (from one); null for the message as a whole. */
  readonly segment: string | null;
  readonly occurrence: number;
  /** Number of the field, `PID-3` is 3; null for the segment as a whole. */
  readonly field: number | null;
  /** A French sentence that names the rule and never a value, number or text of the message. */
  readonly reason: string;
}

/** A message that cannot be filed: expected, kept, shown to the helpdesk, replayed after a fix. */
export class HL7Refusal extends Error {
  readonly facts: RefusalFacts;

  constructor(facts: RefusalFacts) {
    super(facts.reason);
    this.name = 'HL7Refusal';
    this.facts = facts;
  }
}
