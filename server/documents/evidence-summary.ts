import { X509Certificate } from 'node:crypto';
import { toBrusselsDay } from '../domain/brussels.ts';
import type { Evidence } from '../evidence/evidence-archive.ts';
import { toDisputeReference } from './claim-letter.ts';
import { toFrenchBirth, toFrenchDate } from './french-date.ts';
import { renderPdf } from './render-pdf.ts';
import { toTitledName } from './salutation.ts';

const LINES = 150;
const clock = new Intl.DateTimeFormat('fr-BE', { timeZone: 'Europe/Brussels', hour: '2-digit', minute: '2-digit' });
const states: Readonly<Record<string, string>> = {
  draft: 'Créé par le médecin',
  printed: 'Formulaire imprimé',
  active: 'Signature du patient confirmée par le médecin\u00a0: accès ouvert',
  expired: 'Accès arrivé à son terme',
  ended: 'Accès terminé',
  opened: 'Litige ouvert, accès suspendu',
  widened: 'Suspension étendue à tous les accès du médecin',
  'letter-printed': 'Lettre de réclamation imprimée',
  claimed: 'Lettre de réclamation envoyée',
  received: 'Formulaire reçu',
  reinstated: 'Accès rétabli',
  'ended-link': 'Accès à ce patient terminé',
  'ended-physician': 'Tous les accès du médecin terminés, compte suspendu',
};

/** The first thing that is read of an evidence file, as PDF/A-2b in French. It says what the archive holds; the other files are the proof. */
export function toEvidenceSummaryPdf(
  { hospital, facts, trace, seen }: Evidence,
  certificatePem: string,
  at: Date,
): Buffer {
  const kinds = trace.map(({ body }) => (JSON.parse(body) as { kind: string }).kind);
  const count = (kind: string): number => kinds.filter((one) => one === kind).length;
  const { patient, physician } = facts;
  const lines = seen.filter(({ kind }) => kind === 'looked-at').slice(-LINES);
  return renderPdf(
    'evidence-summary',
    {
      hospital: { name: hospital.name, address: hospital.address, director: hospital.director },
      madeAt: toMoment(at.toISOString()),
      fingerprint: new X509Certificate(certificatePem).fingerprint256.match(/.{1,48}/g) ?? [],
      physician: { name: toTitledName(physician.name), nihdi: physician.nihdi },
      patient: {
        name: `${patient.given.join(' ')} ${patient.family}`,
        birth: patient.birthDate === null ? null : toFrenchBirth(patient.birthDate),
      },
      links: facts.links.map((link) => ({
        reference: link.signedForm,
        version: link.consentVersion,
        sha256: link.forms?.find(({ reference }) => reference === link.signedForm)?.sha256 ?? null,
        signedOn: link.signedOn === null ? null : toFrenchDate(link.signedOn),
        validUntil: link.validUntil === null ? null : toFrenchDate(link.validUntil),
        scans: link.scans.length,
        history: (link.history ?? []).map(({ at: when, by, state }) => [
          toMoment(when),
          states[state] ?? state,
          by ?? '',
        ]),
      })),
      disputes: facts.disputes.map((dispute) => ({
        reference: toDisputeReference(dispute.id),
        about: dispute.about,
        history: dispute.history.map(({ at: when, by, deed, note }) => [
          toMoment(when),
          states[deed] ?? deed,
          note === null ? by : `${by}\u00a0: ${note}`,
        ]),
      })),
      spans: [
        ...facts.suspensions.map((span) => ({
          ...span,
          what: span.scope === 'link' ? 'Accès à ce patient suspendu' : 'Médecin suspendu',
        })),
        ...facts.refusals.map((span) => ({ ...span, what: 'Le patient refuse tout accès extérieur' })),
        ...facts.exclusions.map((span) => ({ ...span, what: 'Le patient écarte ce médecin' })),
      ].map(({ since, liftedAt, what }) => [
        toMoment(since),
        liftedAt === null ? 'en cours' : toMoment(liftedAt),
        what,
      ]),
      counts: {
        copied: count('copied'),
        looked: count('looked-at'),
        denied: count('denied'),
        all: trace.length,
      },
      looks: lines.map(({ at: when, ref, version, left }) => [
        toMoment(when),
        left === 'printed' ? 'imprimé' : left === 'exported' ? 'exporté' : 'consulté',
        version === null ? ref : `${ref} (version ${version})`,
      ]),
      more: seen.filter(({ kind }) => kind === 'looked-at').length - lines.length,
    },
    at,
  );
}

/** `22 novembre 2026, 09:17` in Brussels; what is no instant is left as it is. */
function toMoment(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : `${toFrenchDate(toBrusselsDay(at))}, ${clock.format(at)}`;
}
