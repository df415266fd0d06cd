import { randomUUID } from 'node:crypto';
import { askNobody as ask, type Question } from './question.ts';

const everything = { patient: null, person: null, pc: null, from: null, to: null, kind: null, outcome: null };

const deeds: readonly (readonly [deed: string, body: object])[] = [
  ['widening', { reason: 'essai' }],
  ['letter', {}],
  ['scan', {}],
  ['sending', { sentOn: '2026-01-01' }],
  ['form', { receivedOn: '2026-01-01' }],
  ['decision', { decision: 'reinstate', reason: 'essai' }],
];

/** What the sections of the hospital ask; each route once, about nothing that exists. */
export function aboutStaff(): Question[] {
  const line = randomUUID();
  const asked = { askedBy: 'letter', askedOn: '2026-01-01' };
  const ofRights = (method: 'GET' | 'POST', path: string, body?: object) =>
    ask(method, `/api/patient-rights/${line}${path}`, `/api/patient-rights/:patient${path}`, 'desk', body);
  return [
    ask('POST', '/api/patient-rights', '/api/patient-rights', 'desk', {
      niss: '93051822361',
      family: null,
      given: null,
      birthDate: null,
    }),
    ask('POST', '/api/patient-rights/physicians', '/api/patient-rights/physicians', 'desk', { text: 'personne' }),
    ofRights('GET', ''),
    ofRights('GET', '/copies'),
    ofRights('POST', '/documents', { after: null }),
    ofRights('POST', '/closure', { document: `DiagnosticReport/${line}` }),
    ofRights('POST', '/refusal', { ...asked, refuses: true }),
    ofRights('POST', '/exclusion', { ...asked, person: line, excludes: true }),
    ofRights('POST', '/hiding', { ...asked, document: `DiagnosticReport/${line}`, hides: true }),
    ofRights('POST', '/looks', {}),
    ofRights('POST', '/receipt', { from: null, to: null }),
    ask('GET', '/api/access-requests', '/api/access-requests', 'director'),
    ask('POST', `/api/access-requests/${line}/review`, '/api/access-requests/:request/review', 'director', {}),
    ask('POST', `/api/access-requests/${line}/acceptance`, '/api/access-requests/:request/acceptance', 'director', {
      checked: true,
      moved: false,
    }),
    ask('POST', `/api/access-requests/${line}/refusal`, '/api/access-requests/:request/refusal', 'director', {
      reason: 'essai',
    }),
    ask('GET', `/api/access-requests/${line}/file`, '/api/access-requests/:request/file', 'director'),
    ask('GET', '/api/disputes', '/api/disputes', 'director'),
    ask('GET', `/api/disputes/${line}`, '/api/disputes/:dispute', 'director'),
    ask('POST', '/api/disputes', '/api/disputes', 'director', { link: line, person: null, reason: 'essai' }),
    ...deeds.map(([deed, body]) =>
      ask('POST', `/api/disputes/${line}/${deed}`, `/api/disputes/:dispute/${deed}`, 'director', body),
    ),
    ask('POST', `/api/patients/${line}/contest`, '/api/patients/:patient/contest', 'desk', {
      person: line,
      reason: 'essai',
    }),
    ask('POST', '/api/dispute-setting', '/api/dispute-setting', 'director', { scope: 'physician', delayDays: 15 }),
    ask('POST', '/api/physicians', '/api/physicians', 'director', { query: 'personne' }),
    ask('GET', `/api/physicians/${line}`, '/api/physicians/:person', 'director'),
    ask('POST', `/api/physicians/${line}/suspension`, '/api/physicians/:person/suspension', 'director', {
      suspended: true,
      reason: 'essai',
    }),
    ask('POST', `/api/links/${line}/evidence`, '/api/links/:link/evidence', 'director', {}),
    ask('GET', '/api/intake-notes', '/api/intake-notes', 'helpdesk'),
    ask('GET', '/api/trace/choices', '/api/trace/choices', 'director'),
    ask('POST', '/api/trace/patients', '/api/trace/patients', 'director', {
      niss: '93051822361',
      family: '',
      birthDate: '',
    }),
    ask('POST', '/api/trace/entries', '/api/trace/entries', 'director', { filter: everything, before: null }),
    ask('POST', '/api/trace/extract', '/api/trace/extract', 'director', { filter: everything }),
    ask('POST', '/api/trace/questions', '/api/trace/questions', 'director', { days: 7 }),
    ask('POST', '/api/trace/answers', '/api/trace/answers', 'director', {
      pattern: 'at-night',
      subject: line,
      moment: '2026-11-22',
      found: 5,
      note: 'essai',
    }),
    ask('POST', '/api/trace/checks', '/api/trace/checks', 'director', { head: '' }),
    ask('GET', '/api/trace/checks', '/api/trace/checks', 'director'),
    ask('POST', '/api/trace/heads/print', '/api/trace/heads/print', 'director', {}),
    ask('POST', '/api/trace/heads', '/api/trace/heads', 'director', {}),
    ask('GET', '/api/messages', '/api/messages', 'helpdesk'),
    ask('POST', `/api/messages/${line}/replay`, '/api/messages/:message/replay', 'helpdesk', {}),
    ask('POST', `/api/messages/${line}/dismissal`, '/api/messages/:message/dismissal', 'helpdesk', { reason: 'essai' }),
    ask('POST', '/api/people', '/api/people', 'helpdesk', { search: 'es' }),
    ask('POST', '/api/reissues', '/api/reissues', 'helpdesk', {
      person: line,
      reason: 'new-pc',
      stolen: false,
      why: 'essai',
    }),
    ask('POST', `/api/reissues/${line}/withdrawal`, '/api/reissues/:reissue/withdrawal', 'helpdesk', {}),
    ask('POST', `/api/reissues/${line}/approval`, '/api/reissues/:reissue/approval', 'director', {}),
    ask('POST', `/api/reissues/${line}/refusal`, '/api/reissues/:reissue/refusal', 'director', { reason: 'essai' }),
    ask('POST', '/api/pcs', '/api/pcs', 'helpdesk', { queue: 'all', search: '', oldestFirst: false }),
    ask('POST', `/api/pcs/${line}/revocation`, '/api/pcs/:pc/revocation', 'helpdesk', { reason: 'essai' }),
    ask('GET', '/api/releases', '/api/releases', 'helpdesk'),
    ask('POST', '/api/releases/pcs', '/api/releases/pcs', 'helpdesk', { search: '', only: 'all' }),
    ask('POST', '/api/releases/9/rollout', '/api/releases/:counter/rollout', 'helpdesk', {
      ring: 'pilot',
      percentage: 10,
      requiredFrom: null,
    }),
    ask('POST', '/api/releases/9/pause', '/api/releases/:counter/pause', 'helpdesk', { paused: true }),
    ask('POST', '/api/releases/9/withdrawal', '/api/releases/:counter/withdrawal', 'helpdesk', {}),
    ask('POST', `/api/pcs/${line}/ring`, '/api/pcs/:pc/ring', 'helpdesk', { ring: 'pilot' }),
    ask('POST', '/api/update', '/api/update', 'pc', { version: '1.0.0', counter: 0, kind: 'linux-x64-deb' }),
    ask('POST', '/api/update/outcome', '/api/update/outcome', 'pc', {
      counter: 9,
      end: 'installed',
      reason: null,
      at: '2026-11-22T08:00:00.000Z',
    }),
    ask('GET', `/api/update/packages/${'0'.repeat(64)}`, '/api/update/packages/:sha256', 'pc'),
    ask('GET', '/api/quarantine', '/api/quarantine', 'helpdesk'),
    ask('POST', `/api/quarantine/${line}/retry`, '/api/quarantine/:line/retry', 'helpdesk', {}),
    ask('POST', `/api/quarantine/${line}/dismissal`, '/api/quarantine/:line/dismissal', 'helpdesk', {
      reason: 'essai',
    }),
    ask('POST', '/api/letters/print', '/api/letters/print', 'desk', { letters: [{ id: line, prints: 0 }] }),
    ask('POST', '/api/letters/post', '/api/letters/post', 'desk', { letters: [line], registered: null }),
    ask('POST', `/api/letters/${line}/cancellation`, '/api/letters/:letter/cancellation', 'desk', { reason: 'essai' }),
    ask('POST', `/api/code-letters/${line}/print`, '/api/code-letters/:letter/print', 'desk', { prints: 0 }),
    ask('POST', `/api/code-letters/${line}/post`, '/api/code-letters/:letter/post', 'desk', { registered: null }),
    ask('POST', `/api/code-letters/${line}/cancellation`, '/api/code-letters/:letter/cancellation', 'desk', {
      reason: 'essai',
    }),
  ];
}
