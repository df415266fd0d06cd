import type { Language } from '../../contracts/language.ts';

const sentences: Readonly<Record<Language, { readonly one: string; readonly more: (count: number) => string }>> = {
  fr: { one: 'Un nouveau résultat est arrivé.', more: (count) => `${count} nouveaux résultats sont arrivés.` },
  nl: { one: 'Er is een nieuw resultaat.', more: (count) => `Er zijn ${count} nieuwe resultaten.` },
  de: { one: 'Ein neues Ergebnis ist da.', more: (count) => `${count} neue Ergebnisse sind da.` },
  en: { one: 'A new result has arrived.', more: (count) => `${count} new results have arrived.` },
};

/** The whole of what the system may show: how many results, and nothing of whom or what. */
export function toAlertText(count: number, language: Language): string {
  const { one, more } = sentences[language];
  return count === 1 ? one : more(count);
}
