import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { toDicomFile, toShorts, toText } from '../../../server/demo/dicom-file.ts';
import { toCalendar } from '../../../server/demo/calendar.ts';
import { toObjectInstances } from '../../../server/demo/objects/index.ts';
import { toFilmRange, toNextFrame, toRate } from '../../../src-renderer/viewer/cine/film.ts';
import { readFrameFacts } from '../../../src-renderer/viewer/decode/facts.ts';
import { readNativeFrame } from '../../../src-renderer/viewer/decode/frames.ts';
import { readPart10 } from '../../../src-renderer/viewer/decode/part10.ts';
import { readSegments } from '../../../src-renderer/viewer/decode/segmented-lut.ts';
import { toObjectClass } from '../../../src-renderer/viewer/decode/sop-classes.ts';
import { readStoredObject } from '../../../src-renderer/viewer/decode/stored-object.ts';
import { choosePartner, toBodySite } from '../../../src-renderer/viewer/photographs/pairing.ts';
import { toPlacement } from '../../../src-renderer/viewer/photographs/placement.ts';
import { toPath } from '../../../src-renderer/viewer/sr/presentation-layer.tsx';
import { toPresentedGraphics, toPresentedWindow } from '../../../src-renderer/viewer/sr/presented.ts';
import { toDicomDate, toUnit } from '../../../src-renderer/viewer/sr/readable.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { openNodeCodecs } from './node-codecs.ts';
import { decodeOwn } from './read-fixture.ts';

const data = openSharedTestdata();
const objectOf = async (file: string) =>
  readStoredObject(await readPart10(new Uint8Array(readFileSync(join(data ?? '', 'dicom', file)))));

describe.skipIf(data === null)('of the collection', () => {
  test('a structured report keeps its numbers with their units and the codes’ meanings [R22]', async () => {
    const report = await objectOf('pydicom/test-SR.dcm');
    expect(report).toMatchObject({
      kind: 'report',
      title: 'Diagnosis',
      completion: 'COMPLETE',
      verification: 'VERIFIED',
      author: 'Riesmeier^Jörg',
    });
    expect(JSON.stringify(report)).toContain('"name":"Diameter","value":"3","unit":"cm"');
  });

  test('a key object selection is the list of its images [R22]', async () => {
    const report = await objectOf('generated/kos/kos-ct-abdomen.dcm');
    if (report?.kind !== 'report') throw new Error('no report');
    expect([report.keyImages, report.nodes.filter(({ image }) => image !== null).length]).toEqual([true, 4]);
    expect(report.nodes[0]?.value).toBe('Sleutelbeelden / images clés');
  });

  test('a presentation has its window and drawings for its image alone, and says what it leaves out [R22]', async () => {
    const presentation = await objectOf('generated/gsps/pr-devphantom.dcm');
    if (presentation?.kind !== 'presentation') throw new Error('no presentation');
    const image = { sopInstanceUid: presentation.images[0]?.sopInstanceUid ?? '', frames: [1] };
    expect(toPresentedWindow(presentation, image)).toMatchObject({ preset: { center: 100, width: 800 } });
    const { graphics, texts } = toPresentedGraphics(presentation, image);
    expect(texts).toEqual([{ text: '12,3 mm — laesie', at: [39, 39] }]);
    expect(graphics.map((graphic) => toPath(graphic, (point) => point))).toEqual([
      'M39.0 39.0L79.0 44.0L81.0 69.0L39.0 39.0',
    ]);
    expect(toPresentedGraphics(presentation, { ...image, sopInstanceUid: '1.2' })).toEqual({ graphics: [], texts: [] });
    expect(await objectOf('gsps/prLUTs.dcm')).toMatchObject({ left: ['look-up-table'] });
  });

  test('an encapsulated PDF is handed over byte for byte [R22]', async () => {
    const document = await objectOf('orthanc/sample-pdf.dcm');
    if (document?.kind !== 'document') throw new Error('no document');
    expect([document.mime, Buffer.from(document.bytes).toString('latin1', 0, 5)]).toEqual(['application/pdf', '%PDF-']);
  });

  test('overlay planes are drawn bit by bit, in their own group or in the samples’ unused bits [C4]', async () => {
    const codecs = openNodeCodecs();
    const count = async (file: string): Promise<number[]> => {
      const { overlays } = await decodeOwn(new Uint8Array(readFileSync(join(data ?? '', 'dicom', file))), codecs);
      return overlays.map(({ bits }) =>
        bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0),
      );
    };
    expect((await count('pydicom-data/MR-SIEMENS-DICOM-WithOverlays.dcm')).every((bits) => bits > 0)).toBe(true);
    expect((await count('dcm4che/ovly_p01.dcm')).filter((bits) => bits > 0).length).toBeGreaterThan(0);
  });
});

