import type { Person } from '../../../contracts/person.ts';

/** One requirement of the first password, and whether what is typed meets it. */
export interface PasswordRule {
  readonly id: 'length' | 'person' | 'variety' | 'same';
  readonly met: boolean;
}

const shortest = 12;

/** The requirements, live; the hospital's own check stays the one that counts (`password-weak`). */
export function readPasswordRules(password: string, again: string, person: Person): readonly PasswordRule[] {
  const typed = password !== '';
  return [
    { id: 'length', met: [...password].length >= shortest },
    { id: 'person', met: typed && !containsPerson(password, person) },
    { id: 'variety', met: typed && new Set(password.toLowerCase()).size >= 5 && !isSequence(password) },
    { id: 'same', met: typed && password === again },
  ];
}

function containsPerson(password: string, person: Person): boolean {
  const plain = toPlain(password);
  const parts = [person.login, person.nihdi ?? '', ...person.name.split(/[\s.'-]+/)].map(toPlain);
  return parts.some((part) => part.length >= 4 && plain.includes(part));
}

/** True when every character follows the one before it by the same step, as in `123456789012` or `abcdefghijkl`. */
function isSequence(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, place) => (code - (codes[place] ?? 0) + 10) % 10));
  return steps.size <= 1;
}

function toPlain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
