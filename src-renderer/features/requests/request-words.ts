import type { AccessRequestLine } from '../../../contracts/access-request.ts';
import { words } from '../../words/words.ts';

/** `1-99812-34-567`, as INAMI prints it, with hyphens that no line end parts; the first eight digits alone where no more were given. */
export function formatNihdi(digits: string): string {
  return [digits.slice(0, 1), digits.slice(1, 6), digits.slice(6, 8), digits.slice(8)].filter(Boolean).join('\u2011');
}

/** Family name first and in capitals, as lists of physicians are read. */
export function toListedName({ family, given }: { readonly family: string; readonly given: string }): string {
  return `${family.toUpperCase()} ${given}`;
}

/** What makes this line other than the rest, in few words. */
export function toSigns({ known, alike, state }: AccessRequestLine): string {
  return [
    state === 'review' ? words('request.sign.review') : '',
    known ? words('request.sign.known') : '',
    alike > 0 ? words('request.sign.alike', { count: alike }) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
