import type { ConsentForm } from '../../../contracts/link.ts';
import type { Routes } from '../../deps.ts';
import { type ConsentPdf, toConsentPdf } from '../../documents/consent-form.ts';
import { openNiss } from '../../domain/patient-identity.ts';
import { readConsentFacts, readLink, readPhysician, recordForm } from '../../store/link-store.ts';
import { answer } from '../answer.ts';

/** Months a link lasts that no form names yet. */
const blankMonths = 12;

/** The paper side of a link: the form in the patient's name, and a blank one [R12]. */
export const consentRoutes: Routes = async (app, { database, blobs, clock, secrets, settings }) => {
  answer(app, 'link/consent', async ({ params, request }) => {
    const object = `link/consent#${params.link}`;
    request.subject = { patient: null, object };
    const facts = await readConsentFacts(database, request.caller, params.link);
    const { patient } = await readLink(database, request.caller, params.link);
    // A signed form is printed again exactly as it was signed.
    if (facts.signedSha256 !== null) {
      const pdf = await blobs.read(facts.signedSha256);
      await request.trace({ kind: 'link', patient: patient.id, object });
      return toAnswer({ version: facts.signedVersion, sha256: facts.signedSha256, pdf });
    }
    const niss = facts.nissCipher === null ? null : openNiss(facts.nissCipher, secrets);
    const physician = { name: facts.physician, nihdi: facts.nihdi };
    const form = toConsentPdf(
      settings.hospital,
      { patient: { ...facts, niss }, physician, months: facts.months },
      clock.now(),
    );
    await blobs.put(form.pdf);
    await recordForm(database, request.caller, params.link, form);
    await request.trace({ kind: 'link', patient: patient.id, object });
    return toAnswer(form);
  });

  answer(app, 'consent/blank', async ({ request }) => {
    const physician = await readPhysician(database, request.caller);
    const form = toConsentPdf(settings.hospital, { patient: null, physician, months: blankMonths }, clock.now());
    await request.trace({ kind: 'link', patient: null, object: 'consent/blank' });
    return toAnswer(form);
  });
};

function toAnswer({ version, sha256, pdf }: Pick<ConsentPdf, 'version' | 'sha256' | 'pdf'>): ConsentForm {
  return { version, sha256, pdfBase64: pdf.toString('base64') };
}
