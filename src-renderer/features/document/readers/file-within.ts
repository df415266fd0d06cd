import { readFileFormat } from '../../../../contracts/file-format.ts';
import { decodeBase64 } from './base64.ts';
import type { FilePart } from './reading.ts';

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A file that stands in base64 inside another, as a part by its own bytes; `mime` is what the sender says it is. */
export function toFileWithin(base64: string | null, mime: string | null): FilePart {
  const unreadable: FilePart = { show: 'unreadable', title: null, code: 'document-unreadable', mime };
  const bytes = base64 === null ? null : decodeBase64(base64);
  if (bytes === null || bytes.length === 0) return unreadable;
  const format = readFileFormat(bytes);
  if (format === 'pdf') return { show: 'pdf', title: null, bytes };
  if (format === 'html' || (format === null && mime === 'text/html'))
    return { show: 'html', title: null, html: decode(bytes) };
  if (format !== null) {
    const isBinary = format === 'tiff' || format === 'image' || format === 'rtf';
    return { show: 'file', format, title: null, bytes: isBinary ? bytes : new TextEncoder().encode(decode(bytes)) };
  }
  return mime?.startsWith('text/') === true ? { show: 'text', title: null, text: decode(bytes) } : unreadable;
}
