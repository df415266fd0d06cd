import type { HospitalFacts } from '../../contracts/person.ts';
import { html, type Markup } from './html.ts';
import { type Language, languageNames, languages, locales } from '../../contracts/language.ts';
import { pagePaths } from './languages.ts';
import { openWords, type Say } from './page-words.ts';

/** What every page is made of. */
export interface PageParts {
  readonly hospital: HospitalFacts;
  readonly language: Language;
}

/** Where the stylesheet is served. */
export const stylePath = '/access-request/style.css';

/**
 * One whole page: no script, no image, one stylesheet, no address that is not relative to where it is served. `switches` offers the other
 * languages; they lead to an empty form, so a follow-up page has none.
 */
export function toPage(
  { hospital, language }: PageParts,
  title: string,
  main: (say: Say) => Markup,
  { switches = false, error = false } = {},
): string {
  const say = openWords(language);
  const others = languages.map((one) =>
    one === language
      ? html`<li><span aria-current="true" lang="${one}">${languageNames[one]}</span></li>`
      : html`<li><a href="${pagePaths[one]}" hreflang="${one}" lang="${one}">${languageNames[one]}</a></li>`,
  );
  const { markup } = html`<!doctype html>
<html lang="${locales[language]}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${error ? `${say('page.error')} – ` : ''}${title} – ${hospital.name}</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<a class="skip" href="#main">${say('page.skip')}</a>
<header>
<p class="name">${hospital.name} <span>${say('page.service')}</span></p>
${switches ? html`<nav aria-label="${say('page.languages')}"><ul>${others}</ul></nav>` : null}
</header>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${main(say)}
</main>
<footer>
<p>${hospital.name}, ${hospital.address.join(', ')}</p>
<p><span lang="fr">${hospital.helpdesk.name}</span> : ${hospital.helpdesk.phone} <span lang="fr">(${hospital.helpdesk.hours})</span></p>
</footer>
</body>
</html>
`;
  return markup;
}

/** Day and time in Brussels, as the page's language writes them. */
export function formatInstant(instant: Date, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: 'Europe/Brussels',
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(instant);
}
