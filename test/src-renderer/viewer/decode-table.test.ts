import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readContent, toReason } from '../../../src-renderer/viewer/decode/decode.ts';
import { readIdentity } from '../../../src-renderer/viewer/decode/facts.ts';
import { readPart10 } from '../../../src-renderer/viewer/decode/part10.ts';
import { toSentence } from '../../../src-renderer/viewer/place-holder.tsx';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { openNodeCodecs } from './node-codecs.ts';
import { decodeStored, type StoredSamples } from './stored-samples.ts';

interface Reference {
  readonly ts?: string;
  readonly decoders?: Readonly<Record<string, string | { readonly sha256?: string }>>;
  readonly reference?: { readonly 'pixels[frame,row,col]': Readonly<Record<string, readonly number[]>> };
}

/** `reader`: no image, shown by a reader of its own; `unjudged`: shown, and no reference decoder said what it should be. */
type Verdict = 'exact' | 'tolerated' | 'reader' | 'refused' | 'unjudged' | 'wrong';

interface Row {
  readonly file: string;
  readonly verdict: Verdict;
  readonly detail: string;
}

const data = openSharedTestdata();
const references: Readonly<Record<string, Reference>> =
  data === null ? {} : JSON.parse(readFileSync(join(data, 'reference', 'dicom-reference.shared.json'), 'utf8'));
/** Without the whole series, whose slices are alike and have no reference; a sample of the phantom. */
const files = Object.keys(references).filter(
  (file, n) => !file.includes('/series/') && (!file.includes('ct-phantom-dev') || n % 10 === 0),
);

/** Levels of 255 that a lossy frame may differ from another decoder's, and that rounding YBR to RGB may make. */
const tolerance = 3;

let codecs = openNodeCodecs();

async function toRow(file: string): Promise<Row> {
  const bytes = new Uint8Array(readFileSync(join(data ?? '', file)));
  try {
    const part10 = await readPart10(bytes);
    const expected = { ...readIdentity(part10.dataSet), patientIds: [] };
    const content = await readContent(bytes, 0, expected, codecs);
    if (!content.frame) return { file, verdict: 'reader', detail: content.object.kind };
    return { file, ...judge(await decodeStored(part10, codecs), references[file] ?? {}) };
  } catch (error) {
    const { reason, detail } = toReason(error);
    if (codecs.poisoned) codecs = openNodeCodecs();
    const sentence = toSentence({ phase: 'unreadable', reason, detail });
    return { file, verdict: sentence.length > 10 ? 'refused' : 'wrong', detail: sentence };
  }
}

function judge(stored: StoredSamples, reference: Reference): Pick<Row, 'verdict' | 'detail'> {
  const hashes = Object.values(reference.decoders ?? {}).flatMap((one) =>
    typeof one === 'string' ? one : (one.sha256 ?? []),
  );
  if (hashes.length === 0) return { verdict: 'unjudged', detail: '' };
  if (stored.hashes.some((hash) => hashes.includes(hash))) return { verdict: 'exact', detail: '' };
  const places = Object.entries(reference.reference?.['pixels[frame,row,col]'] ?? {});
  const off = places.map(([place, values]) => distance(stored.at(place), values, stored.facts));
  const worst = Math.max(...off);
  const verdict = places.length > 0 && worst <= tolerance ? 'tolerated' : 'wrong';
  return { verdict, detail: `${worst.toFixed(1)} of 255 at ${places.length} places` };
}

/** Largest difference in levels of 255: of the values themselves, of their high 8 bits, or of RGB where the reference kept YBR. */
function distance(own: readonly number[], told: readonly number[], facts: StoredSamples['facts']): number {
  const range = 2 ** (facts.samplesPerPixel === 3 ? 8 : facts.bitsStored);
  const shift = facts.samplesPerPixel === 3 ? 2 ** (facts.bitsStored - 8) : 1;
  const high = told.map((value) => Math.floor(value / shift));
  const [y = 0, cb = 0, cr = 0] = high;
  const rgb = [y + 1.402 * (cr - 128), y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128), y + 1.772 * (cb - 128)];
  const worst = (values: readonly number[]): number =>
    Math.max(...own.map((value, n) => Math.abs(value - (values[n] ?? 0)))) * (255 / (range - 1));
  return Math.min(worst(high), facts.samplesPerPixel === 3 ? worst(rgb) : Number.POSITIVE_INFINITY);
}

test('reads every file of the collection exactly, within a stated tolerance, by its own reader, or refuses it by name [C4] [R22]', async (context) => {
  if (data === null) return context.skip('../shared/testdata.tar.xz is not there');
  const rows: Row[] = [];
  for (const file of files) rows.push(await toRow(file));
  const counts = Object.fromEntries(
    (['exact', 'tolerated', 'reader', 'refused', 'unjudged', 'wrong'] as const).map((verdict) => [
      verdict,
      rows.filter((row) => row.verdict === verdict).length,
    ]),
  );
  console.table(counts);
  for (const { file, verdict, detail } of rows)
    if (verdict === 'refused' || verdict === 'tolerated') console.log(`${verdict.padEnd(9)} ${file}: ${detail}`);
  expect(rows.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  expect(counts).toEqual({ exact: 216, tolerated: 17, reader: 17, refused: 106, unjudged: 0, wrong: 0 });
  return undefined;
}, 180_000);

test.each(['h264-102', 'mpeg2-100'])('refuses the video %s by the name of its syntax [R22]', async (name) => {
  if (data === null) return;
  const row = await toRow(`dicom/generated/video/${name}.dcm`);
  expect(row).toMatchObject({
    verdict: 'refused',
    detail: expect.stringMatching(/^Cette vidéo \(MPEG.*\) ne se lit pas ici/),
  });
});
