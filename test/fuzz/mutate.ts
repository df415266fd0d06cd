import type { Random } from './random.ts';

/** A way to spoil bytes; `other` is another file of the same kind. */
export type Spoil = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

/** What is special about a kind of file. */
export interface Dialect {
  /** Words that its readers listen to, put in anywhere. */
  readonly words: readonly (string | Buffer)[];
  /** What opens and closes a level; put in hundreds to thousands of times. */
  readonly nests: readonly (readonly [open: string, close: string])[];
  /** Declarations of a charset and what else they may claim. */
  readonly charsets?: readonly (readonly [declared: RegExp, claims: readonly string[]])[];
  /** Lies that only this kind knows. */
  readonly spoils?: readonly Spoil[];
  /** Longer results are cut to this. */
  readonly longest: number;
}

/** A mutation: the bytes, and in words how they were made. */
export interface Mutation {
  readonly bytes: Buffer;
  readonly source: string;
  readonly how: string;
}

/** A file to be spoilt. */
export interface Sample {
  readonly name: string;
  readonly bytes: Buffer;
}

const LIES = [0, 1, 2, 0x7f, 0x80, 0xff, 0xfffe, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xfffffffe, 0xffffffff];
const HUGE = [
  '99999999999999999999',
  '-1',
  '4294967296',
  '2147483647',
  '1e309',
  '0',
  '0.0000001',
  '-9223372036854775808',
];

const place = (bytes: Buffer, at: number, cut: number, put: Buffer | string): Buffer =>
  Buffer.concat([bytes.subarray(0, at), typeof put === 'string' ? Buffer.from(put) : put, bytes.subarray(at + cut)]);

/** A stretch: begin, and up to a tenth of the file, mostly short. */
const stretch = (bytes: Buffer, random: Random): readonly [at: number, length: number] => [
  random.below(bytes.length),
  1 + random.below(random.chance(0.7) ? 16 : bytes.length / 10),
];

const bits: Spoil = (bytes, random) => {
  const spoilt = Buffer.from(bytes);
  for (let left = 1 + random.below(16); left > 0; left -= 1) {
    const at = random.below(bytes.length);
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << random.below(8));
  }
  return spoilt;
};
const truncation: Spoil = (bytes, random) => bytes.subarray(0, random.below(bytes.length));
const gap: Spoil = (bytes, random) => {
  const [at, length] = stretch(bytes, random);
  return place(bytes, at, length, '');
};
const duplication: Spoil = (bytes, random) => {
  const [at, length] = stretch(bytes, random);
  const times = random.chance(0.8) ? 1 + random.below(3) : random.below(400);
  const piece = bytes.subarray(at, at + length);
  return place(bytes, at, 0, Buffer.concat(Array.from({ length: times }, () => piece)));
};
const splice: Spoil = (bytes, random, other) => {
  const cut = random.below(bytes.length);
  // Half of them at the same place, where the structures of both fit.
  const from = random.chance(0.5) ? Math.min(cut, other.length) : random.below(other.length);
  return Buffer.concat([bytes.subarray(0, cut), other.subarray(from)]);
};
const lie: Spoil = (bytes, random) => {
  const spoilt = Buffer.from(bytes);
  const size = random.pick([1, 2, 4]);
  if (spoilt.length < size) return spoilt;
  const at = random.below(spoilt.length - size + 1);
  const value = random.pick(LIES) % 2 ** (8 * size);
  if (random.chance(0.5)) spoilt.writeUIntLE(value, at, size);
  else spoilt.writeUIntBE(value, at, size);
  return spoilt;
};
const noise: Spoil = (bytes, random) => {
  const [at, length] = stretch(bytes, random);
  const few = Math.min(length, 256);
  return place(
    bytes,
    at,
    few,
    random.chance(0.5) ? random.bytes(few) : Buffer.alloc(few, random.pick([0, 0xff, 0x20])),
  );
};
/** A number in the text becomes one that no reader expects. */
const hugeNumber: Spoil = (bytes, random) => {
  const from = random.below(bytes.length);
  const found = /\d+/.exec(bytes.toString('latin1', from, from + 4096));
  return found === null
    ? place(bytes, from, 0, random.pick(HUGE))
    : place(bytes, from + found.index, found[0].length, random.pick(HUGE));
};
/** The text is written in another charset than it says, or begins with a mark that lies. */
const recoding: Spoil = (bytes, random) => {
  const text = bytes.toString(random.chance(0.5) ? 'utf8' : 'latin1');
  const mark = random.pick(['', '', '\ufeff']);
  return Buffer.from(mark + text, random.pick(['latin1', 'utf16le', 'utf8'] as const));
};

function toOwnSpoils({ words, nests, charsets = [], spoils = [] }: Dialect): readonly (readonly [string, Spoil])[] {
  const word: Spoil = (bytes, random) => place(bytes, random.below(bytes.length), 0, Buffer.from(random.pick(words)));
  const nest: Spoil = (bytes, random) => {
    const [open, close] = random.pick(nests);
    const depth = random.pick([40, 400, 4_000, 20_000]);
    return place(
      bytes,
      random.below(bytes.length),
      0,
      open.repeat(depth) + (random.chance(0.5) ? close.repeat(depth) : ''),
    );
  };
  const charset: Spoil = (bytes, random) => {
    const [declared, claims] = random.pick(charsets);
    const found = declared.exec(bytes.toString('latin1'));
    return found === null
      ? recoding(bytes, random, bytes)
      : place(bytes, found.index, found[0].length, Buffer.from(random.pick(claims), 'latin1'));
  };
  return [
    ['word', word],
    ['word', word],
    ...(nests.length > 0 ? [['nesting', nest] as const] : []),
    ...(charsets.length > 0 ? [['charset lie', charset] as const] : []),
    ...spoils.map((spoil) => ['own lie', spoil] as const),
    ...spoils.map((spoil) => ['own lie', spoil] as const),
  ];
}

const COMMON: readonly (readonly [string, Spoil])[] = [
  ['bits', bits],
  ['bits', bits],
  ['truncation', truncation],
  ['gap', gap],
  ['duplication', duplication],
  ['splice', splice],
  ['length lie', lie],
  ['length lie', lie],
  ['noise', noise],
  ['huge number', hugeNumber],
  ['recoding', recoding],
];

/** Spoils one of the samples in one to three ways. */
export function mutate(samples: readonly Sample[], dialect: Dialect, random: Random): Mutation {
  const { name, bytes } = random.pick(samples);
  const ways = [...COMMON, ...toOwnSpoils(dialect)];
  const how: string[] = [];
  let spoilt = bytes;
  for (let left = random.pick([1, 1, 2, 3]); left > 0 && spoilt.length > 0; left -= 1) {
    const [word, spoil] = random.pick(ways);
    how.push(word);
    spoilt = spoil(spoilt, random, random.pick(samples).bytes);
    if (spoilt.length > dialect.longest) spoilt = spoilt.subarray(0, dialect.longest);
  }
  return { bytes: Buffer.from(spoilt), source: name, how: how.join(', ') };
}
