import type { guidanceWords as french } from '../fr/guidance.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the first day: three hints, and why the patient signs here too. */
export const guidanceWords = {
  'guidance.patient':
    "Click a name on the left to open the patient's whole hospital record. “New patient” adds one, with the patient present.",
  'guidance.document':
    'Click a line to open it on the right: the same gesture for a laboratory result, a letter or a CT.',
  'guidance.images': 'Wheel: next or previous slice. Right button and drag: contrast. Esc goes back to the list.',
  'guidance.understood': 'Got it',
  'guidance.again': 'Show the first steps again',
  'why-sign.question': 'Why a signature here, when the patient has already signed elsewhere?',
  'why-sign.the-hospital': 'the hospital',
  'why-sign.elsewhere':
    'Consent given elsewhere (Réseau Santé Wallon, eHealth, another hospital) covers what those networks share.',
  'why-sign.here':
    "Here {hospital} opens its own record to you directly. For that it asks for this patient's written consent, for you alone and for twelve months at most, before the first access.",
  'why-sign.paper':
    'You keep the signed sheet: in a dispute the hospital asks you for it. It also informs the patient by letter.',
  'why-sign.rights':
    'The patient may refuse, have a document hidden or have you taken off the list, without saying why.',
} as const satisfies Sentences<typeof french>;
