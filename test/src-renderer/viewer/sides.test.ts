import { expect, test } from 'vitest';
import { toDicomFile, toShorts, toText } from '../../../server/demo/dicom-file.ts';
import type { FrameFacts } from '../../../src-renderer/viewer/decode/facts.ts';
import type { DecodedFrame } from '../../../src-renderer/viewer/decode/decode.ts';
import { toEdgesOf } from '../../../src-renderer/viewer/edge-letter.tsx';
import { toLateralityLine } from '../../../src-renderer/viewer/image-overlay.tsx';
import { toDrawnSpacing, toLength } from '../../../src-renderer/viewer/stack/measures.ts';
import type { ViewerState } from '../../../src-renderer/viewer/viewer-state.ts';
import { openNodeCodecs } from './node-codecs.ts';
import { decodeOwn } from './read-fixture.ts';

type Tags = readonly (readonly [tag: string, vr: string, value: string])[];

/** A radiograph of two pixels that says this of itself. */
async function radiograph(tags: Tags): Promise<DecodedFrame> {
  const shorts = {
    '00280002': 1,
    '00280010': 1,
    '00280011': 2,
    '00280100': 8,
    '00280101': 8,
    '00280102': 7,
    '00280103': 0,
  };
  const file = toDicomFile('1.2.840.10008.1.2.1', [
    toText('00080018', 'UI', '1.2'),
    toText('00280004', 'CS', 'MONOCHROME2'),
    ...Object.entries(shorts).map(([tag, value]) => toShorts(tag, value)),
    ...tags.map(([tag, vr, value]) => toText(tag, vr, value)),
    { tag: '7fe00010', vr: 'OB', value: Uint8Array.of(0, 255) },
  ]);
  return await decodeOwn(file, openNodeCodecs());
}

const edges = async (orientation: string, more: Tags = []): Promise<string> =>
  toEdgesOf(await radiograph([['00200020', 'CS', orientation], ...more]));

test('a radiograph shows the sides of the patient that it tells, and none that contradict one another [C4]', async () => {
  expect([await edges('L\\F'), await edges('A\\F'), await edges('PL\\F'), toEdgesOf(await radiograph([]))]).toEqual([
    'R/L/H/F',
    'P/A/H/F',
    'AR/PL/H/F',
    '',
  ]);
  for (const wrong of ['L', 'L\\R', 'L\\L', 'LR\\F', 'X\\F', 'L\\F\\A']) expect(await edges(wrong), wrong).toBe('');
  const plane: Tags = [
    ['00200032', 'DS', '0\\0\\0'],
    ['00200037', 'DS', '1\\0\\0\\0\\1\\0'],
  ];
  expect(await edges('R\\F', plane)).toBe('R/L/A/P');
});

test('says of which side a limb or breast is, the image before its series, and nothing where the file does not [C4]', async () => {
  const line = async (tags: Tags): Promise<string> => {
    const frame = await radiograph(tags);
    return toLateralityLine({ slice: { phase: 'ready', frame } } as ViewerState);
  };
  const [image, series] = ['00200062', '00200060'];
  expect([
    await line([[image, 'CS', 'R']]),
    await line([[series, 'CS', 'L']]),
    await line([
      [series, 'CS', 'L'],
      [image, 'CS', 'B'],
    ]),
    await line([[image, 'CS', 'U']]),
    await line([]),
  ]).toEqual(['Côté droit', 'Côté gauche', 'Les deux côtés', '', '']);
});

test('calls a scale the detector’s where the file only repeats it, and the patient’s where somebody calibrated it [C4]', async () => {
  const scale = async (tags: Tags): Promise<unknown> => {
    const { spacing, spacingAtDetector }: FrameFacts = (await radiograph(tags)).facts;
    return [spacing, spacingAtDetector];
  };
  const detector: Tags = [['00181164', 'DS', '0.15\\0.15']];
  const spacing = (value: string): Tags => [['00280030', 'DS', value]];
  expect([
    await scale(detector),
    await scale([...detector, ...spacing('0.150\\0.15')]),
    await scale([...detector, ...spacing('0.15\\0.15'), ['00280a02', 'CS', 'GEOMETRY']]),
    await scale([...detector, ...spacing('0.139\\0.139')]),
    await scale(spacing('0.15\\0.15')),
  ]).toEqual([
    [[0.15, 0.15], true],
    [[0.15, 0.15], true],
    [[0.15, 0.15], false],
    [[0.139, 0.139], false],
    [[0.15, 0.15], false],
  ]);
});

test('draws pixels that are not square as high as the file says, and measures nothing by that [C4]', async () => {
  const drawn = async (tags: Tags): Promise<unknown> => {
    const { facts } = await radiograph(tags);
    return [toDrawnSpacing(facts), toLength(facts, [0, 0], [1, 0]).unit];
  };
  const aspect = (value: string) => ['00280034', 'IS', value] as const;
  expect([
    await drawn([]),
    await drawn([aspect('4\\3')]),
    await drawn([aspect('0\\1')]),
    await drawn([aspect('4\\3'), ['00280030', 'DS', '0.5\\0.25']]),
  ]).toEqual([
    [[1, 1], 'pixels'],
    [[4, 3], 'pixels'],
    [[1, 1], 'pixels'],
    [[0.5, 0.25], 'mm'],
  ]);
});
