import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../contracts/language.ts';
import { formatDate, formatNumber, formatShortDate, toDecimalCommas } from '../../../src-renderer/words/format.ts';
import { type Catalogue, speak, type WordId } from '../../../src-renderer/words/language.ts';
import { toTypography } from '../../../src-renderer/words/typography.ts';
import { words } from '../../../src-renderer/words/words.ts';
import { isSharedWithFrench, readCatalogue, readPlaceholders, toSentences, toValues } from '../support/catalogues.ts';
import { sharedWithFrench } from '../support/shared-words.ts';

const french = toSentences(await readCatalogue('fr'));
const others: readonly Exclude<Language, 'fr'>[] = ['nl', 'de', 'en'];

/** Words that only French has: one of them left in another language is a sentence forgotten half-way. */
const leftovers =
  /(?<![\p{L}’'-])(vous|votre|vos|avec|aucune?|cette|ces|sont|été|être|où|aux|une|qui|leur|ses|déjà|après|dès|sous|lors|depuis|chaque|médecin|hôpital|fichier|lettre|lien|dossier de)(?![\p{L}-])|(?<!\p{L})[ldnscj][’'](?=\p{L}{3})/iu;

describe.each(others)('the catalogue in %s', (language) => {
  let own: ReadonlyMap<string, string>;
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await readCatalogue(language);
    own = toSentences(catalogue);
    await speak(language);
  });
  afterAll(() => speak('fr'));

  it('says every sentence that French says, and none besides [X17]', () => {
    expect([...own.keys()].toSorted()).toEqual([...french.keys()].toSorted());
  });

  it('wants the same values as French, counted where French counts or where its plural needs it [X17]', () => {
    for (const [id, sentence] of own) {
      const names = (text: string) =>
        [...new Set(readPlaceholders(text).map((one) => one.replace(/,.*/, '')))].toSorted();
      expect(names(sentence), id).toEqual(names(french.get(id) ?? ''));
      // What French says apart for none or one, every language says apart too.
      if (french.get(id)?.includes('=0 {') === true) expect(sentence, id).toContain('=0 {');
    }
  });

  it('fills in every value, for none, one and several, and leaves no brace or number sign on the screen [X17]', () => {
    for (const [id, sentence] of Object.entries(catalogue.catalogue))
      for (const count of [0, 1, 2, 1200]) {
        const shown = words(id as WordId, toValues(sentence, count));
        expect(shown, id).not.toMatch(/[{}#]/);
        expect(shown.trim(), id).not.toBe('');
      }
  });

  it('says a change and the status that means it in one word, so that a line of the record says it once [X17]', () => {
    const pairs = [
      ['news.change.corrected', 'status.corrected'],
      ['news.change.cancelled', 'status.cancelled'],
      ['news.change.completed', 'status.appended'],
      ['news.change.changed', 'status.amended'],
    ] as const;
    for (const [change, status] of pairs) {
      expect(french.get(change), change).toBe(french.get(status));
      expect(own.get(change), change).toBe(own.get(status));
    }
  });

  it('repeats French only where both languages have the same word [X17]', () => {
    const same = [...own].filter(
      ([id, sentence]) => french.get(id) === sentence && !isSharedWithFrench(id, sentence, sharedWithFrench[language]),
    );
    expect(same).toEqual([]);
  });

  it('holds no French word, no French quotation mark and no French space [X17]', () => {
    for (const [id, sentence] of own) {
      const shown = toTypography(sentence, language);
      expect(shown, id).not.toMatch(leftovers);
      expect(shown, id).not.toMatch(/[«»]| [;:?!]/);
      expect(shown, id).not.toMatch(language === 'de' ? /["”]/ : /["„]/);
    }
  });

  it('keeps what a program reads as it is: keys, files, numbers [X17]', () => {
    for (const [id, sentence] of own)
      for (const kept of french.get(id)?.match(/Ctrl \w|\.passerelle|MSH-\d+|STOW-RS|C-STORE|\bHL7\b|\bFHIR\b/g) ?? [])
        expect(sentence, id).toContain(kept);
  });
});

describe('dates, numbers and plurals', () => {
  afterAll(() => speak('fr'));
  const shown = async (language: Language) => {
    await speak(language);
    return [
      formatDate('2026-03-01'),
      formatShortDate('2026-11-22'),
      formatNumber('-12345.60'),
      toDecimalCommas('CRP 5.9'),
      toTypography("L'a « b » : 5 % ?", language),
    ].map((one) => one.replaceAll('\u202f', '_').replaceAll('\u00a0', '~'));
  };

  it('follow the language of the window; no thousands are parted by a sign that another language takes for a decimal one [X17]', async () => {
    expect(await shown('fr')).toEqual(['1er~mars~2026', '22~nov.~2026', '−12_345,60', 'CRP 5,9', 'L’a «~b~»~: 5~%_?']);
    expect(await shown('nl')).toEqual(['1~maart~2026', '22~nov.~2026', '−12_345,60', 'CRP 5,9', 'L’a « b » : 5~% ?']);
    expect(await shown('de')).toEqual(['1.~März~2026', '22.~Nov.~2026', '−12_345,60', 'CRP 5,9', 'L’a « b » : 5~% ?']);
    expect(await shown('en')).toEqual(['1~March~2026', '22~Nov~2026', '−12_345.60', 'CRP 5.9', 'L’a « b » : 5~% ?']);
  });

  it('counts none as several in Dutch, German and English, as one in French [X17]', async () => {
    const count = async (language: Language) => {
      await speak(language);
      return words('pdf.pages', { count: 0 });
    };
    expect(await count('fr')).toBe('0 page');
    expect(await count('nl')).toBe('0 pagina’s');
  });
});
