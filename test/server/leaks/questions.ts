import { randomUUID } from 'node:crypto';
import type { Half, MarkedRecord } from './marked-record.ts';

/** One request of the matrix. */
export interface Question {
  /** The route that answers it, as fastify names it. */
  readonly route: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly body?: object | string;
  readonly type?: string;
  /** Who may be answered at all, beside whom the record's own physician: nobody, or the role that the route is for. */
  readonly for: 'physician' | 'desk' | 'director' | 'helpdesk' | 'system' | 'anybody';
  /** Part of the record it is about: where that part is hidden or not readable, the answer is that of a record that never was. */
  readonly about: 'seen' | 'hidden' | 'patient' | 'nobody';
  /** Answers with the physician's own links, names included, whatever state they are in. */
  readonly own?: true;
  /** This record may have no such thing even where it is readable. */
  readonly optional?: true;
}

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const everything = { patient: null, person: null, pc: null, from: null, to: null, kind: null, outcome: null };
const types = ['Observation', 'DiagnosticReport', 'DocumentReference', 'ImagingStudy'] as const;

/** Everything that can be asked about one record: every medical route at least once. */
export function listQuestions(record: MarkedRecord, link: string): readonly Question[] {
  return [
    ...aboutPatient(record),
    ...aboutHalf('seen', record.seen),
    ...aboutHalf('hidden', record.hidden),
    ...aboutLink(record, link),
    ...aboutNobody(),
  ];
}

function aboutPatient({ patient, typed }: MarkedRecord): Question[] {
  const about = 'patient';
  const fhir = (url: string, route: string): Question => ({ route, method: 'GET', url, for: 'physician', about });
  const search = 'GET /fhir/:type';
  return [
    fhir(`/fhir/Patient/${patient}`, 'GET /fhir/:type/:id'),
    fhir(`/fhir/Patient/${patient}/_history`, 'GET /fhir/:type/:id/_history'),
    fhir(`/fhir/Patient/${patient}/$everything`, 'GET /fhir/Patient/:id/$everything'),
    fhir(`/fhir/Patient/${patient}/Observation`, 'GET /fhir/Patient/:id/:type'),
    fhir(`/fhir/Patient?_id=${patient}`, search),
    ...types.flatMap((type) => [
      fhir(`/fhir/${type}?patient=${patient}`, search),
      fhir(`/fhir/${type}?patient=${patient}&_summary=count`, search),
      fhir(`/fhir/${type}?patient=${patient}&_count=1`, search),
    ]),
    fhir(`/fhir/DiagnosticReport?patient=${patient}&_include=DiagnosticReport:result`, search),
    fhir(`/fhir/Observation?patient=${patient}&_revinclude=DiagnosticReport:result`, search),
    {
      ...fhir('/fhir/Observation/_search', 'POST /fhir/:type/_search'),
      method: 'POST',
      body: `patient=${patient}`,
      type: form,
    },
    {
      ...fhir('/fhir/Patient/_search', 'POST /fhir/:type/_search'),
      method: 'POST',
      body: `identifier=${encodeURIComponent(typed.niss)}`,
      type: form,
    },
    { ...fhir(`/fhir/Patient/${patient}/$everything`, 'POST /fhir/Patient/:id/$everything'), method: 'POST' },
    fhir(`/api/patients/${patient}/manifest`, 'GET /api/patients/:patient/manifest'),
    {
      ...fhir(`/api/patients/${patient}/receipt`, 'POST /api/patients/:patient/receipt'),
      method: 'POST',
      body: {},
      type: json,
    },
    fhir('/dicomweb/studies', 'GET /dicomweb/studies'),
    fhir('/dicomweb/series', 'GET /dicomweb/series'),
    fhir('/dicomweb/instances', 'GET /dicomweb/instances'),
  ];
}

function aboutHalf(about: 'seen' | 'hidden', half: Half): Question[] {
  const { study, series, instance } = half;
  const ask = (url: string, route: string): Question => ({ route, method: 'GET', url, for: 'physician', about });
  const refs = [
    `Observation/${half.observation}`,
    `DiagnosticReport/${half.report}`,
    `DocumentReference/${half.letter}`,
    `ImagingStudy/${half.imagingStudy}`,
    `Binary/${half.binary}`,
  ];
  const at = `/dicomweb/studies/${study}`;
  const ofSeries = `${at}/series/${series}`;
  const ofInstance = `${ofSeries}/instances/${instance}`;
  const route = 'GET /dicomweb/studies/:study';
  const instanceRoute = `${route}/series/:series/instances/:instance`;
  return [
    ...refs.flatMap((ref): Question[] => [
      ask(`/fhir/${ref}`, 'GET /fhir/:type/:id'),
      // A file has versions and no history.
      {
        ...ask(`/fhir/${ref}/_history`, 'GET /fhir/:type/:id/_history'),
        ...(ref.startsWith('Binary') && { optional: true }),
      },
      ask(`/fhir/${ref}/_history/1`, 'GET /fhir/:type/:id/_history/:version'),
    ]),
    ask(`/fhir/Observation?_id=${half.observation}`, 'GET /fhir/:type'),
    ask(`/fhir/DiagnosticReport?result=Observation/${half.observation}&_summary=count`, 'GET /fhir/:type'),
    ask(at, route),
    ask(`${at}/metadata`, `${route}/metadata`),
    ask(`${at}/series`, `${route}/series`),
    ask(`${at}/instances`, `${route}/instances`),
    ask(ofSeries, `${route}/series/:series`),
    ask(`${ofSeries}/metadata`, `${route}/series/:series/metadata`),
    ask(`${ofSeries}/instances`, `${route}/series/:series/instances`),
    ask(ofInstance, instanceRoute),
    ask(`${ofInstance}/metadata`, `${instanceRoute}/metadata`),
    ask(`${ofInstance}/frames/1`, `${instanceRoute}/frames/:frames`),
    { ...ask(`${ofInstance}/bulkdata/7fe00010`, `${instanceRoute}/bulkdata/:tag`), optional: true },
    ask(`/dicomweb/studies?StudyInstanceUID=${study}`, 'GET /dicomweb/studies'),
  ];
}

