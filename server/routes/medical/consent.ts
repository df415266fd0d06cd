import type { FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { ConsentForm, TherapeuticLink } from '../../../contracts/link.ts';
import type { Deps, Routes } from '../../deps.ts';
import { type ConsentPdf, consentVersion, toConsentPdf } from '../../documents/consent-form.ts';
import { joinPdfs } from '../../documents/join-pdfs.ts';
import { openNiss } from '../../domain/patient-identity.ts';
import { readConsentFacts, readLink, readPhysician, recordForm, renewLink } from '../../store/link-store.ts';
import { answer } from '../answer.ts';

/** Months a link lasts that no form names yet. */
const blankMonths = 12;

type MadeForm = Pick<ConsentPdf, 'version' | 'sha256' | 'pdf'>;

/** The paper side of a link: the form in the patient's name, several at once, and a blank one [R12]. */
export const consentRoutes: Routes = async (app, deps) => {
  const { database, clock, settings } = deps;

  answer(app, 'link/consent', async ({ params, request }) => {
    request.subject = { patient: null, object: `link/consent#${params.link}` };
    return toAnswer(await makeForm(deps, request, params.link, 'link/consent'));
  });

  // Paper alone: each link becomes active by its own confirmed signature, and there is no other way.
  answer(app, 'link/print-forms', async ({ input, request }) => {
    request.subject = { patient: null, object: 'link/print-forms' };
    const made: { from: string; link: string; form: MadeForm }[] = [];
    const skipped: { link: string; code: ExpectedFailure['code'] }[] = [];
    for (const from of new Set(input.links)) {
      try {
        const link = await toPrepared(deps, request, from);
        made.push({ from, link: link.id, form: await makeForm(deps, request, link.id, 'link/print-forms') });
      } catch (cause) {
        // Whoever may not go on at all, or whose trace fails, gets nothing; one link that cannot be printed keeps no other back.
        if (!(cause instanceof ExpectedFailure) || !aboutOneLink.has(cause.code)) throw cause;
        await request.trace({
          kind: 'denied',
          patient: null,
          object: `link/print-forms#${from}`,
          outcome: cause.code,
        });
        skipped.push({ link: from, code: cause.code });
      }
    }
    const pdf =
      made.length === 0
        ? null
        : joinPdfs(
            made.map(({ form }) => form),
            clock.now(),
          );
    return {
      pdfBase64: pdf === null ? null : pdf.toString('base64'),
      forms: made.map(({ from, link, form: { version, sha256 } }) => ({ from, link, version, sha256 })),
      skipped,
    };
  });

  answer(app, 'consent/blank', async ({ request }) => {
    const physician = await readPhysician(database, request.caller);
    const form = toConsentPdf(settings.hospital, { patient: null, physician, months: blankMonths }, clock.now());
    await request.trace({ kind: 'link', patient: null, object: 'consent/blank' });
    return toAnswer(form);
  });
};

const aboutOneLink: ReadonlySet<string> = new Set([
  'not-found',
  'link-ended',
  'link-not-possible',
  'link-state-conflict',
]);

/** The link itself while it waits for a signature, else its renewal as draft; the running one stays as it is [R11]. */
async function toPrepared({ database }: Deps, { caller }: FastifyRequest, id: string): Promise<TherapeuticLink> {
  const link = await readLink(database, caller, id);
  if (link.state !== 'active' && link.state !== 'expired') return link;
  return readLink(database, caller, await renewLink(database, caller, id, consentVersion));
}

/** Makes and records the form of one link. A signed form is answered again exactly as it was signed. */
async function makeForm(
  { database, blobs, clock, secrets, settings }: Deps,
  request: FastifyRequest,
  link: string,
  object: string,
): Promise<MadeForm> {
  const facts = await readConsentFacts(database, request.caller, link);
  const { patient } = await readLink(database, request.caller, link);
  const entry = { kind: 'link', patient: patient.id, object: `${object}#${link}` } as const;
  if (facts.signedSha256 !== null) {
    const pdf = await blobs.read(facts.signedSha256);
    await request.trace(entry);
    return { version: facts.signedVersion, sha256: facts.signedSha256, pdf };
  }
  const niss = facts.nissCipher === null ? null : openNiss(facts.nissCipher, secrets);
  const physician = { name: facts.physician, nihdi: facts.nihdi };
  const form = toConsentPdf(
    settings.hospital,
    { patient: { ...facts, niss }, physician, months: facts.months },
    clock.now(),
  );
  await blobs.put(form.pdf);
  await recordForm(database, request.caller, link, form);
  await request.trace(entry);
  return form;
}

function toAnswer({ version, sha256, pdf }: MadeForm): ConsentForm {
  return { version, sha256, pdfBase64: pdf.toString('base64') };
}
