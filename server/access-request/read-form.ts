import type { PageWord } from './words-fr.ts';

/** The fields of the form, in their order; `care` and `conditions` are declarations to tick. */
export const formFields = [
  'family',
  'given',
  'nihdi',
  'practice',
  'address',
  'phone',
  'email',
  'care',
  'conditions',
] as const;
export type FormField = (typeof formFields)[number];

/** What was typed, as it was typed; a ticked declaration is `yes`. */
export type Typed = Readonly<Record<FormField | 'token', string>>;

/** A request that can be filed. */
export interface AccessRequest {
  readonly family: string;
  readonly given: string;
  /** 8 or 11 digits. */
  readonly nihdi: string;
  readonly practice: string;
  /** One to five lines. */
  readonly address: readonly string[];
  readonly phone: string;
  readonly email: string | null;
}

/** What is wrong with each field, by the name of its sentence. */
export type FormErrors = Partial<Readonly<Record<FormField, PageWord>>>;

/** A request that may be filed, or every fault of the form at once. */
export type FormReading =
  | { readonly ok: true; readonly request: AccessRequest }
  | { readonly ok: false; readonly errors: FormErrors };

/** Letters that the paper's typeface can print; no combining mark, no other script, nothing that turns the direction of text. */
const letter = 'A-Za-zÀ-ÖØ-öø-ÿĀ-ňŊ-žȘșȚțẀ-ẅẞẠ-ỹ';
const name = new RegExp(`^[${letter}][${letter}'’. -]*$`, 'u');
const line = new RegExp(`^[${letter}0-9 !"#&'’‘“”«»()*+,./:;=?@_°ªº§€–-]*$`, 'u');

const longest = { family: 80, given: 80, practice: 120, address: 80, phone: 30, email: 120 } as const;
const MOST_LINES = 5;

const nothing: Typed = {
  token: '',
  family: '',
  given: '',
  nihdi: '',
  practice: '',
  address: '',
  phone: '',
  email: '',
  care: '',
  conditions: '',
};

/** An empty form under this token. */
export function toEmptyForm(token: string): Typed {
  return { ...nothing, token };
}

/** The fields of an `application/x-www-form-urlencoded` body; of a field sent twice, the first. */
export function readTyped(body: string): Typed {
  const sent = new URLSearchParams(body);
  return Object.fromEntries(Object.keys(nothing).map((field) => [field, sent.get(field) ?? ''])) as unknown as Typed;
}

/** Reads what was typed, or says of each field what is wrong with it. NIHDI numbers have no published check digits: a person verifies them. */
export function readForm(typed: Typed): FormReading {
  const errors: { -readonly [F in FormField]?: PageWord } = {};
  const text = (field: 'family' | 'given' | 'practice', allowed: RegExp): string => {
    const value = toLine(typed[field]);
    if (value === '') errors[field] = `error.missing.${field}`;
    else if (value.length > longest[field]) errors[field] = 'error.too-long';
    else if (!allowed.test(value)) errors[field] = 'error.characters';
    return value;
  };
  const family = text('family', name);
  const given = text('given', name);
  const nihdi = typed.nihdi.normalize('NFKC').replace(/[\s./‐‑–-]/g, '');
  if (nihdi === '') errors.nihdi = 'error.missing.nihdi';
  else if (!/^\d{8}(\d{3})?$/.test(nihdi)) errors.nihdi = 'error.nihdi';
  const practice = text('practice', line);
  const address = readAddress(typed.address);
  if (typeof address === 'string') errors.address = address;
  const phone = toLine(typed.phone);
  const digits = phone.replace(/\D/g, '').length;
  if (phone === '') errors.phone = 'error.missing.phone';
  else if (phone.length > longest.phone || !/^[+0-9 ()./-]+$/.test(phone) || digits < 8 || digits > 15)
    errors.phone = 'error.phone';
  const email = typed.email.trim();
  if (email !== '' && (email.length > longest.email || !mail.test(email))) errors.email = 'error.email';
  if (typed.care !== 'yes') errors.care = 'error.missing.care';
  if (typed.conditions !== 'yes') errors.conditions = 'error.missing.conditions';
  if (Object.keys(errors).length > 0 || typeof address === 'string') return { ok: false, errors };
  return { ok: true, request: { family, given, nihdi, practice, address, phone, email: email === '' ? null : email } };
}

const mail = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/;

/** Lines of a postal address, with a postal code somewhere; else the sentence that says what is missing. */
function readAddress(typed: string): readonly string[] | PageWord {
  const lines = typed
    .split(/\r\n|\r|\n/)
    .map(toLine)
    .filter((one) => one !== '');
  if (lines.length === 0) return 'error.missing.address';
  if (lines.some((one) => one.length > longest.address)) return 'error.too-long';
  if (!lines.every((one) => line.test(one))) return 'error.characters';
  return lines.length <= MOST_LINES && /(^|\D)\d{4,5}(\D|$)/.test(lines.join(' ')) ? lines : 'error.address';
}

/** Composed (NFC), without spaces at its ends or doubled; spaces of other widths become plain ones, control characters stay and fail. */
function toLine(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/^[ \t]+|[ \t]+$/g, '');
}
