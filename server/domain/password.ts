import { hash, verify } from '@node-rs/argon2';

/** Fewest characters of a password. */
export const PASSWORD_MIN = 12;

/** Argon2id, 19 MiB, two passes (OWASP's first recommendation; 21 ms here). */
const ARGON2ID = 2;
const cost = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Words that most trivial passwords are built on, in French, Dutch and English; without accents. */
const TRIVIAL =
  `password passwort wachtwoord motdepasse passerelle hopital hospital docteur medecin bonjour azerty qwerty
  welkom welcome bienvenue letmein iloveyou soleil doudou admin secret changeme`.split(/\s+/);
/** Keys or characters in a row. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
];
const DIFFERENT = 5;

/** True when a password is too short, or so trivial that it is guessed first. `known` are names it must not lean on. */
export function isWeak(password: string, known: readonly string[]): boolean {
  if ([...password.normalize('NFC')].length < PASSWORD_MIN) return true;
  const plain = toPlain(password);
  if (new Set(plain).size < DIFFERENT) return true;
  if (ROWS.some((row) => row.includes(plain) || [...row].reverse().join('').includes(plain))) return true;
  const words = [...TRIVIAL, ...known.flatMap((name) => toPlain(name).match(/[a-z]{4,}|\d{5,}/g) ?? [])];
  // What is left when the trivial words are taken out must still have something to guess: a year and a sign have not.
  const rest = words.reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest !== plain && rest.replace(/[^a-z]/g, '').length < DIFFERENT;
}

/** Hash to store, PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

let dummy: Promise<string> | undefined;

/** True when the password is the hash's. A null hash takes as long and is never right. */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('no account has this one');
  const right = await verify(stored ?? (await dummy), password.normalize('NFKC'));
  return right && stored !== null;
}

function toPlain(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}
