import { readLanguage } from '../../../words/language.ts';
import { isWordId, words } from '../../../words/words.ts';
import { childrenOf, findElement, readText, type XmlElement } from './xml.ts';

/** Value of a `cd` of one table (`CD-ITEM`), null when the element has none of it. */
export function readCode(element: XmlElement | null, table: string): string | null {
  return readText(childrenOf(element, 'cd').find((cd) => cd.attributes['S'] === table));
}

/** The word of a code, null when the table here has none: what it means is not guessed. */
export function toCodeWord(
  group: string,
  code: string,
  values: Readonly<Record<string, string | number>> = {},
): string | null {
  const id = `kmehr.${group}.${code}`;
  return isWordId(id) ? words(id, values) : null;
}

/** The word of a `cd` in any of these tables; a code without a word is shown as a code. */
export function readCodeWord(element: XmlElement | null, ...tables: readonly string[]): string | null {
  for (const table of tables) {
    const code = readCode(element, table);
    if (code !== null)
      return toCodeWord(table.replace(/^CD-/, '').toLowerCase(), code) ?? words('kmehr.code', { code });
  }
  return null;
}

/** The texts of an element in the reader's language where there is one, else all of them. */
export function readTexts(element: XmlElement | null, name = 'text'): string[] {
  const all = childrenOf(element, name);
  const own = all.filter((one) => one.attributes['L']?.startsWith(readLanguage()) === true);
  return (own.length > 0 ? own : all).flatMap((one) => readText(one) ?? []);
}

/** Name of whoever stands in a `hcparty` or `person`, with the place beside it; null when nobody is named. */
export function readPartyName(holder: XmlElement | null): string | null {
  const people = [...childrenOf(holder, 'hcparty'), ...childrenOf(holder, 'person')].flatMap((party) => {
    const own = ['firstname', 'familyname'].flatMap((part) => readText(findElement(party, part)) ?? []).join(' ');
    const whole = [own, readText(findElement(party, 'name')) ?? ''].filter((one) => one !== '').join(', ');
    // The program that wrote the message is no author of it.
    return whole === '' || readCode(party, 'CD-HCPARTY') === 'application' ? [] : [whole];
  });
  return people.length === 0 ? null : people.join(' · ');
}
