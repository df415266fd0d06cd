import type { Language } from '../../contracts/language.ts';

/** How a sheet says where a result comes from, and why there is none. */
export interface ResultWords {
  readonly taken: (at: string) => string;
  readonly specimen: (specimen: string) => string;
  readonly method: (method: string) => string;
  readonly performer: (performer: string) => string;
  readonly without: (reason: string) => string;
  /** By FHIR's code of what is absent; `none` where no reason was given. */
  readonly absent: Readonly<Record<string, string>>;
}

const french: ResultWords = {
  taken: (at) => `Prélevé le ${at}`,
  specimen: (specimen) => `Prélèvement\u00a0: ${specimen}`,
  method: (method) => `Méthode\u00a0: ${method}`,
  performer: (performer) => `Laboratoire\u00a0: ${performer}`,
  without: (reason) => `sans résultat (${reason})`,
  absent: {
    none: 'sans résultat',
    unknown: 'inconnu',
    'asked-unknown': 'demandé, inconnu',
    'temp-unknown': 'en attente',
    'not-performed': 'non effectué',
    'not-asked': 'non demandé',
    'not-permitted': 'non communiqué',
    masked: 'non communiqué',
    'not-applicable': 'sans objet',
    unsupported: 'non mesurable',
    'as-text': 'voir le texte',
    error: 'erreur de mesure',
  },
};

const dutch: ResultWords = {
  taken: (at) => `Afgenomen op ${at}`,
  specimen: (specimen) => `Staal: ${specimen}`,
  method: (method) => `Methode: ${method}`,
  performer: (performer) => `Laboratorium: ${performer}`,
  without: (reason) => `zonder resultaat (${reason})`,
  absent: {
    none: 'zonder resultaat',
    unknown: 'onbekend',
    'asked-unknown': 'gevraagd, onbekend',
    'temp-unknown': 'in afwachting',
    'not-performed': 'niet uitgevoerd',
    'not-asked': 'niet gevraagd',
    'not-permitted': 'niet meegedeeld',
    masked: 'niet meegedeeld',
    'not-applicable': 'niet van toepassing',
    unsupported: 'niet meetbaar',
    'as-text': 'zie de tekst',
    error: 'meetfout',
  },
};

const german: ResultWords = {
  taken: (at) => `Entnommen am ${at}`,
  specimen: (specimen) => `Probe: ${specimen}`,
  method: (method) => `Methode: ${method}`,
  performer: (performer) => `Labor: ${performer}`,
  without: (reason) => `ohne Ergebnis (${reason})`,
  absent: {
    none: 'ohne Ergebnis',
    unknown: 'unbekannt',
    'asked-unknown': 'erfragt, unbekannt',
    'temp-unknown': 'ausstehend',
    'not-performed': 'nicht durchgeführt',
    'not-asked': 'nicht erfragt',
    'not-permitted': 'nicht mitgeteilt',
    masked: 'nicht mitgeteilt',
    'not-applicable': 'entfällt',
    unsupported: 'nicht messbar',
    'as-text': 'siehe Text',
    error: 'Messfehler',
  },
};

const english: ResultWords = {
  taken: (at) => `Taken on ${at}`,
  specimen: (specimen) => `Specimen: ${specimen}`,
  method: (method) => `Method: ${method}`,
  performer: (performer) => `Laboratory: ${performer}`,
  without: (reason) => `no result (${reason})`,
  absent: {
    none: 'no result',
    unknown: 'unknown',
    'asked-unknown': 'asked, unknown',
    'temp-unknown': 'awaited',
    'not-performed': 'not performed',
    'not-asked': 'not asked',
    'not-permitted': 'not disclosed',
    masked: 'not disclosed',
    'not-applicable': 'not applicable',
    unsupported: 'not measurable',
    'as-text': 'see the text',
    error: 'measurement error',
  },
};

/** Words of the results on a sheet, in the language of the window. */
export const resultWords: Readonly<Record<Language, ResultWords>> = {
  fr: french,
  nl: dutch,
  de: german,
  en: english,
};
