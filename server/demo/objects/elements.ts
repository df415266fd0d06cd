import { type DicomElement, encodeElement, toText } from '../dicom-file.ts';

/** A sequence of items of defined length (PS3.5 7.5). */
export function toSequence(tag: string, ...items: readonly (readonly DicomElement[])[]): DicomElement {
  const wrapped = items.map((elements) => {
    const body = Buffer.concat(elements.toSorted((one, other) => (one.tag < other.tag ? -1 : 1)).map(encodeElement));
    const head = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    head.writeUInt32LE(body.length, 4);
    return Buffer.concat([head, body]);
  });
  return { tag, vr: 'SQ', value: Buffer.concat(wrapped) };
}

/** A coded entry: value, scheme, meaning. */
export function toCode(tag: string, value: string, scheme: string, meaning: string): DicomElement {
  return toSequence(tag, [
    toText('00080100', 'SH', value),
    toText('00080102', 'SH', scheme),
    toText('00080104', 'LO', meaning),
  ]);
}

/** An element of unsigned 32-bit numbers. */
export function toLongs(tag: string, ...values: readonly number[]): DicomElement {
  const value = Buffer.alloc(values.length * 4);
  values.forEach((number, index) => value.writeUInt32LE(number, index * 4));
  return { tag, vr: 'UL', value };
}

/** Bytes of an even length. */
export function toBytes(tag: string, vr: 'OB' | 'OW', bytes: Uint8Array): DicomElement {
  return { tag, vr, value: bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.of(0)]) };
}

/** Width of the samples and layout of an 8-bit RGB picture. */
export function toRgbElements(rows: number, columns: number, pixels: Uint8Array, frames = 1): DicomElement[] {
  const short = (tag: string, number: number): DicomElement => ({
    tag,
    vr: 'US',
    value: Uint8Array.of(number & 255, number >> 8),
  });
  return [
    short('00280002', 3),
    toText('00280004', 'CS', 'RGB'),
    short('00280006', 0),
    ...(frames > 1 ? [toText('00280008', 'IS', String(frames))] : []),
    short('00280010', rows),
    short('00280011', columns),
    short('00280100', 8),
    short('00280101', 8),
    short('00280102', 7),
    short('00280103', 0),
    toBytes('7fe00010', 'OB', pixels),
  ];
}
