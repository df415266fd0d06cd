import type { RefusalOfCalled } from '../../../contracts/refusal.ts';

/** What whoever the others are told to call reads instead: the helpdesk is not sent to itself, nor the medical director. */
export const calledSentences = {
  bug: 'Probeer opnieuw. Herhaalt het zich, geef het incidentnummer dan door aan de IT-dienst.',
  'forbidden-for-role':
    'Elke functie heeft haar eigen handelingen, en deze hoort niet bij de uwe. Vertrouw ze toe aan de collega die ermee belast is.',
  'hospital-untrusted': 'Er is niets naar die server gestuurd. Dring niet aan en verwittig meteen de IT-dienst.',
  'credentials-wrong':
    'Probeer opnieuw. Wachtwoord vergeten? Een collega van de helpdesk vraagt een nieuwe code voor u aan.',
} as const satisfies Record<RefusalOfCalled, string>;
