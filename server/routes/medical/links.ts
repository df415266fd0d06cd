import { ExpectedFailure } from '../../../contracts/failure.ts';
import { readNiss } from '../../../contracts/niss.ts';
import type { Routes } from '../../deps.ts';
import { consentVersion } from '../../documents/consent-form.ts';
import { toTypedBirthKeys } from '../../domain/birth-date.ts';
import { toNissHash } from '../../domain/patient-identity.ts';
import { toFamilyKeys, toGivenKeys } from '../../domain/person-name.ts';
import { inSameTime } from '../../domain/same-time.ts';
import { abandonLink, confirmSignature, listLinks, proposeLink, readLink, renewLink } from '../../store/link-store.ts';
import { answer } from '../answer.ts';

/** The physician's links: proposed, confirmed, renewed, given up. What may be read through them is the gate's affair. */
export const linkRoutes: Routes = async (app, { database, secrets }) => {
  answer(app, 'link/list', async ({ request }) => {
    const links = await listLinks(database, request.caller);
    await request.trace({ kind: 'searched', patient: null, object: 'link/list' });
    return links;
  });

  answer(app, 'link/propose', async ({ input, request }) => {
    const reading = readNiss(input.niss);
    if (!reading.ok) throw new ExpectedFailure(reading.code);
    if (!reading.niss.issued) throw new ExpectedFailure('niss-not-issued');
    const nissHash = toNissHash(reading.niss.digits, secrets);
    // The trace can tell two numbers apart, and nobody can read one out of it.
    const object = `link/propose#${nissHash.toString('hex').slice(0, 12)}`;
    request.subject = { patient: null, object };
    return inSameTime(async () => {
      const proposal = await proposeLink(
        database,
        request.caller,
        {
          nissHash,
          family: toFamilyKeys(input.family, 'typed'),
          given: toGivenKeys([input.given], 'typed'),
          birth: toTypedBirthKeys(input.birthDate),
        },
        consentVersion,
      );
      if (proposal.outcome === 'link-attempts-exceeded')
        await request.trace({ kind: 'denied', patient: null, object, outcome: proposal.outcome });
      if (proposal.outcome !== 'ok') throw new ExpectedFailure(proposal.outcome);
      const link = await readLink(database, request.caller, proposal.link);
      await request.trace({ kind: 'link', patient: link.patient.id, object });
      return link;
    });
  });

  answer(app, 'link/confirm-signature', async ({ params, input, request }) => {
    request.subject = { patient: null, object: `link/confirm-signature#${params.link}` };
    await confirmSignature(database, request.caller, params.link, {
      version: input.consentVersion,
      sha256: input.consentSha256,
      signedOn: input.signedOn,
    });
    const link = await readLink(database, request.caller, params.link);
    await request.trace({ kind: 'link', patient: link.patient.id, object: `link/confirm-signature#${link.id}` });
    return link;
  });

  answer(app, 'link/renew', async ({ params, request }) => {
    request.subject = { patient: null, object: `link/renew#${params.link}` };
    const successor = await renewLink(database, request.caller, params.link, consentVersion);
    const link = await readLink(database, request.caller, successor);
    await request.trace({ kind: 'link', patient: link.patient.id, object: `link/renew#${params.link}` });
    return link;
  });

  answer(app, 'link/abandon', async ({ params, request }) => {
    request.subject = { patient: null, object: `link/abandon#${params.link}` };
    const link = await readLink(database, request.caller, params.link);
    await abandonLink(database, request.caller, params.link);
    await request.trace({ kind: 'link', patient: link.patient.id, object: `link/abandon#${params.link}` });
    return {};
  });
};
