import type { Language } from '../../contracts/language.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import { toWritten } from './written.ts';

type Precise = 'day' | 'month' | 'year';

/** What a printed page says beside the document: words of its head and its foot. */
export interface PaperWords {
  /** A birth as precise as it is known: `née le 12 mars 1955`, `née en mars 1955`, `née en 1955`. */
  readonly born: (date: string, precise: Precise, sex: PatientFacts['sex']) => string;
  readonly printed: (at: string, by: string) => string;
  readonly asOf: (at: string) => string;
  readonly neverCompared: string;
  readonly offline: string;
  readonly page: (number: number, of: number) => string;
  readonly replaced: string;
}

const french: PaperWords = {
  born: (date, precise, sex) =>
    `${sex === 'female' ? 'née' : sex === 'male' ? 'né' : 'né(e)'} ${precise === 'day' ? 'le' : 'en'} ${date}`,
  printed: (at, by) => `Imprimé le ${at} par ${by}`,
  asOf: (at) => `État du dossier au ${at}`,
  neverCompared: 'Copie incomplète du dossier',
  offline: 'Imprimé sans liaison avec l’hôpital\u00a0: le dossier a pu changer depuis.',
  page: (number, of) => `Page ${number} / ${of}`,
  replaced: 'Remplacé par une version plus récente',
};

const dutch: PaperWords = {
  born: (date, precise) => `geboren ${precise === 'day' ? 'op' : 'in'} ${date}`,
  printed: (at, by) => `Afgedrukt op ${at} door ${by}`,
  asOf: (at) => `Stand van het dossier op ${at}`,
  neverCompared: 'Onvolledige kopie van het dossier',
  offline: 'Afgedrukt zonder verbinding met het ziekenhuis: het dossier kan intussen gewijzigd zijn.',
  page: (number, of) => `Pagina ${number} / ${of}`,
  replaced: 'Vervangen door een recentere versie',
};

const german: PaperWords = {
  born: (date, precise) => ['geboren', { day: 'am', month: 'im', year: '' }[precise], date].filter(Boolean).join(' '),
  printed: (at, by) => `Gedruckt am ${at} von ${by}`,
  asOf: (at) => `Stand der Akte: ${at}`,
  neverCompared: 'Unvollständige Kopie der Akte',
  offline: 'Ohne Verbindung zum Krankenhaus gedruckt: Die Akte kann sich seither geändert haben.',
  page: (number, of) => `Seite ${number} / ${of}`,
  replaced: 'Durch eine neuere Fassung ersetzt',
};

const english: PaperWords = {
  born: (date, precise) => `born ${precise === 'day' ? '' : 'in '}${date}`,
  printed: (at, by) => `Printed on ${at} by ${by}`,
  asOf: (at) => `Record as of ${at}`,
  neverCompared: 'Incomplete copy of the record',
  offline: 'Printed without a connection to the hospital: the record may have changed since.',
  page: (number, of) => `Page ${number} / ${of}`,
  replaced: 'Replaced by a newer version',
};

/** Words of a printed page, in the language of the window. */
export const paperWords: Readonly<Record<Language, PaperWords>> = { fr: french, nl: dutch, de: german, en: english };

/** When a patient was born, in a language, as precise as it is known. */
export function toBorn({ birthDate, sex }: Pick<PatientFacts, 'birthDate' | 'sex'>, language: Language): string {
  const precise = birthDate.length < 7 ? 'year' : birthDate.length < 10 ? 'month' : 'day';
  return paperWords[language].born(toWritten(birthDate, language), precise, sex);
}
