import type { showWords as french } from '../fr/show.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of what is shown to the patient, of the second screen and of the notices. */
export const showWords = {
  'show.start': 'Zeigen',
  'show.region': 'Dem Patienten gezeigt',
  'show.end': 'Beenden',
  'show.larger': 'Größer',
  'show.smaller': 'Kleiner',
  'show.pointer': 'Zeiger',
  'show.waiting': 'Einen Augenblick…',
  'show.gone': 'Dieses Dokument ist nicht mehr auf dem Bildschirm.',
  'keys.show': 'Dem Patienten zeigen, was auf dem Bildschirm ist',
  'keys.show-pointer': 'Den Zeiger für den Patienten bewegen',
  'keys.show-size': 'Das Gezeigte vergrößern oder verkleinern',
  'second.open': 'Auf den zweiten Bildschirm',
  'second.here': 'Die Bilder sind auf dem zweiten Bildschirm.',
  'second.bring-back': 'Zurückholen',
  'second.back': 'Zurück in das Hauptfenster',
  'second.empty': 'Keine Bilder für diesen Bildschirm.',
  'keys.second': 'Bilder auf dem zweiten Bildschirm, oder zurück',
  'alert.turn-on': 'Hinweise auf neue Ergebnisse einschalten',
  'alert.turn-off': 'Hinweise auf neue Ergebnisse ausschalten',
} as const satisfies Sentences<typeof french>;
