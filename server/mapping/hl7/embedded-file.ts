import { hash } from 'node:crypto';
import type { Attachment } from '@medplum/fhirtypes';
import { readFileFormat } from '../../../contracts/file-format.ts';
import { type FilingResource, toFilingReference } from '../../hl7/filing.ts';
import type { Segment } from './message.ts';
import { toPlainText } from './message.ts';
import { refuse } from './refuse.ts';

/** A file as a message carries it. */
export interface EmbeddedFile {
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

/** Content types of ED's subtype (table 0291) and of its type (0191), where the bytes do not tell. */
const DECLARED: ReadonlyMap<string, string> = new Map([
  ['PDF', 'application/pdf'],
  ['APPLICATION/PDF', 'application/pdf'],
  ['RTF', 'text/rtf'],
  ['HTML', 'text/html; charset=utf-8'],
  ['PLAIN', 'text/plain; charset=utf-8'],
  ['TEXT', 'text/plain; charset=utf-8'],
  ['XML', 'application/xml'],
  ['X-HL7-CDA-LEVEL-ONE', 'application/xml'],
  ['JPEG', 'image/jpeg'],
  ['JPG', 'image/jpeg'],
  ['PNG', 'image/png'],
  ['GIF', 'image/gif'],
  ['TIFF', 'image/tiff'],
  ['TIF', 'image/tiff'],
  ['PICT', 'image/x-pict'],
  ['DICOM', 'application/dicom'],
  ['BASIC', 'audio/basic'],
]);

/** Content types by the bytes themselves, which count more than what is declared. */
const FOUND: ReadonlyMap<string, string> = new Map([
  ['pdf', 'application/pdf'],
  ['rtf', 'text/rtf'],
  ['cda', 'application/xml'],
  ['kmehr', 'application/xml'],
  ['tiff', 'image/tiff'],
]);

/** The file of an ED (OBX-5: source, type, subtype, encoding, data); refuses one that is empty or not in its own encoding. */
export function toEmbeddedFile(obx: Segment): EmbeddedFile {
  const value = obx.first(5);
  const encoding = value.part(4).toUpperCase();
  const data = value.rawPart(5);
  const bytes =
    encoding === 'BASE64' || encoding === ''
      ? decodeBase64(data)
      : encoding === 'HEX'
        ? decodeHex(data)
        : new Uint8Array(Buffer.from(value.part(5), 'utf8'));
  if (bytes === null || bytes.length === 0)
    return refuse(obx.place(5), 102, 'Le fichier joint (ED) est vide ou n’est pas dans l’encodage annoncé.');
  return { bytes, contentType: toContentType(bytes, value.part(3).toUpperCase(), value.part(2).toUpperCase()) };
}

/** Base64 as senders wrap it: lines broken, `\.br\` and `\X0D\` between them; null for anything else. */
function decodeBase64(data: string): Uint8Array | null {
  const packed = data.replace(/\\(?:\.br|X0D|X0A|X0D0A)\\/gi, '').replace(/\s+/g, '');
  const bare = packed.replace(/={1,2}$/, '');
  if (/[^A-Za-z0-9+/]/.test(bare) || bare.length % 4 === 1) return null;
  return new Uint8Array(Buffer.from(bare, 'base64'));
}

function decodeHex(data: string): Uint8Array | null {
  const packed = data.replace(/\s+/g, '');
  return packed.length % 2 === 1 || /[^0-9A-Fa-f]/.test(packed) ? null : new Uint8Array(Buffer.from(packed, 'hex'));
}

function toContentType(bytes: Uint8Array, subtype: string, type: string): string {
  const format = readFileFormat(bytes);
  const magic = format === null ? undefined : FOUND.get(format);
  if (magic !== undefined) return magic;
  if (format === 'image')
    return bytes[0] === 0xff
      ? 'image/jpeg'
      : bytes[0] === 0x89
        ? 'image/png'
        : bytes[0] === 0x47
          ? 'image/gif'
          : 'image/webp';
  return DECLARED.get(subtype) ?? DECLARED.get(type) ?? 'application/octet-stream';
}

/** What the sender's lines say, as a file: RTF and HTML are told by what they begin with. */
export function toTextFile(text: string): EmbeddedFile {
  const format = readFileFormat(Buffer.from(text, 'utf8'));
  const contentType =
    format === 'rtf'
      ? 'text/rtf'
      : format === 'html'
        ? 'text/html; charset=utf-8'
        : format === 'cda' || format === 'kmehr'
          ? 'application/xml'
          : 'text/plain; charset=utf-8';
  return { bytes: new Uint8Array(Buffer.from(text, 'utf8')), contentType };
}

/** The Binary of a file and the attachment that points to it; `key` is its document's with its place there. */
export function toAttachment(
  { bytes, contentType }: EmbeddedFile,
  key: string,
  version: string,
  title: string,
): { readonly attachment: Attachment; readonly binary: FilingResource } {
  const attachment: Attachment = {
    contentType,
    url: toFilingReference('Binary', key),
    size: bytes.length,
    hash: hash('sha1', bytes, 'base64'),
    ...(title !== '' && { title: toPlainText(title) }),
  };
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return {
    attachment,
    binary: { resource: { resourceType: 'Binary', contentType, data }, key, version, keeps: [] },
  };
}
