import type { HospitalFacts } from '../../contracts/person.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { consentVersion } from './consent-form.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';

/** The consent form with nobody's name, for the public page [R12]: patient, physician and date are filled in by hand. PDF/A-2b. */
export function toBlankConsentPdf(hospital: HospitalFacts, at: Date): Buffer {
  return renderPdf(
    'consent',
    {
      hospital: { name: hospital.name, address: hospital.address },
      reference: 'vierge',
      // No link knows it: a code would file nothing.
      code: null,
      version: consentVersion,
      madeOn: toFrenchDate(toBrusselsDay(at)),
      duration: '12\u00a0mois',
      physician: { name: null, nihdi: null },
      patient: { family: null, given: null, birth: null, niss: null, address: null },
    },
    at,
  );
}
