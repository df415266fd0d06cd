import type { guidanceWords as french } from '../fr/guidance.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the first day: three hints, and why the patient signs here too. */
export const guidanceWords = {
  'guidance.patient':
    'Ein Klick links auf einen Namen öffnet die ganze Akte des Krankenhauses. „Neuer Patient“ fügt einen hinzu, wenn er vor Ihnen sitzt.',
  'guidance.document': 'Ein Klick auf eine Zeile öffnet sie rechts: derselbe Griff für Labor, Brief oder CT.',
  'guidance.images':
    'Mausrad: nächste oder vorige Schicht. Rechte Taste und Ziehen: Kontrast. Esc führt zur Liste zurück.',
  'guidance.understood': 'Verstanden',
  'guidance.again': 'Die ersten Schritte noch einmal zeigen',
  'why-sign.question': 'Warum hier eine Unterschrift, wenn der Patient schon anderswo unterschrieben hat?',
  'why-sign.the-hospital': 'das Krankenhaus',
  'why-sign.elsewhere':
    'Die Einwilligung von anderswo (Réseau Santé Wallon, eHealth, ein anderes Krankenhaus) gilt für das, was diese Netzwerke teilen.',
  'why-sign.here':
    'Hier öffnet Ihnen {hospital} unmittelbar die eigene Akte. Dafür ist die schriftliche Einwilligung dieses Patienten nötig, für Sie allein und für höchstens zwölf Monate, vor der ersten Einsicht.',
  'why-sign.paper':
    'Sie bewahren das unterschriebene Blatt auf: Im Streitfall verlangt es das Krankenhaus. Es benachrichtigt den Patienten auch per Brief.',
  'why-sign.rights':
    'Der Patient kann ablehnen, ein Dokument verbergen oder Sie von der Liste nehmen lassen, ohne einen Grund zu nennen.',
} as const satisfies Sentences<typeof french>;
