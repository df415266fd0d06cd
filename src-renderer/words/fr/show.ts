/** Sentences of what is shown to the patient, of the second screen and of the notices. */
export const showWords = {
  'show.start': 'Montrer au patient',
  'show.region': 'Montré au patient',
  'show.end': 'Terminer',
  'show.larger': 'Plus grand',
  'show.smaller': 'Plus petit',
  'show.pointer': 'Pointeur',
  'show.waiting': 'Un instant…',
  'show.gone': "Ce document n'est plus à l'écran.",
  'keys.show': "Montrer au patient ce qui est à l'écran",
  'keys.show-pointer': 'Déplacer le pointeur montré au patient',
  'keys.show-size': 'Agrandir ou réduire ce qui est montré',
} as const;
