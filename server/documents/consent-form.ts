import { createHash, randomInt } from 'node:crypto';
import { encode } from 'uqr';
import { formatNiss } from '../../contracts/niss.ts';
import type { HospitalFacts } from '../../contracts/person.ts';
import { toFormCode } from '../../contracts/signed-form.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import { toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';

/** Version of the text in consent.typ: another word, another version. A link keeps the one that was signed [R14]. */
export const consentVersion = 'fr-2026-11';

/** Whom a form names; a null is a line to fill in by hand. */
export interface ConsentParties {
  readonly patient: {
    readonly family: string;
    readonly given: readonly string[];
    /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
    readonly birth: string | null;
    readonly niss: string | null;
    readonly address: readonly string[];
  } | null;
  readonly physician: { readonly name: string; readonly nihdi: string };
  readonly months: number;
}

/** A form ready to print. `reference` is random and says nothing of the patient. */
export interface ConsentPdf {
  readonly reference: string;
  readonly version: string;
  readonly sha256: string;
  readonly pdf: Buffer;
}

/** The consent form as PDF/A-2b, in the patient's name or blank [R12]. */
export function toConsentPdf(
  hospital: HospitalFacts,
  { patient, physician, months }: ConsentParties,
  at: Date,
): ConsentPdf {
  const reference = toFormReference();
  const pdf = renderPdf(
    'consent',
    {
      hospital: { name: hospital.name, address: hospital.address },
      reference,
      // No link knows a blank form by its reference: a code would file nothing.
      code: patient === null ? null : toCodeDrawing(toFormCode(reference)),
      version: consentVersion,
      madeOn: toFrenchDate(toBrusselsDay(at)),
      duration: months === 1 ? 'un\u00a0mois' : `${months}\u00a0mois`,
      physician,
      patient: {
        family: patient?.family ?? null,
        given: patient?.given.join(', ') ?? null,
        birth: patient?.birth == null ? null : toFrenchDate(patient.birth),
        niss: patient?.niss == null ? null : formatNiss(patient.niss),
        address: patient === null || patient.address.length === 0 ? null : patient.address,
      },
    },
    at,
  );
  return { reference, version: consentVersion, sha256: createHash('sha256').update(pdf).digest('hex'), pdf };
}

/** Ten random characters of Crockford's base 32 (50 bits), as `K7QF3-M2PXA`. */
function toFormReference(): string {
  const characters = Array.from({ length: 10 }, () => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[randomInt(32)]).join('');
  return `${characters.slice(0, 5)}-${characters.slice(5)}`;
}

/** A QR code as SVG, a third of whose modules may be lost; a quiet zone of two modules, white paper gives the rest. */
function toCodeDrawing(text: string): string {
  const { data, size } = encode(text, { ecc: 'H', border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}
