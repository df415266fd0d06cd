import type { FastifyRequest } from 'fastify';
import type { Routes } from '../../deps.ts';
import { toClaimLetterPdf } from '../../documents/claim-letter.ts';
import { printClaim, readClaimedScan } from '../../store/claim-store.ts';
import {
  contestSignature,
  decideDispute,
  listDisputes,
  markReceived,
  markSent,
  openDispute,
  readDispute,
  setDisputeSetting,
  widenDispute,
} from '../../store/dispute-store.ts';
import { answer } from '../answer.ts';

/** Contested signatures: opened, claimed, received, decided [R14, R15]. The rules stand in the database. */
export const disputeRoutes: Routes = async (app, { database, blobs, clock, settings }) => {
  /** Names the deed for the trace before it is done, so that a refusal is traced with it too; returns what traces it. */
  const about = (request: FastifyRequest, object: string) => {
    request.subject = { patient: null, object };
    return (kind: 'link' | 'oversight', patient: string | null = null) => request.trace({ kind, patient, object });
  };

  answer(app, 'dispute/list', async ({ request }) => {
    const trace = about(request, 'dispute/list');
    const list = await listDisputes(database, request.caller);
    await trace('oversight');
    return list;
  });

  answer(app, 'dispute/read', async ({ params, request }) => {
    const trace = about(request, `dispute/read#${params.dispute}`);
    const detail = await readDispute(database, request.caller, params.dispute);
    await trace('oversight', detail.dispute.link?.patient ?? null);
    return detail;
  });

  answer(app, 'dispute/open', async ({ input, request }) => {
    const trace = about(request, `dispute/open#${input.link ?? input.person ?? 'nothing'}`);
    const { id, patient } = await openDispute(database, request.caller, input);
    await trace('link', patient);
    return { id };
  });

  answer(app, 'dispute/contest', async ({ params: { patient }, input, request }) => {
    const object = `dispute/contest#${input.person}`;
    request.subject = { patient, object };
    const id = await contestSignature(database, request.caller, { patient, ...input });
    await request.trace({ kind: 'link', patient, object });
    return { id };
  });

  answer(app, 'dispute/widen', async ({ params, input, request }) => {
    const trace = about(request, `dispute/widen#${params.dispute}`);
    await widenDispute(database, request.caller, params.dispute, input.reason);
    await trace('link');
    return {};
  });

  answer(app, 'dispute/letter', async ({ params, request }) => {
    const trace = about(request, `dispute/letter#${params.dispute}`);
    const claim = await printClaim(database, request.caller, params.dispute);
    const pdf = toClaimLetterPdf(settings.hospital, { id: params.dispute, ...claim }, clock.now());
    await trace('link', claim.patient);
    const name = `reclamation-${params.dispute.slice(0, 8)}.pdf`;
    return { name, type: 'application/pdf' as const, base64: pdf.toString('base64') };
  });

  answer(app, 'dispute/scan', async ({ params, request }) => {
    const trace = about(request, `dispute/scan#${params.dispute}`);
    const { patient, reference, sha256 } = await readClaimedScan(database, request.caller, params.dispute);
    const [pdf] = await Promise.all([blobs.read(sha256), trace('oversight', patient)]);
    return { name: `formulaire-${reference}.pdf`, type: 'application/pdf' as const, base64: pdf.toString('base64') };
  });

  answer(app, 'dispute/sent', async ({ params, input, request }) => {
    const trace = about(request, `dispute/sent#${params.dispute}`);
    await markSent(database, request.caller, params.dispute, input.sentOn);
    await trace('link');
    return {};
  });

  answer(app, 'dispute/received', async ({ params, input, request }) => {
    const trace = about(request, `dispute/received#${params.dispute}`);
    await markReceived(database, request.caller, params.dispute, input.receivedOn);
    await trace('link');
    return {};
  });

  answer(app, 'dispute/decide', async ({ params, input, request }) => {
    const trace = about(request, `dispute/${input.decision}#${params.dispute}`);
    await decideDispute(database, request.caller, params.dispute, input);
    await trace('link');
    return {};
  });

  answer(app, 'dispute/set', async ({ input, request }) => {
    const trace = about(request, `dispute/set#${input.scope}-${input.delayDays}`);
    await setDisputeSetting(database, request.caller, input);
    await trace('oversight');
    return {};
  });
};
