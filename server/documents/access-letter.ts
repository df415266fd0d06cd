import type { HospitalFacts } from '../../contracts/person.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';

/** What the letter to a patient says: a row of `api.waiting_letters`. Dates are `YYYY-MM-DD`. */
export interface AccessLetter {
  readonly id: string;
  readonly kind: 'created' | 'renewed';
  readonly family: string;
  readonly given: readonly string[];
  readonly sex: string;
  readonly address: readonly string[];
  readonly physician: string;
  readonly nihdi: string;
  readonly signedOn: string;
  readonly validUntil: string;
}

/** The postal letter of one link as PDF/A-2b [R16]. No number and nothing medical stands in it. */
export function toAccessLetterPdf(hospital: HospitalFacts, letter: AccessLetter, at: Date): Buffer {
  const title = letter.sex === 'female' ? 'Madame' : letter.sex === 'male' ? 'Monsieur' : null;
  const name = `${letter.given[0] ?? ''} ${letter.family}`.trim();
  return renderPdf(
    'access-letter',
    {
      hospital: { name: hospital.name, address: hospital.address, director: hospital.director },
      reference: letter.id.slice(0, 8).toUpperCase(),
      place: toTown(hospital.address.at(-1) ?? ''),
      madeOn: toFrenchDate(toBrusselsDay(at)),
      addressee: [title === null ? name : `${title} ${name}`, ...letter.address],
      salutation: title ?? 'Madame, Monsieur',
      physician: { name: toTitledName(letter.physician), nihdi: letter.nihdi },
      renewed: letter.kind === 'renewed',
      signedOn: toFrenchDate(letter.signedOn),
      validUntil: toFrenchDate(letter.validUntil),
    },
    at,
  );
}

/** The sentences say « du Dr… »: with a title always, which no line end parts from the name. */
function toTitledName(name: string): string {
  return /^(Dr|Pr)\.? /.test(name) ? name.replace(' ', '\u00a0') : `Dr\u00a0${name}`;
}

/** `7000 Mons` without its postal code. */
function toTown(line: string): string {
  return line.replace(/^\d{4,5}\s+/, '');
}
