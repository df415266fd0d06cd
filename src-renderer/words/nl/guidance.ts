import type { guidanceWords as french } from '../fr/guidance.ts';
import type { Sentences } from '../sentences.ts';

/** Sentences of the first day: three hints, and why the patient signs here too. */
export const guidanceWords = {
  'guidance.patient':
    'Klik links op een naam om het volledige ziekenhuisdossier te openen. “Nieuwe patiënt” voegt er een toe, in zijn bijzijn.',
  'guidance.document': 'Klik op een regel om ze rechts te openen: één en hetzelfde gebaar voor labo, brief of scanner.',
  'guidance.images':
    'Muiswiel: volgende of vorige snede. Rechterknop en slepen: contrast. Escape gaat terug naar de lijst.',
  'guidance.understood': 'Begrepen',
  'guidance.again': 'De eerste stappen opnieuw tonen',
  'why-sign.question': 'Waarom hier een handtekening, terwijl de patiënt elders al getekend heeft?',
  'why-sign.the-hospital': 'het ziekenhuis',
  'why-sign.elsewhere':
    'De toestemming die elders gegeven is (Réseau Santé Wallon, eHealth, een ander ziekenhuis) geldt voor wat die netwerken delen.',
  'why-sign.here':
    'Hier opent {hospital} rechtstreeks zijn eigen dossier voor u. Daarvoor vraagt het de schriftelijke toestemming van deze patiënt, voor u alleen en voor hoogstens twaalf maanden, vóór de eerste raadpleging.',
  'why-sign.paper':
    'U bewaart het ondertekende blad: bij een betwisting vraagt het ziekenhuis het op. Het licht de patiënt ook per brief in.',
  'why-sign.rights':
    'De patiënt kan weigeren, een document laten verbergen of u van de lijst laten halen, zonder te zeggen waarom.',
} as const satisfies Sentences<typeof french>;
