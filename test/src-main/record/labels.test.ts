import { afterEach, describe, expect, it } from 'vitest';
import { type Language, languages } from '../../../contracts/language.ts';
import { german } from '../../../src-main/record/labels-de.ts';
import { english } from '../../../src-main/record/labels-en.ts';
import { french } from '../../../src-main/record/labels-fr.ts';
import { dutch } from '../../../src-main/record/labels-nl.ts';
import { label, speakLabels } from '../../../src-main/record/labels.ts';
import { toWrittenMoment } from '../../../src-main/record/written-moment.ts';

const tables = { nl: dutch, de: german, en: english };
/** Words that a language shares with French. */
const shared: Readonly<Record<keyof typeof tables, readonly string[]>> = {
  nl: ['Allergie', 'allergie', 'Code', 'Analyse', 'Document'],
  de: ['Allergie', 'Code', 'Exposition', 'Patient', 'Analyse'],
  en: ['Date', 'active', 'inactive', 'Conclusion', 'Code', 'Instruction', 'Substance', 'Note', 'Patient', 'Document'],
};

afterEach(() => speakLabels('fr'));

const inAll = (say: () => string | null) =>
  Object.fromEntries(
    languages.map((language: Language) => {
      speakLabels(language);
      return [language, say()?.replaceAll(/[\u00a0\u202f]/g, ' ')];
    }),
  );

describe('the names of facts of the record', () => {
  it.each(['nl', 'de', 'en'] as const)(
    'are all there in %s, and French only where both have the same word [X17]',
    (language) => {
      const own = tables[language];
      expect(Object.keys(own).toSorted()).toEqual(Object.keys(french).toSorted());
      const same = Object.entries(own).filter(
        ([name, said]) => french[name as keyof typeof french] === said && !shared[language].includes(said),
      );
      expect(same).toEqual([]);
      for (const [name, said] of Object.entries(own)) expect(said, name).not.toMatch(/['"«»]|^\s|\s$/);
    },
  );

  it('are said in the language of the window; a code without a word stays as it came [X17]', () => {
    expect(inAll(() => label('medication-status.stopped'))).toEqual({
      fr: 'arrêté',
      nl: 'gestopt',
      de: 'abgesetzt',
      en: 'stopped',
    });
    expect(inAll(() => label('stay-status.never-heard-of'))).toEqual({
      fr: 'never-heard-of',
      nl: 'never-heard-of',
      de: 'never-heard-of',
      en: 'never-heard-of',
    });
  });

  it('go with dates as precise as the source says, written in that language [X17]', () => {
    expect(inAll(() => toWrittenMoment('2019-03-12T10:20:00+01:00'))).toEqual({
      fr: '12 mars 2019 à 10:20',
      nl: '12 maart 2019 om 10:20',
      de: '12. März 2019, 10:20',
      en: '12 March 2019, 10:20',
    });
    expect(inAll(() => toWrittenMoment('2019-03'))).toEqual({
      fr: 'mars 2019',
      nl: 'maart 2019',
      de: 'März 2019',
      en: 'March 2019',
    });
    expect(inAll(() => toWrittenMoment('2019'))).toEqual({ fr: '2019', nl: '2019', de: '2019', en: '2019' });
  });
});
