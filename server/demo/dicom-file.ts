/**
 * The few lines of DICOM Part 10 (PS3.10, PS3.5 explicit VR little endian) that giving an image an identity needs: top-level
 * elements are replaced or added, everything else, pixel data above all, is copied byte for byte.
 */
export interface DicomElement {
  /** Group and element, `ggggeeee` in lower-case hexadecimal. */
  readonly tag: string;
  readonly vr: string;
  readonly value: Uint8Array;
}

const long = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const pixelData = '7fe00010';
const implementation = '2.25.330021944276150894637311725601842215733';

/** An element of text (UTF-8), padded to an even length as its VR wants; several values are joined by a backslash. */
export function toText(tag: string, vr: string, ...values: readonly string[]): DicomElement {
  const bytes = Buffer.from(values.join('\\'), 'utf8');
  const pad = vr === 'UI' ? '\0' : ' ';
  return { tag, vr, value: bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.from(pad)]) };
}

/** An element of unsigned 16-bit numbers. */
export function toShorts(tag: string, ...values: readonly number[]): DicomElement {
  const value = Buffer.alloc(values.length * 2);
  values.forEach((number, index) => value.writeUInt16LE(number, index * 2));
  return { tag, vr: 'US', value };
}

/** One element as explicit VR little endian bytes. */
export function encodeElement({ tag, vr, value }: DicomElement): Buffer {
  const head = Buffer.alloc(long.has(vr) ? 12 : 8);
  head.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  head.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  head.write(vr, 4, 'latin1');
  if (long.has(vr)) head.writeUInt32LE(value.length, 8);
  else head.writeUInt16LE(value.length, 6);
  return Buffer.concat([head, value]);
}

function toMeta(elements: readonly DicomElement[]): Buffer {
  const body = Buffer.concat(elements.map(encodeElement));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    encodeElement({ tag: '00020000', vr: 'UL', value: length }),
    body,
  ]);
}

/** A whole Part 10 file from its elements (any order). Pixel data, when given, is one of them with its VR (OW or OB), uncompressed. */
export function toDicomFile(transferSyntax: string, elements: readonly DicomElement[]): Uint8Array<ArrayBuffer> {
  const sorted = elements.toSorted((one, other) => (one.tag < other.tag ? -1 : 1));
  return Uint8Array.from(Buffer.concat([metaOf(transferSyntax, sorted), ...sorted.map(encodeElement)]));
}

function metaOf(transferSyntax: string, elements: readonly DicomElement[]): Buffer {
  const uid = (tag: string): string => readText(elements.find((element) => element.tag === tag)?.value);
  return toMeta([
    { tag: '00020001', vr: 'OB', value: Uint8Array.of(0, 1) },
    toText('00020002', 'UI', uid('00080016')),
    toText('00020003', 'UI', uid('00080018')),
    toText('00020010', 'UI', transferSyntax),
    toText('00020012', 'UI', implementation),
    toText('00020013', 'SH', 'PASSERELLE_DEMO'),
  ]);
}

const readText = (value: Uint8Array | undefined): string =>
  Buffer.from(value ?? [])
    .toString('utf8')
    .replace(/[\0 ]+$/, '');

/** What a file is made of: its elements before the pixel data, and the pixel data element with all that follows, untouched. */
export interface DicomParts {
  readonly transferSyntax: string;
  readonly elements: readonly DicomElement[];
  readonly pixels: Uint8Array;
}

/** Parts of an explicit VR little endian file without sequences; throws on anything else, since it only reads the files of `imaging/`. */
export function readDicomParts(file: Uint8Array): DicomParts {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString('latin1', 128, 132) !== 'DICM') throw new Error('not a DICOM file');
  const elements: DicomElement[] = [];
  let at = 132;
  while (at < bytes.length) {
    const tag =
      bytes.readUInt16LE(at).toString(16).padStart(4, '0') +
      bytes
        .readUInt16LE(at + 2)
        .toString(16)
        .padStart(4, '0');
    if (tag === pixelData) break;
    const vr = bytes.toString('latin1', at + 4, at + 6);
    if (vr === 'SQ') throw new Error(`sequence at ${tag}`);
    const start = at + (long.has(vr) ? 12 : 8);
    const length = long.has(vr) ? bytes.readUInt32LE(at + 8) : bytes.readUInt16LE(at + 6);
    if (start + length > bytes.length) throw new Error(`element ${tag} is cut short`);
    elements.push({ tag, vr, value: bytes.subarray(start, start + length) });
    at = start + length;
  }
  if (at >= bytes.length) throw new Error('no pixel data');
  const transferSyntax = readText(elements.find((element) => element.tag === '00020010')?.value);
  return {
    transferSyntax,
    elements: elements.filter((element) => !element.tag.startsWith('0002')),
    pixels: bytes.subarray(at),
  };
}

/** The file with these elements set (added or replaced) and its meta group rewritten to match; group lengths go, pixel data stay as they are. */
export function withElements(file: Uint8Array, set: readonly DicomElement[]): Uint8Array<ArrayBuffer> {
  const parts = readDicomParts(file);
  const replaced = new Set(set.map((element) => element.tag));
  const kept = parts.elements.filter((element) => !replaced.has(element.tag) && !element.tag.endsWith('0000'));
  const sorted = [...kept, ...set].toSorted((one, other) => (one.tag < other.tag ? -1 : 1));
  return Uint8Array.from(
    Buffer.concat([metaOf(parts.transferSyntax, sorted), ...sorted.map(encodeElement), parts.pixels]),
  );
}
