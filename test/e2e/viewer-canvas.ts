import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import { aStudyOf, type FiledStudy } from '../builders/imaging-study.ts';

/** What of a frame's facts turning values back into stored ones needs. */
interface Facts {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly slope: number;
  readonly intercept: number;
  readonly signed: boolean;
  readonly bitsAllocated: 8 | 16 | 32;
}

/** One file as the canvas showed it, all frames: the hash of its stored pixels, little endian, or why it was not shown. */
export interface CanvasReading {
  readonly phase: string;
  readonly reason: string;
  readonly sha256: string;
  readonly missing: number;
}

/**
 * Opens one file at one canvas pixel for one image pixel and reads every pixel back from the canvas: colors as they stand, gray through
 * as many windows as it takes to give each value a gray level of its own. `levels` 256 is exact to one gray level; on graphics paths
 * that may round differently, fewer.
 */
export async function readThroughCanvas(page: Page, path: string, levels: number): Promise<CanvasReading> {
  const { study, files } = await aStudyOf([path]);
  const size = await readSize(page, study, files);
  if (size.phase !== 'ready') return { phase: size.phase, reason: size.reason, sha256: '', missing: 0 };
  const { facts } = size;
  const hash = createHash('sha256');
  let missing = 0;
  for (let frame = 0; frame < facts.frames; frame += 1) {
    const shown = await page.evaluate(
      async (index) => (await window.harness.moveTo(index), window.harness.settled()),
      frame,
    );
    if (shown.phase !== 'ready') return { phase: shown.phase, reason: shown.reason, sha256: '', missing };
    if (shown.color) {
      const canvas = await page.evaluate(() => window.harness.readCanvas(null));
      hash.update(Buffer.from(canvas.pixels, 'base64'));
      continue;
    }
    const read = await page.evaluate((count) => window.harness.readValues(count), levels);
    missing += read.missing;
    const bytes = Buffer.from(read.base64, 'base64');
    hash.update(toStored(new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4), facts));
  }
  return { phase: 'ready', reason: '', sha256: hash.digest('hex'), missing };
}

async function readSize(page: Page, study: FiledStudy['study'], files: FiledStudy['files']) {
  const open = (size: readonly [number, number]) =>
    page.evaluate(
      async ({ summary, plan, box }) => {
        await window.harness.open(summary, { files: plan }, box);
        await window.harness.settled();
        await window.harness.moveTo(0);
        return window.harness.settled();
      },
      { summary: study, plan: files, box: size },
    ) as Promise<{ phase: string; reason: string; facts: Facts }>;
  const first = await open([256, 256]);
  return first.phase === 'ready' ? open([first.facts.columns, first.facts.rows]) : first;
}

function toStored(values: Int32Array, facts: Facts): Uint8Array {
  const stored = values.map((value) => Math.round((value - facts.intercept) / facts.slope));
  if (facts.bitsAllocated === 8) return Uint8Array.from(stored, (value) => value & 0xff);
  const words = Uint16Array.from(stored, (value) => value & 0xffff);
  return new Uint8Array(words.buffer);
}
