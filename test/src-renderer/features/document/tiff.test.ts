import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MODES, RUNS } from '../../../../src-renderer/features/document/readers/ccitt-codes.ts';
import { decodeCcitt } from '../../../../src-renderer/features/document/readers/ccitt.ts';
import { readImageSize } from '../../../../src-renderer/features/document/readers/image-size.ts';
import { toJpegFile } from '../../../../src-renderer/features/document/readers/tiff-jpeg.ts';
import { toPagePixels } from '../../../../src-renderer/features/document/readers/tiff-pixels.ts';
import { readTiff } from '../../../../src-renderer/features/document/readers/tiff.ts';
import { fc } from '../../../support/property.ts';

const folder = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'documents');
const fixture = (name: string) => new Uint8Array(readFileSync(join(folder, name)));

/** Ink of a page as the reference has it: a PBM, one bit a pixel, 1 = black. */
function readReference() {
  const bytes = fixture('page.pbm');
  const head = /^P4\s+(\d+)\s+(\d+)\s/.exec(Buffer.from(bytes.subarray(0, 40)).toString('latin1'));
  return { width: Number(head?.[1]), height: Number(head?.[2]), bits: bytes.subarray(head?.[0].length) };
}

async function readInk(name: string) {
  const [page] = readTiff(fixture(name)).pages;
  const { width, height, rgba, isWhole } = await toPagePixels(page!);
  const stride = (width + 7) >> 3;
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((rgba[(y * width + x) * 4] ?? 0) < 128) bits[y * stride + (x >> 3)]! |= 0x80 >> (x & 7);
  return { width, height, isWhole, bits };
}

describe('a scanned page', () => {
  it.each(['page-g4', 'page-g3', 'page-g32d', 'page-rle', 'page-packbits', 'page-lzw', 'page-deflate'])(
    'is every pixel of its reference, however it was packed: %s [R22]',
    async (name) => {
      const reference = readReference();
      const { width, height, isWhole, bits } = await readInk(`${name}.tif`);
      expect({ width, height, isWhole }).toEqual({ width: reference.width, height: reference.height, isWhole: true });
      expect(Buffer.compare(bits, reference.bits)).toBe(0);
    },
  );

  it('comes with the others of its file, in their order [R22]', async () => {
    const { pages, more } = readTiff(fixture('scan-nl-g4.tif'));
    expect({ more, sizes: pages.map(({ width, height, strips }) => [width, height, strips.length]) }).toEqual({
      more: 0,
      sizes: Array.from({ length: 4 }, () => [1241, 1754, 5]),
    });
    for (const page of pages) expect((await toPagePixels(page)).isWhole).toBe(true);
  });

  it('in JPEG becomes a file of its own, tables first', async () => {
    const [page] = readTiff(fixture('page-jpeg.tif')).pages;
    const file = new Uint8Array(await toJpegFile(page!, page!.strips[0]!).arrayBuffer());
    expect(readImageSize(file)).toEqual({ width: page!.width, height: page!.rowsPerStrip });
    await expect(toPagePixels(page!)).rejects.toThrow('compression 7');
  });

  it('larger than a screen can use is averaged down, not refused', async () => {
    const strip = new Uint8Array((8_000 * 4_000) / 8);
    const { width, height, rgba } = await toPagePixels({
      ...readTiff(fixture('page-packbits.tif')).pages[0]!,
      width: 8_000,
      height: 4_000,
      rowsPerStrip: 4_000,
      compression: 1,
      photometric: 0,
      strips: [strip],
    });
    expect(width * height).toBeLessThanOrEqual(16_000_000);
    expect(rgba[0]).toBe(255);
  }, 20_000);

  it('whose data are cut shows what there is, and says that it is not whole [R22]', async () => {
    const [page] = readTiff(fixture('page-g4.tif')).pages;
    const cut = await toPagePixels({ ...page!, strips: [page!.strips[0]!.subarray(0, 2_000)] });
    expect(cut.isWhole).toBe(false);
    expect(cut.rgba.some((value) => value === 0)).toBe(true);
  });
});

