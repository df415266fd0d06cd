import dicomParser from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { readDicomParts, toText, withElements } from '../../../server/demo/dicom-file.ts';
import { aDicomInstance, aDicomSeries, aStowRequest } from '../../builders/dicom.ts';

const read = (bytes: Uint8Array, tag: string): string =>
  Buffer.from(dicomParser.parseDicom(bytes).string(tag) ?? '', 'latin1').toString('utf8');

describe('the DICOM builder', () => {
  it('makes a file that another library reads as wished', () => {
    const bytes = aDicomInstance({ patientName: 'Müller-Noël^Thomas', rows: 2, columns: 2, pixels: [1, 2, 3, 4095] });
    const dataSet = dicomParser.parseDicom(bytes);
    const pixels = dataSet.elements['x7fe00010'];
    expect(read(bytes, 'x00100010')).toBe('Müller-Noël^Thomas');
    expect([dataSet.uint16('x00280010'), dataSet.uint16('x00280011')]).toEqual([2, 2]);
    expect([
      ...new Uint16Array(bytes.slice(pixels?.dataOffset, (pixels?.dataOffset ?? 0) + (pixels?.length ?? 0)).buffer),
    ]).toEqual([1, 2, 3, 4095]);
  });

  it('gives each slice of a series its own number, position and UID', () => {
    const slices = aDicomSeries(3);
    expect(new Set(slices.map((slice) => read(slice, 'x00080018'))).size).toBe(3);
    expect(slices.map((slice) => read(slice, 'x00200032'))).toEqual(['0\\0\\1', '0\\0\\2', '0\\0\\3']);
    expect(new Set(slices.map((slice) => read(slice, 'x0020000e'))).size).toBe(1);
  });

  it('packs instances for STOW-RS, one part each', () => {
    const { body, contentType } = aStowRequest(aDicomSeries(2));
    expect(contentType).toContain('multipart/related; type="application/dicom"');
    expect(body.toString('latin1').split('Content-Type: application/dicom').length - 1).toBe(2);
  });
});

describe('giving a file an identity', () => {
  it('sets elements, keeps the others and leaves the pixels untouched', () => {
    const before = aDicomInstance();
    const after = withElements(before, [
      toText('00100010', 'PN', 'Dubois^Marie'),
      toText('00080018', 'UI', '2.25.7'),
      toText('00104000', 'LT', 'é'),
    ]);
    expect([
      read(after, 'x00100010'),
      read(after, 'x00080018'),
      read(after, 'x00020003'),
      read(after, 'x00104000'),
    ]).toEqual(['Dubois^Marie', '2.25.7', '2.25.7', 'é']);
    expect(read(after, 'x00100020')).toBe(read(before, 'x00100020'));
    expect(Buffer.compare(readDicomParts(after).pixels, readDicomParts(before).pixels)).toBe(0);
  });

  it('refuses what it does not read rather than damage it', () => {
    const sequence = aDicomInstance({ elements: [{ tag: '00081140', vr: 'SQ', value: new Uint8Array(0) }] });
    expect(() => readDicomParts(sequence)).toThrow('sequence at 00081140');
    const whole = aDicomInstance();
    const headers = whole.length - 12 - 8 * 8 * 2;
    for (let length = 0; length <= headers; length += 1)
      expect(() => readDicomParts(whole.subarray(0, length))).toThrow();
    expect(() => readDicomParts(new Uint8Array(200))).toThrow('not a DICOM file');
  });
});
