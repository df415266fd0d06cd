import { ExpectedFailure } from '../../contracts/failure.ts';
import { type FileFormat, readFileFormat } from '../../contracts/file-format.ts';
import type { DocumentPart } from '../../contracts/record.ts';
import { decodeText } from './charset.ts';
import { type Json, readFhir, text } from './fhir-json.ts';

/** Reads the stored bytes of `Binary/…`; throws `not-copied-yet`, `vault-damaged` or what ends the reading altogether. */
export type ReadBinary = (ref: string) => Promise<Uint8Array>;

interface Content {
  readonly mime: string;
  readonly charset: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const LARGEST_TEXT = 8 << 20;
/** Structured texts carry whole PDFs in base64. */
const LARGEST_FILE = 32 << 20;

function toMime(contentType: string | null): { mime: string; charset: string | null } {
  const [mime = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  const charset = parameters
    .map((one) => /^\s*charset="?([\w-]+)"?\s*$/.exec(one)?.[1])
    .find((one) => one !== undefined);
  return { mime: mime.trim(), charset: charset ?? null };
}

/** Strict base64: Buffer would skip what it does not understand, and a letter would be cut without a word. */
function decodeBase64(data: string): Uint8Array<ArrayBuffer> | null {
  const packed = data.replace(/[\r\n\t ]/g, '');
  if (packed.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return null;
  return new Uint8Array(Buffer.from(packed, 'base64'));
}

/** A PDF may have a mail's or a printer's lines before it. */
function hasPdfInside(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-');
}

/** Kinds of text as they are declared; of anything else only what its own bytes tell is shown. */
const TEXTS: ReadonlySet<string> = new Set([
  '',
  'text/plain',
  'text/xml',
  'application/xml',
  'application/octet-stream',
]);
const MARKUP: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);

function toTextPart(content: Content, format: FileFormat | 'html' | null, title: string | null): DocumentPart | null {
  const { mime, charset, bytes } = content;
  if (format === null && !TEXTS.has(mime) && !MARKUP.has(mime)) return null;
  const largest = format === null || format === 'html' ? LARGEST_TEXT : LARGEST_FILE;
  const decoded = bytes.length > largest ? null : decodeText(bytes, charset);
  if (decoded === null || decoded.trim() === '') return null;
  if (format === 'html' || (format === null && MARKUP.has(mime))) return { show: 'html', title, html: decoded };
  return format === null
    ? { show: 'text', title, text: decoded }
    : { show: 'file', format, title, bytes: new Uint8Array(Buffer.from(decoded, 'utf8')) };
}

/** The part that a file's bytes tell; what is declared decides only where the bytes say nothing. */
function toPart(content: Content, title: string | null): DocumentPart {
  const { mime, bytes } = content;
  const format = readFileFormat(bytes);
  if (format === 'pdf' || (format === null && mime === 'application/pdf' && hasPdfInside(bytes)))
    return { show: 'pdf', title, bytes };
  if (format === 'tiff' || format === 'image' || format === 'rtf') return { show: 'file', format, title, bytes };
  return (
    toTextPart(content, format, title) ?? {
      show: 'unreadable',
      title,
      code: 'document-unreadable',
      mime: mime === '' ? null : mime,
    }
  );
}

async function readContent(attachment: Json, read: ReadBinary): Promise<Content | null> {
  const claimed = text(attachment, 'contentType');
  const inline = text(attachment, 'data');
  if (inline !== null) {
    const bytes = decodeBase64(inline);
    return bytes && { ...toMime(claimed), bytes };
  }
  const ref = /(?:^|\/)(Binary\/[A-Za-z0-9\-.]{1,64})$/.exec(text(attachment, 'url') ?? '')?.[1];
  if (ref === undefined) return null;
  const binary = readFhir(await read(ref));
  const bytes = binary?.['resourceType'] === 'Binary' ? decodeBase64(text(binary, 'data') ?? '') : null;
  return bytes && { ...toMime(text(binary, 'contentType') ?? claimed), bytes };
}

const IN_PLACE: ReadonlySet<string> = new Set(['vault-damaged', 'document-not-available', 'not-copied-yet']);

/** One attachment as it can be shown; what cannot be read says so in its place and loses nothing else. */
export async function toAttachmentPart(attachment: Json, read: ReadBinary): Promise<DocumentPart> {
  const title = text(attachment, 'title');
  const { mime } = toMime(text(attachment, 'contentType'));
  try {
    const content = await readContent(attachment, read);
    return content === null
      ? { show: 'unreadable', title, code: 'resource-invalid', mime: mime === '' ? null : mime }
      : toPart(content, title);
  } catch (cause) {
    if (!(cause instanceof ExpectedFailure) || !IN_PLACE.has(cause.code)) throw cause;
    return { show: 'unreadable', title, code: 'not-copied-yet', mime: mime === '' ? null : mime };
  }
}
