import { faultTag } from '../../contracts/intake.ts';
import { type Json, part, parts, text } from './fhir-json.ts';

/** True when the hospital took this resource though it is not valid FHIR. */
export function isFaulty(resource: Json): boolean {
  return parts(part(resource, 'meta'), 'tag').some(
    (tag) => text(tag, 'system') === faultTag.system && text(tag, 'code') === faultTag.code,
  );
}
