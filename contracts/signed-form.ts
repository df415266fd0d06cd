import { z } from 'zod';
import { type ApiRow, none } from './api-row.ts';
import { failureCodes } from './failure.ts';
import { Instant, LinkId, Sha256 } from './identifiers.ts';

/** Reference printed on a consent form, `K7QF3-M2PXA`: ten random characters of Crockford's base 32. */
export const FormReference = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);

/** What the code beside the reference says: a form of consent, and which; nothing of anybody. */
export function toFormCode(reference: string): string {
  return `C:${reference}`;
}

/** The reference that a code says; null for the code of anything else. */
export function readFormCode(text: string): string | null {
  const reference = text.startsWith('C:') ? text.slice(2) : '';
  return FormReference.safeParse(reference).success ? reference : null;
}

/** A reference as somebody types it from the paper: capitals, dash and the letters that look like digits do not count. Null when it is none. */
export function readTypedReference(text: string): string | null {
  const plain = text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const reference = `${plain.slice(0, 5)}-${plain.slice(5)}`;
  return FormReference.safeParse(reference).success ? reference : null;
}

/** Most pages that one form may have, a mandate or a list of remarks with it. */
export const mostPages = 20;

/** The form of one own link: which is to be signed or was signed, and whether its scan is filed. */
export const LinkForm = z.strictObject({
  link: LinkId,
  reference: FormReference,
  printedAt: Instant,
  scan: z.strictObject({ filedAt: Instant, pages: z.number().int() }).nullable(),
});
export type LinkForm = z.infer<typeof LinkForm>;

/** Where a scan was filed. `sha256` is that of the PDF which the hospital made of its pages [R14]. */
export const FiledForm = z.strictObject({ link: LinkId, filedAt: Instant, pages: z.number().int(), sha256: Sha256 });
export type FiledForm = z.infer<typeof FiledForm>;

/** Most links whose forms are printed at once. */
export const mostForms = 50;

/** A link of which no form could be made, and why. */
export const SkippedForm = z.strictObject({ link: LinkId, code: z.enum(failureCodes) });
export type SkippedForm = z.infer<typeof SkippedForm>;

/** Forms of several links as one file to print. `skipped` says of which links none was made, and why. */
export const PrintedForms = z.strictObject({
  pdfBase64: z.string().nullable(),
  forms: z.array(z.strictObject({ from: LinkId, link: LinkId, version: z.string(), sha256: Sha256 })),
  skipped: z.array(SkippedForm),
});

const byLink = z.strictObject({ link: LinkId });

/** Paper of the links: printed for several at once, and filed by its code once it is signed. Nothing here makes a link active. */
export const formRows = {
  'signed-form/list': {
    listener: 'medical',
    method: 'GET',
    path: '/api/signed-forms',
    params: none,
    input: none,
    output: z.array(LinkForm),
  },
  /** Pages as JPEG, base64, in their order; the hospital makes one PDF of them. */
  'signed-form/file': {
    listener: 'medical',
    method: 'POST',
    path: '/api/signed-forms',
    params: none,
    input: z.strictObject({
      reference: FormReference,
      pages: z.array(z.base64().min(1).max(4_000_000)).min(1).max(mostPages),
    }),
    output: FiledForm,
  },
  'signed-form/read': {
    listener: 'medical',
    method: 'GET',
    path: '/api/links/:link/signed-form',
    params: byLink,
    input: none,
    output: z.strictObject({ filedAt: Instant, sha256: Sha256, pdfBase64: z.string() }),
  },
  /** Prepares the renewal of each link that runs or is over, and makes the forms of all. `careOnly` is declared for each of them [R20]. */
  'link/print-forms': {
    listener: 'medical',
    method: 'POST',
    path: '/api/consent-forms',
    params: none,
    input: z.strictObject({ links: z.array(LinkId).min(1).max(mostForms), careOnly: z.literal(true) }),
    output: PrintedForms,
  },
} as const satisfies Record<string, ApiRow>;
