import type { RefusalOfCalled } from '../../../contracts/refusal.ts';

/** What whoever the others are told to call reads instead: the helpdesk is not sent to itself, nor the medical director. */
export const calledSentences = {
  bug: 'Try again. If it happens again, give the incident number to the IT department.',
  'forbidden-for-role':
    'Each role has its own actions, and this one is not yours. Hand it to the colleague in charge of it.',
  'hospital-untrusted': 'Nothing was sent to it. Do not keep trying, and tell the IT department at once.',
  'credentials-wrong':
    'Try again. Forgotten your password? A colleague at the helpdesk will ask for a new code for you.',
} as const satisfies Record<RefusalOfCalled, string>;