test.each([
  ['1.2.840.10008.5.1.4.1.1.9.1.1', 'waveform', 'ecg'],
  ['1.2.840.10008.5.1.4.1.1.9.2.1', 'none', 'waveform'],
  ['1.2.840.10008.5.1.4.1.1.88.59', 'report', 'key-images'],
  ['1.2.840.10008.5.1.4.1.1.66.4', 'none', 'segmentation'],
  ['1.2.840.10008.5.1.4.1.1.481.1', 'image', ''],
  ['1.2.840.10008.5.1.4.1.1.481.5', 'none', 'rt-plan'],
  ['1.2.840.10008.5.1.4.1.1.77.1.4', 'image', ''],
  ['1.2.840.10008.5.1.4.1.1.4', 'image', ''],
])('knows the reader of SOP class %s [R22]', (uid, reader, name) => {
  expect(toObjectClass(uid)).toEqual({ reader, name });
});

test('expands segments of a palette: discrete, linear and repeated; and refuses what leads nowhere [C4]', () => {
  const expand = (words: readonly number[], count: number): number[] => {
    const value = new Uint8Array(Uint16Array.from(words).buffer);
    const file = toDicomFile('1.2.840.10008.1.2.1', [{ tag: '00281221', vr: 'OW', value }]);
    return [...readSegments(dicomParser.parseDicom(file), 'x00281221', count, 16)];
  };
  expect(expand([0, 2, 10, 20, 1, 4, 60], 6)).toEqual([10, 20, 30, 40, 50, 60]);
  expect(expand([0, 1, 5, 1, 2, 9, 2, 2, 0, 0], 6)).toEqual([5, 7, 9, 5, 7, 9]);
  expect(() => expand([1, 4, 60], 4)).toThrow('linear segment');
  expect(() => expand([0, 9, 1], 9)).toThrow('truncated');
  expect(() => expand([0, 1, 5, 2, 1, 6, 0], 9)).toThrow('contradictory');
});

test('reads single-bit pixels of every frame, also where a frame begins inside a byte [C4]', async () => {
  const file = toDicomFile('1.2.840.10008.1.2.1', [
    toText('00080018', 'UI', '1.2'),
    toText('00280004', 'CS', 'MONOCHROME2'),
    toText('00280008', 'IS', '2'),
    ...[
      ['00280002', 1],
      ['00280010', 3],
      ['00280011', 3],
      ['00280100', 1],
      ['00280101', 1],
      ['00280102', 0],
      ['00280103', 0],
    ].map(([tag, value]) => toShorts(String(tag), Number(value))),
    { tag: '7fe00010', vr: 'OB', value: Uint8Array.of(0b0000_0101, 0b1010_0011, 0b10, 0) },
  ]);
  const frames = await Promise.all([0, 1].map((frame) => decodeOwn(file, openNodeCodecs(), frame)));
  expect(frames.map(({ pixels }) => [...pixels.values].join(''))).toEqual(['101000001', '100010101']);
});

test('a picture’s extremes are those of its pixels, never of its padding [C4]', async () => {
  const file = (padding: readonly ReturnType<typeof toShorts>[]): Uint8Array =>
    toDicomFile('1.2.840.10008.1.2.1', [
      toText('00080018', 'UI', '1.2'),
      toText('00280004', 'CS', 'MONOCHROME1'),
      ...[
        ['00280002', 1],
        ['00280010', 1],
        ['00280011', 4],
        ['00280100', 16],
        ['00280101', 16],
        ['00280102', 15],
        ['00280103', 0],
      ].map(([tag, value]) => toShorts(String(tag), Number(value))),
      ...padding,
      { tag: '7fe00010', vr: 'OW', value: new Uint8Array(Uint16Array.of(0, 100, 200, 65_535).buffer) },
    ]);
  const extremes = async (padding: readonly ReturnType<typeof toShorts>[]): Promise<number[]> => {
    const { pixels } = await decodeOwn(file(padding), openNodeCodecs());
    return [pixels.min, pixels.max];
  };
  expect(await extremes([])).toEqual([0, 65_535]);
  expect(await extremes([toShorts('00280120', 65_535)])).toEqual([0, 200]);
  expect(await extremes([toShorts('00280120', 65_000), toShorts('00280121', 65_535)])).toEqual([0, 200]);
});

