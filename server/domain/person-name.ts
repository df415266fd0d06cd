/**
 * Whether a name as a physician types it is the name the hospital knows. Forgiven: accents, case, hyphens, apostrophes, typographic
 * letters, a particle left out, added or written in one word, the order of a double family name, one of several given names, the
 * initials of the others. A comparison is an overlap of two lists of keys, so that the database itself can decide it [R08]: the
 * `known` keys are kept beside the patient, the `typed` ones made from a proposal. Whoever changes a rule indexes the patients again.
 */

/** Keys of one person's names on one side. */
export interface NameKeys {
  readonly family: readonly string[];
  readonly given: readonly string[];
}

/** `known`: as the hospital's record has it; `typed`: as the physician reads it from the card. Only unlike sides may be compared. */
export type Side = 'known' | 'typed';

const particles = new Set(
  (
    'a al au aux av aan ben bin bint ibn d da dal dalla das de degli dei del della delle delli dello dem den der des di do dos du ' +
    'e el het i in l la las le les lo los mac mc op s t te ten ter tot van vanden vander ver vom von vonder y zu zum zur'
  ).split(' '),
);

/** Letters that no decomposition takes apart, and the usual abbreviations of a name's first word. */
const plain: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
};
const spelledOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe', ÿ: 'ij' };
const abbreviated: Readonly<Record<string, string>> = { st: 'saint', ste: 'sainte' };

/** More than any real name has; beyond it particles count all together or not at all, lest the variants explode. */
const mostParticles = 5;

/** Keys of a family name, double ones in either order. Empty for a text without a letter, which then agrees with nothing. */
export function toFamilyKeys(family: string, side: Side): string[] {
  return toKeys(side, (spell) => {
    const units = toUnits(toWords(family, spell).filter((word) => word !== ''));
    const orders = side === 'known' ? toOrders(units) : [units];
    return orders.map((order) => ({
      whole: order.map((unit) => unit.join('')).join(''),
      parts: withoutParticles(order),
    }));
  });
}

/** Keys of the given names, in the register's order; a hyphened name is one name. */
export function toGivenKeys(given: readonly string[], side: Side): string[] {
  return toKeys(side, (spell) => {
    const names = given
      .flatMap((name) => name.split(/[\s,;]+/u))
      .map((name) => toWords(name, spell).join(''))
      .filter((name) => name !== '');
    const full = names.some((name) => name.length > 1) ? names.filter((name) => name.length > 1) : names;
    return full.length === 0
      ? []
      : [{ whole: full.join(''), parts: toSelections(full.slice(0, 6)).map((some) => some.join('')) }];
  });
}

/** True when a typed key list and a known one share a key: what the database's `&&` says. */
export function overlaps(typed: readonly string[], known: readonly string[]): boolean {
  return typed.some((key) => known.includes(key));
}

interface Variants {
  readonly whole: string;
  readonly parts: readonly string[];
}

/** `<` pairs what was typed wholly with a part of what is known, `>` the other way round; two parts alone never agree. */
function toKeys(side: Side, read: (spell: Readonly<Record<string, string>>) => Variants[]): string[] {
  const keys = new Set<string>();
  for (const { whole, parts } of [...read({}), ...read(spelledOut)]) {
    if (whole === '') continue;
    keys.add(`${whole}${side === 'typed' ? '<' : '>'}`);
    for (const part of [whole, ...parts]) keys.add(`${part}${side === 'typed' ? '>' : '<'}`);
  }
  return [...keys];
}

/** Words in plain lower-case letters; whatever is neither letter nor digit parts two words. */
function toWords(text: string, spell: Readonly<Record<string, string>>): string[] {
  const lower = text.normalize('NFKC').toLowerCase().normalize('NFC');
  const respelled = [...lower].map((letter) => spell[letter] ?? plain[letter] ?? letter).join('');
  return respelled
    .replace(/\p{Lm}/gu, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{Nd}]+/u)
    .map((word) => abbreviated[word] ?? word);
}

/** Particles with the word they lead to: `van der meeren lopez` is [van, der, meeren], [lopez]. */
function toUnits(words: readonly string[]): string[][] {
  const units: string[][] = [];
  let unit: string[] = [];
  words.forEach((word, index) => {
    unit.push(word);
    if (particles.has(word) && index < words.length - 1) return;
    units.push(unit);
    unit = [];
  });
  return units;
}

function withoutParticles(units: readonly (readonly string[])[]): string[] {
  const many = units.reduce((count, unit) => count + unit.length - 1, 0) > mostParticles;
  const choices = units.map((unit) => {
    const core = unit.at(-1) ?? '';
    return many ? [core] : [[], ...toSelections(unit.slice(0, -1))].map((some) => [...some, core].join(''));
  });
  return choices.reduce<string[]>((starts, some) => starts.flatMap((start) => some.map((end) => start + end)), ['']);
}

/** Every non-empty selection, in order. */
function toSelections(names: readonly string[]): string[][] {
  return names.reduce<string[][]>((all, name) => [...all, ...all.map((some) => [...some, name]), [name]], []);
}

/** Every order of two or three parts; longer names keep theirs. */
function toOrders<T>(units: readonly T[]): (readonly T[])[] {
  if (units.length === 0 || units.length > 3) return [units];
  if (units.length === 1) return [units];
  return units.flatMap((first, index) =>
    toOrders(units.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}
