import type { Niss } from '../../contracts/niss.ts';

/**
 * Birth dates may be known by the year, by the month, or wholly; a national register number may know less than the record does.
 * Keys compare as the name's do, by overlap in the database: a typed date must say everything the record knows, except where the
 * card itself knows no more, and may say more.
 */

/** The date the hospital shows for a patient: its own, else what the number tells, else the number's century (as the card prints it). */
export function toShownBirthDate(recorded: string | null, niss: Niss | null): string | null {
  return recorded ?? niss?.birthDate ?? (niss === null ? null : String(niss.century));
}

/** Keys kept beside the patient. `recorded` is FHIR `Patient.birthDate`: `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or null. */
export function toKnownBirthKeys(recorded: string | null, niss: Niss | null): string[] {
  const printed = niss?.birthDate ?? null;
  if (recorded === null) return niss === null ? [] : printed === null ? [`${niss.century}=`] : [`${printed}<`];
  const cardKnowsLess = printed !== null && printed.length < recorded.length && recorded.startsWith(printed);
  return cardKnowsLess ? [`${recorded}<`, `${printed}=`] : [`${recorded}<`];
}

/** Keys of the date in a proposal, already of the shape `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
export function toTypedBirthKeys(typed: string): string[] {
  const starts = [4, 7, 10].filter((length) => length <= typed.length).map((length) => `${typed.slice(0, length)}<`);
  return [...starts, `${typed}=`];
}
