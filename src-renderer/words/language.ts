import { type Language, locales } from '../../contracts/language.ts';
import type { FailureCode } from '../../contracts/failure.ts';
import type { RefusalOfCalled } from '../../contracts/refusal.ts';
import * as french from './fr/catalogue.ts';
import type { FailureSentence } from './fr/failure.ts';

/** Name of a sentence of the catalogue; one that does not exist does not compile. */
export type WordId = keyof typeof french.catalogue;

/** Everything one language says. */
export interface Catalogue {
  readonly catalogue: Readonly<Record<WordId, string>>;
  readonly failureSentences: Readonly<Record<FailureCode, FailureSentence>>;
  readonly calledSentences: Readonly<Record<RefusalOfCalled, string>>;
}

/** The other catalogues are fetched when they are chosen: a PC reads French and, at most, one more. */
const fetchers: Readonly<Record<Exclude<Language, 'fr'>, () => Promise<Catalogue>>> = {
  nl: () => import('./nl/catalogue.ts'),
  de: () => import('./de/catalogue.ts'),
  en: () => import('./en/catalogue.ts'),
};

let language: Language = 'fr';
let sentences: Catalogue = french;
let wanted: Language = 'fr';
const listeners = new Set<() => void>();

/** The language on the screen. */
export function readLanguage(): Language {
  return language;
}

/** Its locale, for dates, numbers and sorting. */
export function readLocale(): string {
  return locales[language];
}

/** What it says. */
export function readSentences(): Catalogue {
  return sentences;
}

/** Fetches a language and speaks it from then on; of two choices the last one stays, whichever arrives first. */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  const fetched = next === 'fr' ? french : await fetchers[next]();
  if (wanted !== next || language === next) return;
  language = next;
  sentences = fetched;
  for (const listener of listeners) listener();
}

/** Hears every change of language; returns the undo. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