describe('a film', () => {
  test('is the run of frames of one object [R22]', () => {
    expect(toFilmRange(['a', 'b', 'b', 'b', 'c'], 2)).toEqual({ from: 1, to: 3 });
    expect(toFilmRange(['a', 'b'], 0)).toBeNull();
  });

  test('keeps its time by skipping, waits for what is not there, and stops or begins again at its end [R22] [X10]', () => {
    const range = { from: 1, to: 4 };
    expect(toNextFrame(1, range, 39, 25, true, 'rrrrr')).toEqual({ index: 1, done: false });
    expect(toNextFrame(1, range, 41, 25, true, 'rrrrr')).toEqual({ index: 2, done: false });
    expect(toNextFrame(1, range, 90, 25, true, 'rrrrr')).toEqual({ index: 3, done: false });
    expect(toNextFrame(1, range, 90, 25, true, 'rrrww')).toEqual({ index: 2, done: false });
    expect(toNextFrame(2, range, 90, 25, true, 'rrrww')).toEqual({ index: 2, done: false });
    expect(toNextFrame(4, range, 45, 25, true, 'rrrrr')).toEqual({ index: 1, done: false });
    expect(toNextFrame(3, range, 90, 25, false, 'rrrrr')).toEqual({ index: 4, done: true });
  });

  test('plays at the rate chosen, else the file’s, else an assumed one [R22]', () => {
    expect([toRate(10, 25), toRate(null, 25), toRate(null, null), toRate(null, 900)]).toEqual([10, 25, 15, 120]);
  });
});

describe('two photographs', () => {
  const entries = [
    { document: 'a', title: 'Plaie de jambe gauche, lendemain', at: '2026-01-02' },
    { document: 'b', title: 'Cicatrice de jambe gauche', at: '2026-03-02' },
    { document: 'c', title: 'Jambe droite', at: '2026-04-02' },
    { document: 'd', title: 'Jambe gauche à six semaines', at: '2026-02-10' },
  ];
  test('are paired by the part of the body and the longest time between them [X15]', () => {
    expect(entries.map(({ title }) => toBodySite(title))).toEqual([
      'jambe gauche',
      'jambe gauche',
      'jambe droite',
      'jambe gauche',
    ]);
    expect([
      choosePartner(entries, 'a')?.document,
      choosePartner(entries, 'b')?.document,
      choosePartner(entries, 'c'),
    ]).toEqual(['b', 'a', null]);
  });

  test('are no pair when neither title names a part of the body, and an undated one is the last choice [X15]', () => {
    const nameless = ['a', 'b'].map((document) => ({ document, title: 'Photographie', at: '2026-01-01' }));
    expect(choosePartner(nameless, 'a')).toBeNull();
    const legs = [
      { document: 'now', title: 'Jambe gauche', at: '2026-03-01' },
      { document: 'undated', title: 'Jambe gauche', at: null },
      { document: 'before', title: 'Jambe gauche', at: '2026-02-01' },
    ];
    expect(choosePartner(legs, 'now')?.document).toBe('before');
  });

  test('stand at one scale: the patient’s when both files tell it, else equal widths, and say which [X15]', () => {
    const small = { width: 100, height: 100, millimetres: 1 };
    expect(toPlacement(small, { width: 400, height: 400, millimetres: 0.5 })).toEqual({
      aspect: 1,
      before: { width: 0.5, height: 0.5 },
      after: { width: 1, height: 1 },
      scale: 'true',
    });
    expect(toPlacement(small, { width: 400, height: 200, millimetres: null })).toMatchObject({
      before: { width: 1, height: 1 },
      after: { width: 1, height: 0.5 },
      scale: 'width',
    });
  });
});

test('writes dates and units as they are read [R22]', () => {
  const plain = (digits: string): string => toDicomDate(digits).replace(/\s/g, ' ');
  expect(plain('20261120101500.00')).toBe('20 novembre 2026, 10:15');
  // A device that counts in UTC says so, and is read in Brussels.
  expect([plain('20261120231500.00+0000'), plain('202607201015-0500')]).toEqual([
    '21 novembre 2026, 00:15',
    '20 juillet 2026, 17:15',
  ]);
  expect(plain('20261120991500+0000')).toContain('2026');
  expect([toUnit('mm[Hg]'), toUnit('ml/m2'), toUnit('{beats}/min'), toUnit('cm3')]).toEqual([
    'mmHg',
    'ml/m²',
    'beats/min',
    'cm³',
  ]);
});

test('decodes the frame asked for and no other of a film [X10]', async () => {
  const [film = new Uint8Array()] = toObjectInstances('echo', toCalendar('2026-11-22'));
  const part10 = await readPart10(film);
  const facts = readFrameFacts(part10.dataSet, 7);
  const bytes = readNativeFrame(part10.dataSet, facts, 7);
  const { dataOffset } = part10.dataSet.elements['x7fe00010'] ?? { dataOffset: 0 };
  const length = facts.rows * facts.columns * 3;
  expect([bytes.length, bytes.byteOffset - part10.dataSet.byteArray.byteOffset]).toEqual([
    length,
    dataOffset + 7 * length,
  ]);
});
