import { HL7Refusal } from '../../../../server/hl7/refusal.ts';
import { toFilingOf } from './shown-record.ts';

/** What a message is refused with (acknowledgement, condition, segment, field), or null for one that is filed. */
export function refusalOf(message: string): readonly unknown[] | null {
  try {
    toFilingOf(message);
    return null;
  } catch (error) {
    if (!(error instanceof HL7Refusal)) throw error;
    const { code, condition, segment, field } = error.facts;
    return [code, condition, segment, field];
  }
}
