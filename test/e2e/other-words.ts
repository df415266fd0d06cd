import type { Page } from '@playwright/test';
import { type Language, languages } from '../../contracts/language.ts';
import { readCatalogue, toSentences } from '../src-renderer/support/catalogues.ts';

const toPlain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Sentences of more than one word that this language does not have and another has: on its screens they were left untranslated. */
async function readStrangers(language: Language): Promise<ReadonlyMap<string, Language>> {
  const own = new Set([...toSentences(await readCatalogue(language)).values()].map(toPlain));
  const strangers = new Map<string, Language>();
  for (const other of languages.filter((one) => one !== language)) {
    // oxlint-disable-next-line no-await-in-loop -- four files.
    for (const sentence of toSentences(await readCatalogue(other)).values()) {
      const plain = toPlain(sentence);
      if (plain.includes(' ') && !plain.includes('{') && !own.has(plain)) strangers.set(plain, other);
    }
  }
  return strangers;
}

const known = new Map<Language, Promise<ReadonlyMap<string, Language>>>();

/** What stands on the screen, or is read aloud, in another language than the window's; and what was never put into words. */
export async function readOtherWords(page: Page, language: Language): Promise<readonly string[]> {
  const strangers = await (known.get(language) ?? keep(language));
  const said = await page.evaluate(() => {
    const texts: string[] = [];
    const tree = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = tree.nextNode(); node !== null; node = tree.nextNode()) texts.push(node.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [aria-description]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description'])
        texts.push(element.getAttribute(name) ?? '');
    return texts;
  });
  return said.map(toPlain).flatMap((text) => {
    const other = strangers.get(text);
    if (other !== undefined) return [`in ${other}: « ${text} »`];
    return /\bundefined\b|\bNaN\b|\[object |\{\w+[,}]/.test(text) ? [`no words: « ${text.slice(0, 80)} »`] : [];
  });
}

function keep(language: Language): Promise<ReadonlyMap<string, Language>> {
  const read = readStrangers(language);
  known.set(language, read);
  return read;
}
