import type { Dialect, Spoil } from './mutate.ts';

/** The length of some element becomes a lie: two capitals are looked for, as every explicit VR is written. */
const elementLie: Spoil = (bytes, random) => {
  const spoilt = Buffer.from(bytes);
  for (let at = random.below(Math.min(bytes.length, 4096)); at + 8 < bytes.length; at += 1) {
    const [one = 0, two = 0] = [bytes[at], bytes[at + 1]];
    if (one < 65 || one > 90 || two < 65 || two > 90) continue;
    if (/OB|OW|SQ|UN|UT/.test(String.fromCharCode(one, two)))
      spoilt.writeUInt32LE(random.pick([0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff, bytes.length]), at + 4);
    else spoilt.writeUInt16LE(random.pick([0, 1, 0xffff, 0x8000, 65, 128]), at + 2);
    return spoilt;
  }
  return spoilt;
};
/** A tag that tells what the pixels are is changed: rows, columns, bits, frames, colours, transfer syntax. */
const pixelLie: Spoil = (bytes, random) => {
  const tag = random.pick([0x0002, 0x0004, 0x0008, 0x0010, 0x0011, 0x0100, 0x0101, 0x0102, 0x0103]);
  const mark = Buffer.from([0x28, 0x00, tag & 0xff, tag >> 8]);
  const at = bytes.indexOf(mark, 132);
  if (at < 0 || at + 12 > bytes.length) return bytes;
  const spoilt = Buffer.from(bytes);
  spoilt.writeUInt16LE(random.pick([0, 1, 3, 7, 8, 12, 16, 32, 64, 128, 256, 512, 0x7fff, 0xffff]), at + 8);
  return spoilt;
};
/** A few bits or bytes of the header, nothing of the pixels. */
const headerBits: Spoil = (bytes, random) => {
  const spoilt = Buffer.from(bytes);
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const at = 132 + random.below(Math.min(1_400, bytes.length - 132));
    spoilt[at] = random.chance(0.5) ? random.below(256) : (spoilt[at] ?? 0) ^ (1 << random.below(8));
  }
  return spoilt;
};
/** The end is zeroed while its length stays: only a decoder can notice. */
const hollow: Spoil = (bytes, random) => {
  const spoilt = Buffer.from(bytes);
  spoilt.fill(0, Math.floor(bytes.length * (0.3 + 0.65 * (random.below(100) / 100))), bytes.length - 10);
  return spoilt;
};

/** What is special about DICOM files. */
export const dicomDialect: Dialect = {
  longest: 400_000,
  words: [
    'DICM',
    Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff]),
    Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0]),
    Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]),
    Buffer.from([0xff, 0xd8, 0xff]),
    Buffer.from([0xff, 0xd9]),
    Buffer.from([0xff, 0x4f, 0xff, 0x51]),
    Buffer.from([0xff, 0x93]),
    '1.2.840.10008.1.2.4.80',
  ],
  nests: [['\x08\x00\x40\x11SQ\0\0', '']],
  charsets: [[/ISO_IR \d+/, ['ISO_IR 0', 'ISO_IR 144', 'ISO 2022 IR 87', 'GB18030']]],
  spoils: [elementLie, pixelLie, hollow, headerBits, headerBits, headerBits],
};
