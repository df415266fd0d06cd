import type { HospitalFacts } from '../../contracts/person.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';
import { toTitledName, toTown } from './salutation.ts';

/** What the letter to a physician says of a dispute. Days are `YYYY-MM-DD` in Europe/Brussels. */
export interface ClaimLetter {
  readonly id: string;
  readonly physician: string;
  readonly nihdi: string;
  readonly address: readonly string[];
  readonly scope: 'physician' | 'link';
  readonly delayDays: number;
  readonly openedAt: Date;
  readonly aboutLink: boolean;
  readonly forms: readonly {
    readonly reference: string;
    readonly signedOn: string;
    readonly family: string;
    readonly given: readonly string[];
    readonly birth: string | null;
  }[];
}

/**
 * The letter that claims signed forms, as PDF/A-2b [R15]. A form is named by its reference and its patient by initials and birth date: enough
 * for whoever keeps the form, little for whoever else opens the envelope. No national number, no name, nothing medical.
 */
export function toClaimLetterPdf(hospital: HospitalFacts, letter: ClaimLetter, at: Date): Buffer {
  return renderPdf(
    'claim-letter',
    {
      hospital: { name: hospital.name, address: hospital.address, director: hospital.director },
      reference: toDisputeReference(letter.id),
      place: toTown(hospital.address.at(-1) ?? ''),
      madeOn: toFrenchDate(toBrusselsDay(at)),
      openedOn: toFrenchDate(toBrusselsDay(letter.openedAt)),
      addressee: [toTitledName(letter.physician), ...letter.address],
      nihdi: letter.nihdi,
      scope: letter.scope,
      aboutLink: letter.aboutLink,
      delay: letter.delayDays === 1 ? 'dans un délai d’un\u00a0jour' : `dans les ${letter.delayDays}\u00a0jours`,
      forms: letter.forms.map(({ reference, signedOn, family, given, birth }) => ({
        reference,
        signedOn: toFrenchDate(signedOn),
        initials: toInitials(family, given),
        birth: birth === null ? null : toFrenchDate(birth),
      })),
    },
    at,
  );
}

/** Name of a dispute on paper and screen: the first eight characters of its id. */
export function toDisputeReference(id: string): string {
  return id.slice(0, 8).toUpperCase();
}

/** `M. D.` of Marie Dubois: first given name, then family name. */
function toInitials(family: string, [given = '']: readonly string[]): string {
  return [given, family]
    .filter((name) => name !== '')
    .map((name) => `${[...name][0]?.toUpperCase() ?? ''}.`)
    .join('\u00a0');
}
