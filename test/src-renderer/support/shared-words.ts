import type { Language } from '../../../contracts/language.ts';

const everywhere = `Passerelle Helpdesk helpdesk STOW-RS C-STORE PACS HealthOne MEDIDOC KMEHR ECG Zoom Abdomen document Document Amplitude Interfaces`;
const measures = [
  'Windows {version}',
  'Linux {version}',
  'Incident {incident}',
  'Incident {incident} · {at}',
  'Linux (Debian, Ubuntu)',
  'Linux (Fedora, RHEL)',
  'Linux (AppImage)',
  'Windows',
  'Mac (Intel)',
  'Mac (Apple)',
  'Zoom {percent} %',
  '{mm} mm',
  '{left} min',
  '{cm} cm',
  '{speed} mm/s',
  '{gain} mm/mV',
  '{ms} ms',
  '{value} ms',
  '{rate} /min',
  '{mv} mV',
  '{speed} mm/s, {gain} mm/mV',
  '× 5 ml',
  '(code {code})',
];
const toWords = (text: string): readonly string[] => text.split(' ').filter((one) => one !== '');

/** Sentences that another language shares with French to the letter: names, units, and words that both have. */
export const sharedWithFrench: Readonly<Record<Exclude<Language, 'fr'>, ReadonlySet<string>>> = {
  nl: new Set([
    ...toWords(everywhere),
    ...measures,
    ...toWords('Allergie Labo Auteur Analyse Scan Incident E-mail Tracé Dossier'),
  ]),
  de: new Set([
    ...toWords(everywhere),
    ...measures,
    ...toWords('Allergie Analyse Scan Patient E-Mail Version Adresse Pause Liste'),
    'Version {version}',
    'Position {mm} mm',
  ]),
  en: new Set([
    ...toWords(everywhere),
    ...measures,
    ...toWords(
      'Patient Image Images Date Version Type Description Code Conclusion Questions Question Note Scan Incident Allergies Signature Photos Documents',
    ),
    ...toWords(
      'Licences Versions Prescription Vaccination Vaccinations ampoule(s) sachet(s) contact Session Sessions Pause Image Diagnostic',
    ),
    'segmentation (SEG)',
    '{series}, image {n}',
    'Version {version}',
    'Position {mm} mm',
    'segmentation (SEG)',
    '{series}, image {n}',
    '{at} ({pages, plural, one {# page} other {# pages}})',
    '{count, plural, one {# page} other {# pages}}',
    '{count, plural, one {# image} other {# images}}',
    '{count, plural, one {# document} other {# documents}}',
    '{count, plural, one {# minute} other {# minutes}}',
  ]),
};
