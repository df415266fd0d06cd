import type { HospitalFacts } from '../../contracts/person.ts';
import type { Clock } from '../deps.ts';
import { toBlankConsentPdf } from '../documents/blank-consent.ts';
import { toConditionsPdf, toRegulationsPdf } from '../documents/conditions.ts';
import { toBrusselsDay } from '../domain/brussels.ts';

/** Where the public page's documents are served. */
export const documentPaths = {
  conditions: '/access-request/conditions.pdf',
  regulations: '/access-request/reglement.pdf',
  consent: '/access-request/consentement.pdf',
} as const;

export type PublicDocument = keyof typeof documentPaths;

const makers = {
  conditions: toConditionsPdf,
  regulations: toRegulationsPdf,
  consent: toBlankConsentPdf,
} as const satisfies Record<PublicDocument, (hospital: HospitalFacts, at: Date) => Buffer>;

/** Hands out the documents of today: each is made once a day, and again when the hospital changed its facts, however often a stranger asks for it. */
export function openPublicDocuments(
  readHospital: () => HospitalFacts,
  clock: Clock,
): (document: PublicDocument) => Buffer {
  const made = new Map<
    PublicDocument,
    { readonly day: string; readonly hospital: HospitalFacts; readonly pdf: Buffer }
  >();
  return (document) => {
    const now = clock.now();
    const day = toBrusselsDay(now);
    const hospital = readHospital();
    const known = made.get(document);
    if (known?.day === day && known.hospital === hospital) return known.pdf;
    const pdf = makers[document](hospital, now);
    made.set(document, { day, hospital, pdf });
    return pdf;
  };
}
