import { z } from 'zod';

/** Formats of a file that the window itself reads; HTML, plain text and PDF have parts of their own. */
export const FileFormat = z.enum(['rtf', 'cda', 'kmehr', 'healthone', 'medidoc', 'tiff', 'image']);
export type FileFormat = z.infer<typeof FileFormat>;

const HEAD = 64 << 10;

const MAGIC: readonly (readonly [format: FileFormat | 'pdf', at: number, bytes: readonly number[]])[] = [
  ['pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['tiff', 0, [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', 0, [0x4d, 0x4d, 0x00, 0x2a]],
  ['image', 0, [0xff, 0xd8, 0xff]],
  ['image', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image', 0, [0x47, 0x49, 0x46, 0x38]],
  ['image', 8, [0x57, 0x45, 0x42, 0x50]],
];

/** Local name of an XML document's root, null when the text does not begin like one. */
function readRootName(head: string): string | null {
  let place = 0;
  for (;;) {
    while (place < head.length && ' \t\r\n'.includes(head[place] ?? '')) place += 1;
    const rest = head.slice(place, place + 80);
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') || rest.startsWith('<!') ? '>' : null;
    if (end === null) return /^<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]/.exec(rest)?.[1] ?? null;
    const typed = /^<!doctype\s+(?:[\w.-]+:)?([\w.-]+)/i.exec(rest);
    if (typed !== null) return typed[1] ?? null;
    const found = head.indexOf(end, place + 2);
    if (found === -1) return null;
    place = found + end.length;
  }
}

/**
 * What a file is, told by its bytes and never by its declared type; null for plain text and whatever else has no mark of its own.
 * HealthOne: a line `A1\…` of its header (or `L1`, `L5`) among the first; MEDIDOC: `#A` (patient) and `#R` (result) at the start of lines.
 */
export function readFileFormat(bytes: Uint8Array): FileFormat | 'pdf' | 'html' | null {
  for (const [format, at, magic] of MAGIC) if (magic.every((byte, place) => bytes[at + place] === byte)) return format;
  let head = '';
  // UTF-16 reads as its low bytes here: marks are ASCII.
  for (const byte of bytes.subarray(0, HEAD)) if (byte !== 0) head += String.fromCharCode(byte);
  head = head.replace(/^(?:ï»¿|ÿþ|þÿ)?\s*/, '');
  if (head.startsWith('{\\rtf')) return 'rtf';
  if (head.startsWith('<')) {
    const root = readRootName(head);
    if (root === 'ClinicalDocument') return 'cda';
    if (root === 'kmehrmessage') return 'kmehr';
    return root !== null && /^(?:html|head|body)$/i.test(root) ? 'html' : null;
  }
  const lines = head.split(/\r\n?|\n/, 12);
  if (lines.some((line) => /^(?:A[1-5]|L[1-9])\\[^\\]*\\/.test(line))) return 'healthone';
  return /^#A/m.test(head) && /^#R/m.test(head) ? 'medidoc' : null;
}
