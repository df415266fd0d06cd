import { ExpectedFailure } from '../../contracts/failure.ts';
import type { DocumentPart } from '../../contracts/record.ts';
import { type Json, readFhir, text } from './fhir-json.ts';

/** Reads the stored bytes of `Binary/…`; throws `not-copied-yet`, `vault-damaged` or what ends the reading altogether. */
export type ReadBinary = (ref: string) => Promise<Uint8Array>;

interface Content {
  readonly mime: string;
  readonly charset: string | null;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const LARGEST_TEXT = 8 << 20;

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

/** Text in the charset it claims; without a claim UTF-8, then what Windows writes. */
export function decodeText(bytes: Uint8Array, charset: string | null): string | null {
  const candidates = charset === null ? ['utf-8', 'windows-1252'] : [charset, 'windows-1252'];
  for (const candidate of candidates) {
    try {
      const decoded = new TextDecoder(candidate, { fatal: true }).decode(bytes);
      return decoded.includes('\0') ? null : decoded;
    } catch {
      // Not that charset, or one that nobody knows.
    }
  }
  return null;
}

function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 1024)).toString('latin1').includes('%PDF-');
}

const IMAGES: Readonly<Record<string, readonly number[]>> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/gif': [0x47, 0x49, 0x46],
};

function toPart({ mime, charset, bytes }: Content, title: string | null): DocumentPart {
  const unreadable: DocumentPart = {
    show: 'unreadable',
    title,
    code: 'document-unreadable',
    mime: mime === '' ? null : mime,
  };
  if (bytes.length === 0) return unreadable;
  if (mime === 'application/pdf' || (mime === '' && isPdf(bytes)))
    return isPdf(bytes) ? { show: 'pdf', title, bytes } : unreadable;
  const magic = IMAGES[mime];
  if (magic !== undefined) {
    if (!magic.every((byte, place) => bytes[place] === byte)) return unreadable;
    return {
      show: 'html',
      title,
      html: `<img alt="" src="data:${mime};base64,${Buffer.from(bytes).toString('base64')}">`,
    };
  }
  if (mime !== 'text/html' && mime !== 'application/xhtml+xml' && mime !== 'text/plain' && mime !== '')
    return unreadable;
  const decoded = bytes.length > LARGEST_TEXT ? null : decodeText(bytes, charset);
  if (decoded === null) return unreadable;
  return mime === 'text/plain' || mime === ''
    ? { show: 'text', title, text: decoded }
    : { show: 'html', title, html: decoded };
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