describe('a TIFF that lies', () => {
  const write = (
    entries: readonly (readonly [tag: number, type: number, count: number, value: number])[],
    next = 0,
  ) => {
    const bytes = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
    bytes.write('II*\0', 'latin1');
    bytes.writeUInt32LE(8, 4);
    bytes.writeUInt16LE(entries.length, 8);
    entries.forEach(([tag, type, count, value], place) => {
      const at = 10 + place * 12;
      bytes.writeUInt16LE(tag, at);
      bytes.writeUInt16LE(type, at + 2);
      bytes.writeUInt32LE(count, at + 4);
      bytes.writeUInt32LE(value, at + 8);
    });
    bytes.writeUInt32LE(next, 10 + entries.length * 12);
    return new Uint8Array(bytes);
  };
  const size = (width: number, height: number) =>
    [
      [256, 4, 1, width],
      [257, 4, 1, height],
      [273, 4, 1, 8],
      [279, 4, 1, 4],
    ] as const;

  it.each([
    ['a page of sixteen thousand million pixels', write(size(65_535, 65_535))],
    ['no size', write(size(0, 10))],
    [
      'four thousand million values',
      write([...size(10, 10), [320, 3, 0xffffffff, 0]].filter(([tag]) => tag !== 273) as never),
    ],
    ['no directory', new Uint8Array(Buffer.from('II*\0\xff\xff\xff\xff', 'latin1'))],
    ['tiles', write([...size(10, 10), [322, 4, 1, 16]])],
  ])('of %s is refused before anything is decoded', (_name, bytes) => {
    expect(() => readTiff(bytes)).toThrow();
  });

  it('in a ring of pages ends where the ring closes', () => {
    expect(readTiff(write(size(10, 10), 8)).pages).toHaveLength(1);
  });

  it('with a kilobyte that would unpack into a terabyte gives one page of its own size and no more', async () => {
    const [page] = readTiff(fixture('page-deflate.tif')).pages;
    const bomb = new Uint8Array(
      await new Response(
        new Blob([new Uint8Array(20 << 20)]).stream().pipeThrough(new CompressionStream('deflate')),
      ).arrayBuffer(),
    );
    const { width, height } = await toPagePixels({ ...page!, width: 64, height: 64, rowsPerStrip: 64, strips: [bomb] });
    expect([width, height]).toEqual([64, 64]);
  });

  it('never throws anything but a refusal and never hangs, whatever its bytes', async () => {
    const names = ['page-g4', 'page-g32d', 'page-rle', 'page-lzw', 'page-packbits', 'page-deflate'];
    const files = names.map((name) => fixture(`${name}.tif`));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(fc.record({ at: fc.nat(12_000), byte: fc.nat(255) }), { minLength: 1, maxLength: 12 }),
        async (file, changes) => {
          const bytes = file.slice();
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          try {
            for (const page of readTiff(bytes).pages)
              if (page.width * page.height < 4_000_000) await toPagePixels(page);
          } catch (refusal) {
            expect(refusal).toBeInstanceOf(Error);
            expect(refusal).not.toBeInstanceOf(TypeError);
          }
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

describe('the fax codes', () => {
  it('are complete and no code begins another', () => {
    const runsOf = (table: Uint16Array) =>
      new Set([...table].filter((value) => value !== 0).map((value) => value >> 4));
    for (const table of RUNS) expect(runsOf(table).size).toBe(64 + 27 + 13);
    for (const [code] of MODES) expect(MODES.filter(([other]) => other !== code && other.startsWith(code))).toEqual([]);
  });

  it('of any bits give rows and never more than the page has', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 400 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom('g4', 'g3', 'g3-2d', 'rle'),
        (bytes, width, scheme) => {
          const { bits, rows } = decodeCcitt(bytes, width, 30, scheme as 'g4');
          expect(rows).toBeLessThanOrEqual(30);
          expect(bits).toHaveLength(((width + 7) >> 3) * 30);
        },
      ),
      { numRuns: 500 },
    );
  });
});