/** What changes a link comes last and in the order in which it does least. */
function aboutLink({ patient, typed }: MarkedRecord, link: string): Question[] {
  const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, route: string, body?: object): Question => ({
    route: `${method} ${route}`,
    method,
    url: path,
    for: 'physician',
    about: 'nobody',
    own: true,
    ...(body === undefined ? {} : { body, type: json }),
  });
  return [
    ask('GET', '/api/links', '/api/links'),
    ask('GET', `/fhir/Consent?patient=${patient}`, '/fhir/Consent'),
    ask('GET', `/fhir/Consent/${link}`, '/fhir/Consent/:id'),
    { ...ask('POST', '/fhir/Consent/_search', '/fhir/Consent/_search'), body: `patient=${patient}`, type: form },
    ask('GET', '/api/signed-forms', '/api/signed-forms'),
    { ...ask('GET', `/api/links/${link}/signed-form`, '/api/links/:link/signed-form'), optional: true },
    {
      ...ask('POST', '/api/signed-forms', '/api/signed-forms', { reference: 'ZZZZZ-ZZZZZ', pages: ['AAAA'] }),
      optional: true,
    },
    ask('POST', '/api/links', '/api/links', { ...typed, family: 'Quelqu’un d’autre', careOnly: true }),
    ask('POST', `/api/links/${link}/signature`, '/api/links/:link/signature', {
      consentVersion: 'x',
      consentSha256: '0'.repeat(64),
      signedOn: '2026-01-01',
    }),
  ];
}

function aboutNobody(): Question[] {
  const nobody = { about: 'nobody' } as const;
  const ask = (
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    route: string,
    who: Question['for'],
    body?: object,
  ): Question => ({
    route: `${method} ${route}`,
    method,
    url,
    for: who,
    ...nobody,
    ...(body === undefined ? {} : { body, type: json }),
  });
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
    ofRights('GET', '/documents'),
    ofRights('POST', '/closure', { document: `DiagnosticReport/${line}` }),
    ofRights('POST', '/refusal', { ...asked, refuses: true }),
    ofRights('POST', '/exclusion', { ...asked, person: line, excludes: true }),
    ofRights('POST', '/hiding', { ...asked, document: `DiagnosticReport/${line}`, hides: true }),
    ofRights('POST', '/looks', {}),
    ofRights('POST', '/receipt', { from: null, to: null }),
    ask('GET', '/fhir/metadata', '/fhir/metadata', 'anybody'),
    ask('GET', '/api/consent-form', '/api/consent-form', 'physician'),
    ask('GET', '/api/reach', '/api/reach', 'physician'),
    ask('POST', '/api/reach', '/api/reach', 'physician', { deeds: [] }),
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
    ...[
      ['widening', { reason: 'essai' }],
      ['letter', {}],
      ['sending', { sentOn: '2026-01-01' }],
      ['form', { receivedOn: '2026-01-01' }],
      ['decision', { decision: 'reinstate', reason: 'essai' }],
    ].map(([deed, body]) =>
      ask(
        'POST',
        `/api/disputes/${line}/${String(deed)}`,
        `/api/disputes/:dispute/${String(deed)}`,
        'director',
        Object(body),
      ),
    ),
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
    { ...ask('POST', '/api/inbox', '/api/inbox', 'system'), body: 'MSH|^~\\&|', type: 'application/hl7-v2' },
    {
      ...ask('POST', '/fhir', '/fhir', 'system'),
      body: { resourceType: 'Bundle', type: 'transaction' },
      type: 'application/fhir+json',
    },
    {
      ...ask('POST', '/dicomweb/studies', '/dicomweb/studies', 'system'),
      body: '--x--\r\n',
      type: 'multipart/related; type="application/dicom"; boundary=x',
    },
    {
      ...ask('POST', '/dicomweb/studies/2.25.1', '/dicomweb/studies/:study', 'system'),
      body: '--x--\r\n',
      type: 'multipart/related; type="application/dicom"; boundary=x',
    },
  ];
}
