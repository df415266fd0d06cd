import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type DecodedFrame, decodeFrame } from '../../../src-renderer/viewer/decode/decode.ts';
import { readIdentity } from '../../../src-renderer/viewer/decode/facts.ts';
import { readPart10 } from '../../../src-renderer/viewer/decode/part10.ts';
import { openNodeCodecs } from './node-codecs.ts';
import { decodeOwn, fixtures, listFixtures, readFixture, toOutcome } from './read-fixture.ts';

const outcomesOf = async (folder: string): Promise<Record<string, string>> => {
  const outcomes: Record<string, string> = {};
  for (const name of listFixtures(folder))
    outcomes[name] = await toOutcome(readFixture(`${folder}/${name}`), openNodeCodecs());
  return outcomes;
};

describe('a lying or broken file', () => {
  test('is refused with its reason, or shown when only what is not the image is wrong [C4]', async () => {
    expect(await outcomesOf('malformed/structural')).toEqual({
      'bad-vr.dcm': 'shown',
      'bits7.dcm': 'unsupported: 7 bits allocated',
      'charset-bad-utf8.dcm': 'shown',
      'deflate-bomb-64MB.dcm': 'too-large: inflates beyond 13080600 bytes',
      'empty.dcm': 'truncated: 0 bytes',
      'encaps-no-frames.dcm': 'no-pixels: no fragment',
      'frames-huge.dcm': 'too-large: 2147483647 frames',
      'nest-200.dcm': 'too-large: nesting',
      'no-sop-uids.dcm': 'shown',
      'palette-no-lut.dcm': 'contradictory: palette without table',
      'pixel-len-fffffffe.dcm': 'truncated: structure',
      'pixel-short.dcm': 'truncated: 256 bytes of 262144',
      'rle-bad-offsets.dcm': 'contradictory: 3 RLE segments',
      'rows0.dcm': 'contradictory: 0 × 16',
      'sq-no-delim.dcm': 'no-pixels: no Pixel Data',
      'truncated-meta.dcm': 'truncated: no transfer syntax',
      'ts-mismatch-implicit.dcm': 'no-pixels: no Pixel Data',
      'unknown-ts.dcm': 'unsupported: transfer syntax 1.2.3.4.5.6.7.8.9',
      'unsorted-tags.dcm': 'shown',
    });
  });

  test('with a hostile preamble or hostile text is only an image [C4]', async () => {
    const outcomes = { ...(await outcomesOf('malformed/polyglot')), ...(await outcomesOf('malformed/hostile-text')) };
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['shown']));
  });

  test('mutated at random never fails in a way that has no name', async () => {
    const reasons = Object.values(await outcomesOf('malformed/fuzz')).map((outcome) => outcome.split(':')[0]);
    expect(new Set(reasons)).toEqual(new Set(['shown', 'truncated', 'damaged', 'unsupported', 'object', 'not-dicom']));
  });

  test('of nested sequences without end is refused and does not end the worker', async () => {
    const head = readFixture('samples/MR_small.dcm');
    const deep = new Uint8Array(40_000 * 20);
    for (let at = 0; at < deep.length; at += 20) {
      // (0008,1140) SQ of undefined length, then an item of undefined length.
      deep.set(
        [
          0x08, 0x00, 0x40, 0x11, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff,
          0xff,
        ],
        at,
      );
    }
    const end = 132 + 12 + new DataView(head.buffer).getUint32(140, true);
    const bomb = new Uint8Array(end + deep.length);
    bomb.set(head.subarray(0, end));
    bomb.set(deep, end);
    expect(await toOutcome(bomb, openNodeCodecs())).toBe('too-large: nesting');
  });

  test('in a syntax that is not read here is refused by name', async () => {
    // Its frame header says progressive: of 12 bits, only the sequential ones of one component are read.
    const progressive = readFixture('samples/JPGExtended.dcm').slice();
    const header = progressive.findIndex((byte, at) => byte === 0xff && progressive[at + 1] === 0xc1);
    progressive[header + 1] = 0xc2;
    expect(await toOutcome(progressive, openNodeCodecs())).toBe('unsupported: JPEG Extended (Process 2 & 4), 12 bits');
  });
});

describe('a file of somebody else', () => {
  test('is put aside before a pixel is decoded, whether the patient, the study, the series or the object is another', async () => {
    const bytes = readFixture('samples/CT_small.dcm');
    const own = readIdentity((await readPart10(bytes)).dataSet);
    const expected = { ...own, patientIds: [own.patientId] };
    const outcomes = [];
    for (const change of [
      {},
      { patientIds: ['OTHER'] },
      { studyInstanceUid: '1.2' },
      { seriesInstanceUid: '1.2' },
      { sopInstanceUid: '1.2' },
    ]) {
      outcomes.push(
        await decodeFrame(bytes, 0, { ...expected, ...change }, openNodeCodecs()).then(
          () => 'shown',
          (error: Error) => error.message,
        ),
      );
    }
    expect(outcomes).toEqual([
      'shown',
      'other-patient: Patient ID',
      'other-object: Study Instance UID',
      'other-object: Series Instance UID',
      'other-object: SOP Instance UID',
    ]);
  });
});

/** Start of the compressed bytes: the marker is looked for after the header. */
const find = (bytes: Uint8Array, marker: readonly number[]): number => {
  for (let at = 300; at < bytes.length; at += 1)
    if (marker.every((byte, index) => bytes[at + index] === byte)) return at;
  throw new Error('marker not found');
};

