import { type Language, languages } from '../../contracts/language.ts';

/** Where the page of each language stands; its follow-up pages stand below it. */
export const pagePaths = { fr: '/acces', nl: '/toegang', de: '/zugang', en: '/access' } as const satisfies Record<
  Language,
  string
>;

/** The language that an `Accept-Language` header likes best of ours (RFC 9110, 12.5.4); French when it names none. */
export function readAcceptLanguage(header: string | undefined): Language {
  const wished = (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]{1,5})\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { language: range.split('-')[0], quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { language } of wished) {
    const ours = languages.find((one) => one === language);
    if (ours !== undefined) return ours;
  }
  return 'fr';
}
