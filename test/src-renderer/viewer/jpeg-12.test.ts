import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCodeStream } from '../../../src-renderer/viewer/decode/code-stream.ts';
import { readFrameFacts } from '../../../src-renderer/viewer/decode/facts.ts';
import { readEncapsulatedFrame, readNativeFrame } from '../../../src-renderer/viewer/decode/frames.ts';
import { decodeJpeg12 } from '../../../src-renderer/viewer/decode/jpeg-12.ts';
import { readPart10 } from '../../../src-renderer/viewer/decode/part10.ts';
import { UnreadableImage } from '../../../src-renderer/viewer/decode/unreadable.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { readFixture } from './read-fixture.ts';

const DCMDJPEG = '/usr/bin/dcmdjpeg';
const data = openSharedTestdata();
const shared = ['MR1', 'NM1', 'RG3', 'XA1'].map((name) => `dicom/wg04/${name}_JPLY.dcm`);
/** Levels of 4095 by which two decoders may round differently. */
const TOLERANCE = 1;

async function readStream(file: Uint8Array<ArrayBuffer>) {
  const { dataSet, syntax } = await readPart10(file);
  const facts = readFrameFacts(dataSet, 0);
  return { facts, frame: readEncapsulatedFrame(dataSet, syntax, facts, 0) };
}

const toSamples = (bytes: Uint8Array): Uint16Array => new Uint16Array(bytes.slice().buffer);

/** The first frame as dcmtk decodes it, its bits above the stored ones cleared. */
async function decodeByDcmtk(file: Uint8Array, mask: number): Promise<Uint16Array> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-jpeg-'));
  try {
    writeFileSync(join(folder, 'in.dcm'), file);
    execFileSync(DCMDJPEG, [join(folder, 'in.dcm'), join(folder, 'out.dcm')]);
    const { dataSet } = await readPart10(new Uint8Array(readFileSync(join(folder, 'out.dcm'))));
    return toSamples(readNativeFrame(dataSet, readFrameFacts(dataSet, 0), 0)).map((value) => value & mask);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a JPEG of 12 bits', () => {
  test.each(['JPGExtended.dcm', ...shared])(
    '%s is what dcmtk decodes, within a level of 4,095 [C4] [R22]',
    async (name) => {
      if (!existsSync(DCMDJPEG)) return console.log('skipped: dcmdjpeg (Debian: dcmtk) is not there');
      if (name.includes('/') && data === null) return console.log('skipped: ../shared/testdata.tar.xz is not there');
      const file = name.includes('/')
        ? new Uint8Array(readFileSync(join(data ?? '', name)))
        : readFixture(`samples/${name}`);
      const { facts, frame } = await readStream(file);
      const own = toSamples(decodeJpeg12(frame, facts.columns, facts.rows));
      const told = await decodeByDcmtk(file, 4095);
      expect(own.length).toBe(told.length);
      expect(new Set(own).size).toBeGreaterThan(100);
      let worst = 0;
      for (const [at, value] of own.entries()) worst = Math.max(worst, Math.abs(value - (told[at] ?? -9999)));
      expect(worst).toBeLessThanOrEqual(TOLERANCE);
      return undefined;
    },
  );

  test('that is cut, spoilt or empty is refused by a word, or drawn within its own edges, and never hangs [C4]', async () => {
    const { facts, frame } = await readStream(readFixture('samples/JPGExtended.dcm'));
    const { width, height } = readCodeStream('jpeg', frame);
    expect([width, height]).toEqual([facts.columns, facts.rows]);
    const outcomes = new Map<string, number>();
    for (let number = 0; number < 60; number += 1) {
      const spoilt = frame.slice(0, number % 3 === 0 ? Math.floor((frame.length * number) / 60) : frame.length);
      // By the header's bytes first, where tables and lengths are; then anywhere.
      if (number % 3 > 0 && spoilt.length > 0)
        spoilt[(number * 7919) % (number % 3 === 1 ? 700 : spoilt.length)] = (number * 37) & 0xff;
      try {
        expect(decodeJpeg12(spoilt, width, height).length).toBe(width * height * 2);
        outcomes.set('drawn', (outcomes.get('drawn') ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof UnreadableImage)) throw error;
        outcomes.set(error.reason, (outcomes.get(error.reason) ?? 0) + 1);
      }
    }
    expect(outcomes.get('truncated')).toBeGreaterThan(15);
  });
});
