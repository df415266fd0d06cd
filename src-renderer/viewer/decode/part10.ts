import dicomParser from 'dicom-parser';
import type { DataSet, Element } from 'dicom-parser';
import { limits } from './limits.ts';
import { toTransferSyntax, type TransferSyntax } from './transfer-syntaxes.ts';
import { assertReadable, UnreadableImage } from './unreadable.ts';

/** A Part-10 file whose structure has been read and measured; no value has been believed yet. */
export interface Part10 {
  readonly dataSet: DataSet;
  readonly syntaxUid: string;
  readonly syntax: TransferSyntax;
}

/** Reads the structure of a received file (PS3.10), refusing bombs: sizes, inflation, number and depth of elements are bounded. */
export async function readPart10(bytes: Uint8Array): Promise<Part10> {
  assertReadable(bytes.length > 132, 'truncated', `${bytes.length} bytes`);
  assertReadable(bytes.length <= limits.fileBytes, 'too-large', `file of ${bytes.length} bytes`);
  assertReadable(isPrefixAt(bytes, 128), 'not-dicom', 'no DICM prefix');
  const { syntaxUid, end } = readMeta(bytes);
  const syntax = toTransferSyntax(syntaxUid);
  assertReadable(syntax !== null, 'unsupported', `transfer syntax ${syntaxUid}`);
  const body = syntax.deflated ? await inflated(bytes.subarray(end)) : bytes.subarray(end);
  // A second prefix here would make dicom-parser take the data set for a file of its own.
  assertReadable(!isPrefixAt(body, 128), 'not-dicom', 'a file inside the file');
  const parseAs = syntax.deflated ? '1.2.840.10008.1.2.1' : syntaxUid;
  const dataSet = parse(() => dicomParser.parseDicom(body, { TransferSyntaxUID: parseAs }));
  measure(dataSet);
  return { dataSet, syntaxUid, syntax };
}

function isPrefixAt(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d;
}

/** The meta header is always explicit little endian; its elements are walked here because what follows may be anything. */
function readMeta(bytes: Uint8Array): { readonly syntaxUid: string; readonly end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let syntaxUid = '';
  let at = 132;
  while (at + 8 <= bytes.length && view.getUint16(at, true) === 2) {
    const element = view.getUint16(at + 2, true);
    const long = /^(OB|OD|OF|OL|OV|OW|SQ|SV|UC|UN|UR|UT|UV)$/.test(
      String.fromCharCode(view.getUint8(at + 4), view.getUint8(at + 5)),
    );
    assertReadable(!long || at + 12 <= bytes.length, 'truncated', 'meta header');
    const length = long ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    const value = at + (long ? 12 : 8);
    assertReadable(value + length <= bytes.length, 'truncated', 'meta header');
    if (element === 0x0010)
      syntaxUid = String.fromCharCode(...bytes.subarray(value, value + Math.min(length, 64))).replace(/[^0-9.]/g, '');
    at = value + length;
  }
  assertReadable(syntaxUid !== '', at + 8 > bytes.length ? 'truncated' : 'not-dicom', 'no transfer syntax');
  return { syntaxUid, end: at };
}

/** dicom-parser throws strings and plain objects, and overflows the stack on deep nesting: each becomes one kind of failure. */
function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableImage) throw error;
    if (error instanceof RangeError && /call stack/i.test(error.message))
      throw new UnreadableImage('too-large', 'nesting');
    const partial: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'exception') : error;
    if (partial instanceof RangeError && /call stack/i.test(partial.message))
      throw new UnreadableImage('too-large', 'nesting');
    const text = String(partial);
    throw new UnreadableImage(
      /overrun|past the end|attempt to (read|seek)/i.test(text) ? 'truncated' : 'not-dicom',
      'structure',
    );
  }
}

/** What writers leave after the end of the deflated stream: nothing, the byte that evens the length (PS3.5 A.5), gzip's trailer, both. */
const tails = [0, 1, 8, 9];

/** A strict inflater refuses what follows the end of the stream, so the known tails are tried. */
async function inflated(packed: Uint8Array): Promise<Uint8Array> {
  let parts: readonly Uint8Array[] | null = null;
  for (const tail of tails) parts ??= await inflate(packed.subarray(0, packed.length - tail));
  assertReadable(parts !== null, 'damaged', 'deflate');
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The inflated pieces, null when the stream is not one whole deflate stream; stops at the ceiling, not after it. */
async function inflate(packed: Uint8Array): Promise<readonly Uint8Array[] | null> {
  const ceiling = Math.min(limits.inflatedBytes, Math.max(limits.inflateFloor, packed.length * limits.inflateRatio));
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      total += chunk.value.length;
      assertReadable(total <= ceiling, 'too-large', `inflates beyond ${ceiling} bytes`);
      parts.push(chunk.value);
    }
    return parts;
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    if (error instanceof UnreadableImage) throw error;
    return null;
  }
}

function measure(dataSet: DataSet): void {
  let elements = 0;
  const pending: { set: DataSet; depth: number }[] = [{ set: dataSet, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    assertReadable(next.depth <= limits.depth, 'too-large', 'nesting');
    for (const element of Object.values(next.set.elements) as Element[]) {
      elements += 1 + (element.items?.length ?? 0);
      assertReadable(elements <= limits.elements, 'too-large', 'elements');
      for (const item of element.items ?? [])
        if (item.dataSet) pending.push({ set: item.dataSet, depth: next.depth + 1 });
    }
  }
}
