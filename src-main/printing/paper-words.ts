import type { Language } from '../../contracts/language.ts';

/** What a printed page says beside the document: words of its head and its foot. */
export interface PaperWords {
  readonly born: Readonly<Record<'female' | 'male' | 'other' | 'unknown', string>>;
  readonly printed: (at: string, by: string) => string;
  readonly asOf: (at: string) => string;
  readonly neverCompared: string;
  readonly offline: string;
  readonly page: (number: number, of: number) => string;
  readonly replaced: string;
}

const french: PaperWords = {
  born: { female: 'née le', male: 'né le', other: 'né(e) le', unknown: 'né(e) le' },
  printed: (at, by) => `Imprimé le ${at} par ${by}`,
  asOf: (at) => `État du dossier au ${at}`,
  neverCompared: 'Copie incomplète du dossier',
  offline: 'Imprimé sans liaison avec l’hôpital : le dossier a pu changer depuis.',
  page: (number, of) => `Page ${number} / ${of}`,
  replaced: 'Remplacé par une version plus récente',
};

const dutch: PaperWords = {
  born: { female: 'geboren op', male: 'geboren op', other: 'geboren op', unknown: 'geboren op' },
  printed: (at, by) => `Afgedrukt op ${at} door ${by}`,
  asOf: (at) => `Stand van het dossier op ${at}`,
  neverCompared: 'Onvolledige kopie van het dossier',
  offline: 'Afgedrukt zonder verbinding met het ziekenhuis: het dossier kan intussen gewijzigd zijn.',
  page: (number, of) => `Pagina ${number} / ${of}`,
  replaced: 'Vervangen door een recentere versie',
};

const german: PaperWords = {
  born: { female: 'geboren am', male: 'geboren am', other: 'geboren am', unknown: 'geboren am' },
  printed: (at, by) => `Gedruckt am ${at} von ${by}`,
  asOf: (at) => `Stand der Akte: ${at}`,
  neverCompared: 'Unvollständige Kopie der Akte',
  offline: 'Ohne Verbindung zum Krankenhaus gedruckt: Die Akte kann sich seither geändert haben.',
  page: (number, of) => `Seite ${number} / ${of}`,
  replaced: 'Durch eine neuere Fassung ersetzt',
};

const english: PaperWords = {
  born: { female: 'born', male: 'born', other: 'born', unknown: 'born' },
  printed: (at, by) => `Printed on ${at} by ${by}`,
  asOf: (at) => `Record as of ${at}`,
  neverCompared: 'Incomplete copy of the record',
  offline: 'Printed without a connection to the hospital: the record may have changed since.',
  page: (number, of) => `Page ${number} / ${of}`,
  replaced: 'Replaced by a newer version',
};

/** Words of a printed page, in the language of the window. */
export const paperWords: Readonly<Record<Language, PaperWords>> = { fr: french, nl: dutch, de: german, en: english };
