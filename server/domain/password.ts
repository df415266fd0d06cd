import { hash, verify } from '@node-rs/argon2';

/** Fewest characters of a password. */
export const PASSWORD_MIN = 12;

/** Argon2id, 19 MiB, two passes (OWASP's first recommendation; 21 ms here). */
const ARGON2ID = 2;
const cost = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Words on which most trivial passwords are built, in French, Dutch and English. */
const TRIVIAL = [
  'password',
  'passwort',
  'wachtwoord',
  'motdepasse',
  'passerelle',
  'hopital',
  'hospital',
  'docteur',
  'medecin',
  'bonjour',
  'azerty',
  'qwerty',
  'welkom',
  'welcome',
  'bienvenue',
  'letmein',
  'iloveyou',
  'soleil',
  'doudou',
  'abcdef',
  'admin',
  'secret',
  'changeme',
];

/** True when a password is too short or so trivial that it is guessed first. `known` are the login and names of the person. */
export function isWeak(password: string, known: readonly string[]): boolean {
  const characters = [...password.normalize('NFC')];
  if (characters.length < PASSWORD_MIN) return true;
  if (new Set(characters.map((one) => one.toLowerCase())).size < 5) return true;
  const plain = toPlain(password);
  const rest = [...TRIVIAL, ...known.flatMap((name) => toPlain(name).match(/[a-z]{4,}|\d{5,}/g) ?? [])].reduce(
    (left, word) => left.replaceAll(word, ''),
    plain.replace(/[@4]/g, 'a').replace(/0/g, 'o').replace(/[1!]/g, 'i').replace(/3/g, 'e').replace(/[5$]/g, 's'),
  );
  const left = rest === plain ? plain : rest;
  return isSequence(plain) || left.replace(/[\d\W_]/g, '').length + new Set(left.replace(/[^\d\W_]/g, '')).size < 5;
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

/** Keys or characters in a row, up or down: abcdefghijkl, 123456789012, azertyuiopqs. */
function isSequence(plain: string): boolean {
  const rows = [
    'abcdefghijklmnopqrstuvwxyz',
    '01234567890123456789',
    'azertyuiopqsdfghjklmwxcvbn',
    'qwertyuiopasdfghjklzxcvbnm',
  ];
  return rows.some((row) => row.includes(plain) || [...row].reverse().join('').includes(plain));
}
