import type { HospitalFacts } from '../../contracts/person.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';
import { toTitledName, toTown } from './salutation.ts';

/** What the letter to a patient says: a row of `api.print_letters`. Days are `YYYY-MM-DD`. */
export interface AccessLetter {
  readonly id: string;
  /** Its first printing: printed again, it bears the same date. */
  readonly printedAt: Date;
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

/**
 * Postal letters of many links as one PDF/A-2b, each beginning on a page of its own [R16]; the same letters give the same bytes. No
 * number and nothing medical stands in them.
 */
export function toAccessLettersPdf(hospital: HospitalFacts, letters: readonly AccessLetter[]): Buffer {
  const last = letters.reduce((at, { printedAt }) => Math.max(at, printedAt.getTime()), 0);
  return renderPdf(
    'access-letter',
    {
      hospital: { name: hospital.name, address: hospital.address, director: hospital.director },
      place: toTown(hospital.address.at(-1) ?? ''),
      letters: letters.map(toPage),
    },
    new Date(last),
  );
}

function toPage(letter: AccessLetter): object {
  const title = letter.sex === 'female' ? 'Madame' : letter.sex === 'male' ? 'Monsieur' : null;
  const name = `${letter.given[0] ?? ''} ${letter.family}`.trim();
  return {
    reference: letter.id.slice(0, 8).toUpperCase(),
    madeOn: toFrenchDate(toBrusselsDay(letter.printedAt)),
    addressee: [title === null ? name : `${title} ${name}`, ...letter.address],
    salutation: title ?? 'Madame, Monsieur',
    physician: { name: toTitledName(letter.physician), nihdi: letter.nihdi },
    renewed: letter.kind === 'renewed',
    signedOn: toFrenchDate(letter.signedOn),
    validUntil: toFrenchDate(letter.validUntil),
  };
}
