import type { RefusalOfCalled } from '../../../contracts/refusal.ts';

/** What whoever the others are told to call reads instead: the helpdesk is not sent to itself, nor the medical director. */
export const calledSentences = {
  bug: 'Versuchen Sie es erneut. Wiederholt es sich, geben Sie die Vorfallnummer der IT-Abteilung an.',
  'forbidden-for-role':
    'Jede Funktion hat ihre eigenen Handlungen, und diese gehört nicht zu Ihrer. Überlassen Sie sie dem Kollegen, der damit betraut ist.',
  'hospital-untrusted':
    'Es wurde ihm nichts gesendet. Versuchen Sie es nicht weiter und verständigen Sie sofort die IT-Abteilung.',
  'credentials-wrong':
    'Versuchen Sie es erneut. Passwort vergessen? Ein Kollege vom Helpdesk beantragt einen neuen Code für Sie.',
} as const satisfies Record<RefusalOfCalled, string>;
