import type { HospitalFacts } from '../../contracts/person.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';

/** Version of the texts in conditions.typ and regulations.typ: another word, another version. A request keeps the one that was accepted. */
export const conditionsVersion = 'fr-2026-11';

/** What a physician accepts when asking for access, as PDF/A-2b. */
export function toConditionsPdf(hospital: HospitalFacts, at: Date): Buffer {
  return renderPdf('conditions', toData(hospital, at), at);
}

/** The hospital's own rules on access to the record from outside, as PDF/A-2b. */
export function toRegulationsPdf(hospital: HospitalFacts, at: Date): Buffer {
  return renderPdf('regulations', toData(hospital, at), at);
}

function toData({ name, address, director, helpdesk }: HospitalFacts, at: Date): object {
  return {
    hospital: {
      name,
      address,
      director, // A number is never parted at the end of a line.
      helpdesk: { phone: helpdesk.phone.replaceAll(' ', '\u00a0'), hours: helpdesk.hours },
    },
    version: conditionsVersion,
    madeOn: toFrenchDate(toBrusselsDay(at)),
  };
}
