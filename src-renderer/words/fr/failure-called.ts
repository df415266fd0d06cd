import type { RefusalOfCalled } from '../../../contracts/refusal.ts';

/** What whoever the others are told to call reads instead: the helpdesk is not sent to itself, nor the medical director. */
export const calledSentences = {
  bug: "Recommencez. Si cela se répète, donnez le numéro d'incident au service informatique.",
  'forbidden-for-role':
    "Chaque fonction a ses actions, et celle-ci n'est pas des vôtres. Confiez-la au collègue qui en est chargé.",
  'hospital-untrusted': "Rien ne lui a été envoyé. N'insistez pas et prévenez le service informatique tout de suite.",
  'credentials-wrong':
    'Recommencez. Mot de passe oublié ? Un collègue du helpdesk demandera un nouveau code pour vous.',
} as const satisfies Record<RefusalOfCalled, string>;
