import { describe, expect, it } from 'vitest';
import { toSnippet } from '../../../../src-renderer/features/search/snippet.ts';
import { createTextIndex } from '../../../../src-renderer/features/search/text-index.ts';
import { fc } from '../../../support/property.ts';

const finds = (text: string, typed: string): boolean => {
  const index = createTextIndex();
  index.put('DocumentReference/1', '', text);
  return index.search(typed)?.documents.has('DocumentReference/1') ?? false;
};

/** What was typed, a text in which it must be found, and one in which it must not. */
const table: readonly (readonly [typed: string, found: string, not: string])[] = [
  // Accents, capitals, ligatures, elision.
  ['nephrologie', 'Consultation de NÉPHROLOGIE', 'Consultation de neurologie'],
  ['Œdème', 'oedeme des membres inférieurs', 'membres inférieurs'],
  ['coeur', 'bruits du cœur réguliers', 'bruits réguliers'],
  ["l'hôpital", 'sortie de l’hopital', 'sortie de la clinique'],
  ['ﬁbrillation', 'fibrillation auriculaire', 'flutter auriculaire'],
  ['µg', '12 μg par jour', '12 mg par jour'],
  ['ENSURE', 'en\u00adsure', 'assure'],
  // Plural, feminine.
  ['hôpitaux', 'hôpital Kennedy', 'hospice'],
  ['hôpital', 'deux hôpitaux', 'deux hôtels'],
  ['rénales', 'insuffisance rénal', 'insuffisance cardiaque'],
  ['rénal', 'artères rénales', 'artères coronaires'],
  ['lésion', 'trois lésions', 'trois liaisons'],
  ['lésions', 'une lésion', 'une liaison'],
  ['veineux', 'thrombose veineuse', 'thrombose artérielle'],
  ['artérielle', 'tension artériel', 'tension oculaire'],
  ['invasif', 'ventilation invasive', 'ventilation mécanique'],
  ['ancienne', 'infarctus ancien', 'infarctus récent'],
  ['opéré', 'opérée en 2019', 'observée en 2019'],
  ['yeux', 'œil gauche', 'pied gauche'],
  ['genou', 'prothèse des deux genoux', 'prothèse de hanche'],
  ['bloedingen', 'geen bloeding gezien', 'geen breuk gezien'],
  // As one types; inside a word.
  ['pneumo', 'pneumothorax gauche', 'hémothorax gauche'],
  ['thorax', 'pneumothorax gauche', 'abdomen sans préparation'],
  ['ca', 'cancer', 'vacances'],
  // Typing errors: one letter wrong, missing, too many, two exchanged.
  ['potasium', 'potassium 5,9', 'sodium 139'],
  ['pottassium', 'potassium 5,9', 'sodium 139'],
  ['potazsium', 'potassium 5,9', 'sodium 139'],
  ['ptoassium', 'potassium 5,9', 'sodium 139'],
  // Opposites are never near one another.
  ['hyponatrémie', 'hyponatrémie', 'hypernatrémie'],
  ['hypotension', 'hypotension', 'hypertension'],
  // Numbers are exact.
  ['5,9', 'potassium 5.9 mmol/l', 'potassium 5.8 mmol/l'],
  ['5.9', 'potassium 5,9 mmol/l', 'potassium 15,9 mmol/l'],
  ['20', 'bisoprolol 20 mg', 'le 3 avril 2026'],
  ['2026', 'le 3 avril 2026', 'le 3 avril 2025'],
  ['hba1c', 'HbA1c 7,2 %', 'hémoglobine 12,1'],
  // Several words: all of them, in any order.
  ['potassium sortie', 'Lettre de sortie. Contrôle du potassium.', 'Contrôle du potassium.'],
];

describe('a word typed', () => {
  it.each(table)('« %s » is found in « %s » and not in « %s » [X05]', (typed, found, not) => {
    expect(finds(found, typed)).toBe(true);
    expect(finds(not, typed)).toBe(false);
  });

  it('is not looked for among its neighbours while the record has it as it was typed [X05]', () => {
    const index = createTextIndex();
    index.put('a', '', 'dosage de la rénine');
    index.put('b', '', 'résine composite');
    expect([...(index.search('rénine')?.documents ?? [])]).toEqual(['a']);
    index.remove('a');
    const found = index.search('rénine');
    expect([...(found?.documents ?? [])]).toEqual(['b']);
    expect([...(found?.query[0]?.near ?? [])]).toEqual(['resine']);
  });

  it('is no search when it has neither letter nor digit [X05]', () => {
    expect(createTextIndex().search(' … - ')).toBeNull();
  });
});

describe('the line under a title', () => {
  it('shows where most of the words stand together, marked [X05]', () => {
    const text = `Le potassium fut normal. ${'Rien à dire. '.repeat(40)}Contrôle du potassium dans les 48 heures.`;
    const index = createTextIndex();
    index.put('a', '', text);
    const snippet = toSnippet(text, 2, index.search('potassium controle')?.find ?? (() => -1));
    expect(snippet?.filter(({ isHit }) => isHit).map((piece) => piece.text)).toEqual(['Contrôle', 'potassium']);
  });

  it('begins at the name of the result [X05]', () => {
    const text = 'Sodium 139 mmol/l\nPotassium 5,9 mmol/l\nChlore 101 mmol/l';
    const index = createTextIndex();
    index.put('a', '', text);
    const snippet = toSnippet(text, 1, index.search('potassium')?.find ?? (() => -1));
    expect(snippet?.slice(0, 2)).toEqual([
      { text: '… ', isHit: false },
      { text: 'Potassium', isHit: true },
    ]);
  });
});

describe('what is removed', () => {
  const word = fc.constantFrom(
    'potassium',
    'sérologie',
    'œdème',
    'VIH',
    'dépression',
    'fracture',
    'rénales',
    '5,9',
    'pnuemothorax',
  );
  const text = fc.array(word, { maxLength: 6 }).map((some) => some.join(' '));
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(fc.record({ put: name, head: text, text }), fc.record({ remove: name }));

  it('is never found again, nor counted, nor suggested, whatever was put before and after [X05] [R18]', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(word, { minLength: 1, maxLength: 2 }), (steps, typed) => {
        const index = createTextIndex();
        const there = new Map<string, { head: string; text: string }>();
        for (const one of steps)
          if ('put' in one) {
            index.put(one.put, one.head, one.text);
            there.set(one.put, one);
          } else {
            index.remove(one.remove);
            there.delete(one.remove);
          }
        // An index that never knew what is gone answers the same, in its very suggestions.
        const fresh = createTextIndex();
        for (const [document, one] of there) fresh.put(document, one.head, one.text);
        for (const query of [typed.join(' '), 'pneumothorax', 'depresion']) {
          const found = index.search(query);
          const expected = fresh.search(query);
          expect([...(found?.documents ?? [])].toSorted()).toEqual([...(expected?.documents ?? [])].toSorted());
          expect(found?.query).toEqual(expected?.query);
        }
        expect(index.size).toBe(fresh.size);
        for (const document of ['a', 'b', 'c', 'd', 'e'])
          expect(index.readText(document)).toBe(there.get(document)?.text ?? '');
      }),
      { numRuns: 300 },
    );
  });
});
