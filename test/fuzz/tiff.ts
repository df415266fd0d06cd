import { readTiff } from '../../src-renderer/features/document/readers/tiff.ts';
import { toJpegFile } from '../../src-renderer/features/document/readers/tiff-jpeg.ts';
import { toPagePixels } from '../../src-renderer/features/document/readers/tiff-pixels.ts';
import { type Dialect, mutate, type Spoil } from './mutate.ts';
import { openRandom } from './random.ts';
import { readSamples } from './samples.ts';
import { type Court, readCpu, type Report, toFault } from './verdict.ts';
import { runWatched } from './watched.ts';

/** As long as the pane waits for a page (readers/scan-file.ts). */
const LIMIT_MS = 20_000;

/** One field of the first directory is given another type, count or value. */
const fieldLie: Spoil = (bytes, random) => {
  const spoilt = Buffer.from(bytes);
  if (spoilt.length < 16) return spoilt;
  const little = spoilt[0] === 0x49;
  const directory = little ? spoilt.readUInt32LE(4) : spoilt.readUInt32BE(4);
  const at = directory + 2 + 12 * random.below(20);
  if (at + 12 > spoilt.length) return spoilt;
  const value = random.pick([
    0,
    1,
    2,
    3,
    7,
    16,
    64,
    4096,
    65_535,
    65_536,
    0x7fffffff,
    0xffffffff,
    spoilt.length,
    directory,
  ]);
  const [offset, size] = random.pick([
    [2, 2],
    [4, 4],
    [8, 4],
    [8, 2],
  ] as const);
  if (little) spoilt.writeUIntLE(value % 2 ** (8 * size), at + offset, size);
  else spoilt.writeUIntBE(value % 2 ** (8 * size), at + offset, size);
  return spoilt;
};

const dialect: Dialect = {
  longest: 300_000,
  words: [
    'II*\0',
    'MM\0*',
    Buffer.of(0, 1, 0, 1, 0, 1),
    Buffer.alloc(64, 0xff),
    Buffer.alloc(64),
    Buffer.of(0xff, 0xd8),
  ],
  nests: [],
  spoils: [fieldLie, fieldLie],
};

/** Judges the reader of scans: pages of the size that they tell, or a refusal, in time and memory. */
export function openCourt(): Promise<Court> {
  const samples = readSamples(['documents/*.tif'], ['docs/scans/*.tif'], 200_000);
  return Promise.resolve({
    judge: async (seed, number) => {
      const mutation = mutate(samples, dialect, openRandom(seed, 'tiff', number));
      const { value, cpu } = await readCpu(() => drawOrRefuse(new Uint8Array(mutation.bytes)));
      const fault = cpu > LIMIT_MS ? `took ${Math.round(cpu)} ms` : value.fault;
      return { outcome: value.outcome, fault: fault === null ? null : toFault(fault, mutation) };
    },
    close: () => Promise.resolve(),
  });
}

async function drawOrRefuse(bytes: Uint8Array): Promise<{ readonly outcome: string; readonly fault: string | null }> {
  try {
    const [page] = readTiff(bytes).pages;
    if (page === undefined) return { outcome: 'no page', fault: null };
    if (page.compression === 7) {
      for (const strip of page.strips) toJpegFile(page, strip);
      return { outcome: 'JPEG handed on', fault: null };
    }
    const { rgba, width, height, isWhole } = await toPagePixels(page);
    const fault = rgba.length === width * height * 4 ? null : 'pixels that are not of the page’s size';
    return { outcome: isWhole ? 'drawn' : 'drawn, cut', fault };
  } catch {
    return { outcome: 'refused', fault: null };
  }
}

/** Mutations of scanned pages. */
export function run(seed: number, count: number, first = 0): Promise<Report> {
  return runWatched('tiff', seed, count, first);
}
