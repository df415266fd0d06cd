import type { HandOverFile, HandOverRequest } from '../../contracts/hand-over.ts';
import type { PatientFacts, TherapeuticLink } from '../../contracts/link.ts';
import { matchPatient } from '../agenda/match-patient.ts';

/** What finding the patient needs: my links, and what the vault calls their national numbers. */
export interface Findable {
  readonly links: readonly TherapeuticLink[];
  readonly numbers: ReadonlyMap<string, string>;
  /** Fingerprint of the number that was handed over, null without one. */
  readonly number: string | null;
}

/** Whom of my patients the software means. */
export type Found = Pick<HandOverRequest, 'patients' | 'byNumber' | 'differs'>;

/** Who is asked for in the software's own words; null when a part of it is missing. */
export function toWritten({ family, given, birthDate }: HandOverFile): HandOverRequest['written'] {
  return family === undefined || given === undefined || birthDate === undefined ? null : { family, given, birthDate };
}

/**
 * By the number first; where it is nobody's that is known on this PC, by name and birth date among those whose number is not known to be
 * another. What was found by name alone is asked, never taken for certain [X07].
 */
export function findAsked(file: HandOverFile, { links, numbers, number }: Findable): Found {
  const people = new Map<string, PatientFacts>(links.map(({ patient }) => [patient.id, patient]));
  const known = [...people.values()].map((patient) => ({ patient, number: numbers.get(patient.id) ?? null }));
  const written = toWritten(file);
  const meant = written && { words: `${written.family} ${written.given}`, births: [written.birthDate], number: null };
  const numbered = number === null ? [] : known.filter((one) => one.number === number);
  if (numbered.length > 0) {
    const differs = meant !== null && matchPatient(meant, numbered).match !== 'one';
    return { patients: numbered.map(({ patient }) => patient), byNumber: true, differs };
  }
  if (meant === null) return { patients: [], byNumber: false, differs: false };
  const possible = number === null ? known : known.filter((one) => one.number === null);
  const found = matchPatient(meant, possible);
  const patients = found.match === 'one' ? [found.patient] : found.match === 'several' ? [...found.patients] : [];
  return { patients, byNumber: false, differs: false };
}
