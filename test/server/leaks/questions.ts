import type { Half, MarkedRecord } from './marked-record.ts';
import { askNobody as ask, type Question } from './question.ts';
import { aboutStaff } from './staff-questions.ts';

const form = 'application/x-www-form-urlencoded';
const json = 'application/json';
const types = ['Observation', 'DiagnosticReport', 'DocumentReference', 'ImagingStudy', 'Media'] as const;

/** Everything that can be asked about one record: every medical route at least once. */
export function listQuestions(record: MarkedRecord, link: string): readonly Question[] {
  return [
    ...aboutPatient(record),
    ...aboutHalf('seen', record.seen),
    ...aboutHalf('hidden', record.hidden),
    ...aboutLink(record, link),
    ...aboutNobody(),
    ...aboutStaff(),
  ];
}

const aMark = (document: string) => ({
  document,
  state: 'todo',
  due: null,
  saw: null,
  at: '2026-11-20T08:00:00.000Z',
});

function aboutPatient({ patient, typed, seen, hidden }: MarkedRecord): Question[] {
  const halves = [seen, hidden];
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
      ...fhir(`/api/patients/${patient}/marks`, 'POST /api/patients/:patient/marks'),
      method: 'POST',
      body: { marks: halves.map(({ report }) => aMark(`DiagnosticReport/${report}`)) },
      type: json,
    },
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
    `Media/${half.media}`,
    `Binary/${half.picture}`,
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
    ask(`/fhir/Media?_id=${half.media}`, 'GET /fhir/:type'),
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
    // Refused to everybody alike: the name is another's.
    {
      ...ask('POST', '/api/links', '/api/links', { ...typed, family: 'Quelqu’un d’autre', careOnly: true }),
      optional: true,
    },
    ask('POST', `/api/links/${link}/signature`, '/api/links/:link/signature', {
      consentVersion: 'x',
      consentSha256: '0'.repeat(64),
      signedOn: '2026-01-01',
    }),
  ];
}

function aboutNobody(): Question[] {
  return [
    ask('GET', '/fhir/metadata', '/fhir/metadata', 'anybody'),
    ask('GET', '/api/consent-form', '/api/consent-form', 'physician'),
    // What was marked above stands here, where it may be read.
    ask('GET', '/api/todo', '/api/todo', 'physician'),
    ask('GET', '/api/reach', '/api/reach', 'physician'),
    ask('POST', '/api/reach', '/api/reach', 'physician', { deeds: [] }),
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
