import { expect, test } from 'vitest';
import { run as runCda } from './cda.ts';
import { run as runPdf } from './pdf.ts';
import { run as runRtf } from './rtf.ts';
import { run as runTiff } from './tiff.ts';
import { readSeed } from './verdict.ts';

// HTML needs a real parser: test/e2e/window-fuzz.spec.ts.
test.each([
  ['RTF', runRtf],
  ['CDA and Belgian messages', runCda],
  ['TIFF', runTiff],
  ['PDF', runPdf],
])(
  'reads or refuses spoilt %s in time and memory, and shows nothing that runs or fetches [R22] [C4]',
  async (_name, run) => {
    const seed = readSeed();
    console.log(`FUZZ_SEED=${seed}`);
    expect((await run(seed, 60)).faults).toEqual([]);
  },
);