describe('a code stream that disagrees with the tags', () => {
  test.each([
    ['JPEG-LS', 'samples/MR_small_jpeg_ls_lossless.dcm', [0xff, 0xf7], 5],
    ['JPEG Lossless', 'samples/CTImage_jpeg_lossless.dcm', [0xff, 0xc3], 5],
    ['JPEG', 'samples/SC_rgb_dcmtk_+eb+cy+np.dcm', [0xff, 0xc0], 5],
    ['JPEG 2000', 'samples/emri_small_jpeg_2k_lossless.dcm', [0xff, 0x51], 8],
    ['HTJ2K', 'samples/MR_small_htj2k.dcm', [0xff, 0x51], 8],
  ] as const)('%s: another size is refused before a decoder sees it', async (_name, path, marker, offset) => {
    const bytes = readFixture(path);
    bytes[find(bytes, marker) + offset] = 0x7f;
    const codecs = openNodeCodecs();
    expect([await toOutcome(bytes, codecs), codecs.heap]).toEqual([
      expect.stringMatching(/^contradictory: code stream|^damaged: SIZ|^too-large/),
      0,
    ]);
  });

  test.each(['samples/MR_small_jpeg_ls_lossless.dcm', 'samples/MR_small_htj2k.dcm'])(
    '%s: more components than the tags say are refused',
    async (path) => {
      const bytes = readFixture(path);
      const isHt = path.includes('htj2k');
      const at = find(bytes, isHt ? [0xff, 0x51] : [0xff, 0xf7]);
      bytes[at + (isHt ? 39 : 9)] = 9;
      expect(await toOutcome(bytes, openNodeCodecs())).toMatch(/^damaged|^contradictory/);
    },
  );
});

const isSame = (a: DecodedFrame, b: DecodedFrame): boolean =>
  Buffer.from(a.pixels.values.buffer).equals(Buffer.from(b.pixels.values.buffer));

describe('a cut or damaged frame', () => {
  const cut = (path: string, keep: number): Uint8Array<ArrayBuffer> => {
    const bytes = readFixture(path);
    const start = find(bytes, path.includes('ls_loss') ? [0xff, 0xd8] : [0xff, 0x4f]);
    const end = bytes.lastIndexOf(0xd9) - 1;
    // The stream stops at `keep` of its length, what follows is nothing, and its end marker stays: only a decoder can notice.
    bytes.fill(0, start + Math.floor((end - start) * keep), end);
    return bytes;
  };

  test.each(['samples/MR_small_jpeg_ls_lossless.dcm', 'samples/MR_small_htj2k.dcm', 'samples/693_J2KI.dcm'])(
    '%s: never shows the pixels of the slice before it',
    async (path) => {
      const codecs = openNodeCodecs();
      const before = await decodeOwn(readFixture(path), codecs);
      const outcomes: string[] = [];
      for (const keep of [0.3, 0.5, 0.7, 0.9]) {
        const after = await decodeOwn(cut(path, keep), codecs).catch((error: Error) => error.message);
        if (typeof after === 'string') outcomes.push(after.replace(/:.*/, ''));
        else outcomes.push(isSame(before, after) ? 'the slice before it' : 'its own remains');
      }
      expect(outcomes).not.toContain('the slice before it');
    },
  );

  test('without its end marker is refused before it is decoded', async () => {
    const bytes = readFixture('samples/MR_small_jpeg_ls_lossless.dcm');
    bytes[bytes.lastIndexOf(0xd9)] = 0;
    const codecs = openNodeCodecs();
    expect([await toOutcome(bytes, codecs), codecs.heap]).toEqual(['truncated: no end of image', 0]);
  });

  test('that makes a decoder spin for many seconds is refused at once', async () => {
    // The size and bits of this CT are those of the cut stream; only syntax and pixels are put in the place of its own.
    const head = Buffer.from(readFixture('samples/CTImage_jpeg_lossless.dcm'));
    head.write('1.2.840.10008.1.2.4.80', head.indexOf('1.2.840.10008.1.2.4.70'), 'latin1');
    const pixels = head.lastIndexOf(Buffer.from([0xe0, 0x7f, 0x10, 0x00]));
    const stream = readFileSync(join(fixtures, 'samples', 'jls-hang.jls'));
    const items = Buffer.from([0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0x00, 0xe0, 0, 0, 0, 0]);
    items.writeUInt32LE(stream.length, 12);
    const end = Buffer.from([0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]);
    const file = new Uint8Array(Buffer.concat([head.subarray(0, pixels + 12), items, stream, end]));
    expect(await toOutcome(file, openNodeCodecs())).toBe('truncated: no end of image');
  });

  test('that makes a codec throw asks for a new worker', async () => {
    const codecs = openNodeCodecs();
    const outcome = await toOutcome(readFixture('malformed/fuzz/s044-zero-MR_small_jpeg_ls_lossless.dcm'), codecs);
    expect([outcome, codecs.poisoned]).toEqual(['damaged: jpeg-ls refused', true]);
  });
});

test('codecs leave nothing behind: a hundred frames need no more memory than one', async () => {
  const codecs = openNodeCodecs();
  const bytes = readFixture('samples/MR_small_htj2k.dcm');
  await decodeOwn(bytes, codecs);
  const after = codecs.heap;
  for (let n = 0; n < 100; n += 1) await decodeOwn(bytes, codecs);
  expect(codecs.heap).toBe(after);
});
