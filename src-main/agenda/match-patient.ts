import type { PatientFacts } from '../../contracts/link.ts';
import { isParticle, toNamesOf, toNameWords, withoutParticles } from './names.ts';

/** One of my patients, as a line may mean him; `number` is what the vault calls his national number, null while it is not known here. */
export interface Known {
  readonly patient: PatientFacts;
  readonly number: string | null;
}

/** What a line says of who is meant. */
export interface Meant {
  readonly words: string;
  readonly births: readonly string[];
  /** Fingerprint of the national number on the line. */
  readonly number: string | null;
}

/** Which of the physician’s patients an appointment is with, as far as what was written tells. */
export type Match =
  | { readonly match: 'one'; readonly patient: PatientFacts }
  | { readonly match: 'several'; readonly patients: readonly PatientFacts[] }
  | { readonly match: 'none' };

/**
 * How well the words of a line fit a name. `whole`: family and given name. `initial`: family name and the given name's first letter.
 * `family`: the family name alone. `part`: a part of either name beside the other one. `partly`: the family name or a part of it, beside
 * words that may be another given name: a twin, a father. Null: another person.
 */
type Fit = 'whole' | 'initial' | 'family' | 'part' | 'partly' | null;

/** Where these words stand in the line, written together or apart; null when they do not. */
function findRun(line: readonly string[], name: readonly string[]): readonly [number, number] | null {
  const wanted = name.join('');
  if (wanted === '') return null;
  for (let start = 0; start < line.length; start += 1) {
    let joined = '';
    for (let end = start; end < line.length && joined.length < wanted.length; end += 1) {
      joined += line[end] ?? '';
      if (joined === wanted) return [start, end + 1];
    }
  }
  return null;
}

function without(line: readonly string[], [start, end]: readonly [number, number]): string[] {
  return [...line.slice(0, start), ...line.slice(end)];
}

/** How the given name stands in what is left of the line; null when it does not. */
function fitGiven(rest: readonly string[], given: string): 'whole' | 'initial' | 'part' | null {
  const [first = '', ...others] = given.trim().split(/\s+/);
  const parts = toNameWords(first);
  if (findRun(rest, parts) !== null) return 'whole';
  if (rest.some((word) => parts.includes(word)) || others.some((other) => findRun(rest, toNameWords(other)) !== null))
    return 'part';
  return rest.some((word) => word.length === 1 && word === parts[0]?.[0]) ? 'initial' : null;
}

function fitName(line: readonly string[], { family, given }: PatientFacts): Fit {
  const words = toNameWords(family);
  const run = findRun(line, words);
  if (run !== null) {
    const rest = without(line, run);
    // A particle that is left stands before the name: « De Smet » is not « Smet ».
    const isOther = run[0] > 0 && isParticle(line[run[0] - 1] ?? '');
    const fit = fitGiven(rest, given);
    if (isOther) return fit === null ? 'partly' : 'part';
    return fit ?? (rest.length === 0 ? 'family' : 'partly');
  }
  const bare = withoutParticles(words);
  for (const piece of [bare, ...(bare.length > 1 ? bare.map((word) => [word]) : [])]) {
    const part = piece.join('').length > 2 ? findRun(line, piece) : null;
    if (part !== null) return fitGiven(without(line, part), given) === null ? 'partly' : 'part';
  }
  return null;
}

/** True when every birth date on the line may be this one; a year alone agrees with any day in it. */
function agrees(births: readonly string[], birthDate: string): boolean {
  return births.every((birth) => birth.startsWith(birthDate) || birthDate.startsWith(birth));
}

/**
 * Whom of my patients a line means. One only when the line says so: the national number with the name, the whole name, or a family name
 * that stands alone and that one of them bears. What contradicts a birth date or a number is nobody; everything else is asked.
 */
export function matchPatient(meant: Meant, people: readonly Known[]): Match {
  const line = toNamesOf(meant.words);
  const fits = people
    .filter(({ patient, number }) => {
      const otherNumber = meant.number !== null && number !== null && number !== meant.number;
      return !otherNumber && agrees(meant.births, patient.birthDate);
    })
    .map(({ patient, number }) => ({
      patient,
      fit: fitName(line, patient),
      sameNumber: meant.number !== null && number === meant.number,
      sameBirth: meant.births.includes(patient.birthDate),
    }));
  const toMatch = (some: typeof fits): Match | null =>
    some.length === 0 ? null : { match: 'several', patients: some.map(({ patient }) => patient) };

  const numbered = fits.filter(({ sameNumber }) => sameNumber);
  const [only] = numbered;
  if (only !== undefined && numbered.length === 1 && (only.fit !== null || line.length === 0))
    return { match: 'one', patient: only.patient };
  if (numbered.length > 0) return toMatch(numbered) ?? { match: 'none' };

  const strengths: readonly ((one: (typeof fits)[number]) => boolean)[] = [
    ({ fit }) => fit === 'whole',
    ({ fit }) => fit === 'initial' || fit === 'family',
    ({ fit, sameBirth }) => fit === 'part' && sameBirth,
  ];
  for (const isStrong of line.length === 0 ? [] : strengths) {
    const strong = fits.filter(isStrong);
    const [first] = strong;
    if (first !== undefined && strong.length === 1) return { match: 'one', patient: first.patient };
    if (strong.length > 1) return toMatch(strong) ?? { match: 'none' };
  }
  const parts = fits.filter(({ fit }) => fit === 'part');
  if (parts.length > 0) return toMatch(parts) ?? { match: 'none' };
  const possible = fits.filter(({ fit, sameBirth }) => fit !== null || (line.length === 0 && sameBirth));
  return toMatch(possible) ?? { match: 'none' };
}
