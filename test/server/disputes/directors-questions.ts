import { today } from '../links/practice.ts';

const reason = 'Décidé après examen du formulaire';

/** Everything that the Director alone may ask about a dispute and a physician: method, path and body. */
export function listDirectorsQuestions(
  id: string,
  person: string,
): readonly (readonly ['GET' | 'POST', string, object?])[] {
  return [
    ['GET', '/api/disputes'],
    ['GET', `/api/disputes/${id}`],
    ['POST', `/api/disputes/${id}/widening`, { reason }],
    ['POST', `/api/disputes/${id}/letter`, {}],
    ['POST', `/api/disputes/${id}/scan`, {}],
    ['POST', `/api/disputes/${id}/sending`, { sentOn: today() }],
    ['POST', `/api/disputes/${id}/form`, { receivedOn: today() }],
    ['POST', `/api/disputes/${id}/decision`, { decision: 'reinstate', reason }],
    ['POST', '/api/dispute-setting', { scope: 'link', delayDays: 1 }],
    ['POST', '/api/physicians', { query: '' }],
    ['GET', `/api/physicians/${person}`],
    ['POST', `/api/physicians/${person}/suspension`, { suspended: true, reason }],
  ];
}
