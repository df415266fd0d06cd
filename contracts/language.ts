/** The languages of the window; French comes first, and is what a PC speaks until somebody chooses otherwise. */
export const languages = ['fr', 'nl', 'de', 'en'] as const;
export type Language = (typeof languages)[number];

/** What each language calls itself: whoever does not read the one on the screen still finds his own. */
export const languageNames = {
  fr: 'Français',
  nl: 'Nederlands',
  de: 'Deutsch',
  en: 'English',
} as const satisfies Record<Language, string>;

/** Where each is spoken as far as dates, numbers and sorting go. */
export const locales = { fr: 'fr-BE', nl: 'nl-BE', de: 'de-BE', en: 'en-GB' } as const satisfies Record<
  Language,
  string
>;

/** One of the four, or null for anything else. */
export function toLanguage(value: unknown): Language | null {
  return languages.find((one) => one === value) ?? null;
}
