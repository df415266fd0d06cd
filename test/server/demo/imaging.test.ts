import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { toCalendar } from '../../../server/demo/calendar.ts';
import { readDicomParts } from '../../../server/demo/dicom-file.ts';
import { demoUid } from '../../../server/demo/identity.ts';
import { listStudyFiles, type StudyKey, studies, toStudyInstances, toStudyLink } from '../../../server/demo/imaging.ts';
import { people } from '../../../server/demo/people.ts';
import { decodeFrame } from '../../../src-renderer/viewer/decode/decode.ts';
import { openNodeCodecs } from '../../src-renderer/viewer/node-codecs.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';

const folder = join(import.meta.dirname, '../../../server/demo/imaging');
const keys = Object.keys(studies) as StudyKey[];
const calendar = toCalendar('2026-11-22');
const sources = readFileSync(join(folder, 'SOURCES.tsv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t') as [file: string, original: string, originalSha256: string, pixelsSha256: string]);
const toSha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const shared = openSharedTestdata();

describe('the demonstration images', () => {
  it('weigh at most 20 MB in the repository', () => {
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(20_000_000);
  });

  it('are a CT and an MR, each file with its source on record', () => {
    expect(keys.map((key) => [studies[key].modality, listStudyFiles(key).length])).toEqual([
      ['CT', 75],
      ['MR', 28],
    ]);
    expect(sources.map(([file]) => file)).toEqual(keys.flatMap(listStudyFiles).toSorted());
  });

  it('are lossless: the window’s own decoder gives each original’s pixels again, bit by bit', async () => {
    const codecs = openNodeCodecs();
    const pixels = new Map(sources.map(([file, , , hash]) => [file, hash]));
    for (const key of keys) {
      const files = listStudyFiles(key);
      for (const [index, instance] of [...toStudyInstances(key, calendar)].entries()) {
        const expected = {
          studyInstanceUid: toStudyLink(key).uid,
          seriesInstanceUid: demoUid(`series/${key}`),
          sopInstanceUid: demoUid(`instance/${key}/${index + 1}`),
          patientIds: [people[studies[key].patient].number],
        };
        const { values } = (await decodeFrame(instance, 0, expected, codecs)).pixels;
        // The decoder answers Hounsfield units: the rescale intercept is taken off again.
        const stored = Uint16Array.from(values, (value) => value - (key === 'thorax' ? -1000 : 0));
        expect(toSha256(new Uint8Array(stored.buffer)), files[index]).toBe(pixels.get(files[index] ?? ''));
      }
    }
  }, 60_000);

  it('have the pixels on record from the very originals they name', (context) => {
    if (shared === null) return context.skip('../shared/testdata.tar.xz is not there');
    for (const [file, original, originalSha256, pixelsSha256] of sources) {
      const bytes = readFileSync(join(shared, original));
      const length = file.startsWith('ct-') ? 512 * 512 * 2 : 512 * 384 * 2;
      expect([toSha256(bytes), toSha256(bytes.subarray(-length))], file).toEqual([originalSha256, pixelsSha256]);
    }
  }, 120_000);

  it('keep nothing of the person they were made of, and their compressed pixels untouched', () => {
    for (const key of keys) {
      const files = listStudyFiles(key);
      for (const [index, instance] of [...toStudyInstances(key, calendar)].entries()) {
        const stored = readDicomParts(readFileSync(join(folder, files[index] ?? '')));
        const given = readDicomParts(instance);
        expect(Buffer.compare(given.pixels, stored.pixels)).toBe(0);
        const text = Buffer.concat(given.elements.map((element) => Buffer.from(element.value))).toString('latin1');
        expect(text).not.toMatch(/LIDC|GAGOSKI|SpiralCSI|Boston|1\.3\.6\.1\.4\.1\.14519|1\.3\.12\.2\.1107/);
        expect(given.elements.some(({ tag }) => Number.parseInt(tag.slice(0, 4), 16) % 2 === 1)).toBe(false);
      }
    }
  });

  it('carry the fictitious patient, as another DICOM library reads them', () => {
    for (const key of keys) {
      const [first] = toStudyInstances(key, calendar);
      const dataSet = dicomParser.parseDicom(first ?? new Uint8Array());
      const tag = (name: string): string => Buffer.from(dataSet.string(name) ?? '', 'latin1').toString('utf8');
      const person = people[studies[key].patient];
      expect({
        name: tag('x00100010'),
        id: tag('x00100020'),
        born: tag('x00100030'),
        modality: tag('x00080060'),
        study: tag('x0020000d'),
        series: tag('x0008103e'),
      }).toEqual({
        name: `${person.family}^${person.given[0]}`,
        id: person.number,
        born: person.birthDate.replaceAll('-', ''),
        modality: studies[key].modality,
        study: toStudyLink(key).uid,
        series: studies[key].series,
      });
    }
  });
});
