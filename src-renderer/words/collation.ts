import type { PatientFacts } from '../../contracts/link.ts';
import { readLocale } from './language.ts';

/** The order of two texts in the language of the window. */
export function compareTexts(one: string, other: string): number {
  return one.localeCompare(other, readLocale());
}

/** By family name, then by given name. */
export function compareNames(
  one: Pick<PatientFacts, 'family' | 'given'>,
  other: Pick<PatientFacts, 'family' | 'given'>,
): number {
  return compareTexts(one.family, other.family) || compareTexts(one.given, other.given);
}
