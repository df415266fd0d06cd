import type { Move } from './ways.ts';

const line: Move = { on: 'main table tbody tr button' };
const why = (field: Extract<Move, { readonly field: string }>['field']): Move => ({ field, text: 'Erreur signalée' });
/** A name that somebody at the telephone spells. */
const named: Move = { type: 'main form input, main input[type="search"], main input', text: 'Claire' };
/** The Director's word that number and address were compared. */
const compared: Move = { on: 'main aside label:has(input[type="checkbox"])' };
const revoked: readonly Move[] = [
  line,
  { press: 'pcs.revoke' },
  why('pcs.revoke.reason'),
  { press: 'pcs.revoke.confirm' },
];

/** What a section says once a deed on its first line is done or refused, from the open section on. */
export const sectionWays: Readonly<Record<string, readonly (readonly Move[])[]>> = {
  'sessions-end-failed': [[{ press: 'sessions.end' }, { see: 'refused' }]],
  'letters-print-failed': [[line, { press: 'letter.print.one' }, { see: 'no printer' }]],
  'pcs-refused': [[...revoked, { see: 'refused' }]],
  'pcs-unreached': [[...revoked, { see: 'revoked' }]],
  reissues: [[named, { see: 'found' }, line, { see: 'chosen' }]],
  'reissues-none': [[named, { see: 'nobody' }]],
  'reissues-finding': [[named, { see: 'under way' }]],
  'approvals-approved': [[line, { press: 'approval.approve' }, { see: 'approved' }]],
  'approvals-conflict': [[line, { press: 'approval.approve' }, { see: 'refused' }]],
  'disputes-conflict': [
    [line, { press: 'dispute.reinstate' }, why('dispute.reason'), { press: 'dispute.reinstate' }, { see: 'refused' }],
  ],
  'requests-accepted': [[line, compared, { press: 'request.accept' }, { see: 'accepted' }]],
  'requests-refused': [
    [
      line,
      { press: 'request.refuse' },
      why('request.refuse.reason'),
      { press: 'request.refuse.confirm' },
      { see: 'refused' },
    ],
  ],
  'requests-conflict': [[line, compared, { press: 'request.accept' }, { see: 'conflict' }]],
  'intake-replay-failed': [[line, { press: 'intake.replay' }, { see: 'refused' }]],
};
