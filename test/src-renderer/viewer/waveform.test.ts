import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { toCalendar } from '../../../server/demo/calendar.ts';
import { type ObjectStudyKey, toObjectInstances } from '../../../server/demo/objects/index.ts';
import { readPart10 } from '../../../src-renderer/viewer/decode/part10.ts';
import { readStoredObject } from '../../../src-renderer/viewer/decode/stored-object.ts';
import { toLeadName, type Waveform, type WaveformGroup } from '../../../src-renderer/viewer/decode/waveform.ts';
import { moveHeld, toReading } from '../../../src-renderer/viewer/ecg/calipers.ts';
import { toLeadTable } from '../../../src-renderer/viewer/ecg/leads.ts';
import { toSheet } from '../../../src-renderer/viewer/ecg/sheet.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';

async function readWaveformOf(bytes: Uint8Array): Promise<Waveform> {
  const object = readStoredObject(await readPart10(bytes));
  if (object?.kind !== 'waveform') throw new Error('no waveform');
  return object;
}

const demo = (key: ObjectStudyKey): Uint8Array =>
  toObjectInstances(key, toCalendar('2026-11-22'))[0] ?? new Uint8Array();

describe('a real resting ECG', () => {
  const data = openSharedTestdata();

  /** Truth: Waveform Data as `dcmdump +P 5400,1010` of dcmtk 3.6.7 prints it, sensitivity 1.25 uV and correction factor 1 of its tags. */
  test.skipIf(data === null)('has the values that dcmtk dumps, in millivolts, lead by lead [R22] [C4]', async () => {
    const waveform = await readWaveformOf(
      new Uint8Array(readFileSync(join(data ?? '', 'dicom/pydicom/waveform_ecg.dcm'))),
    );
    const [rhythm, beat] = waveform.groups;
    const millivolts = (group: WaveformGroup | undefined, at: number): readonly number[] =>
      group?.channels.map(({ samples, scale, baseline }) =>
        Number(((samples[at] ?? 0) * scale + baseline).toFixed(5)),
      ) ?? [];
    expect(rhythm?.channels.map(({ name }) => name).join(' ')).toBe('I II III aVR aVL aVF V1 V2 V3 V4 V5 V6');
    expect([rhythm?.frequency, rhythm?.length, beat?.length, beat?.derived]).toEqual([1000, 10_000, 1200, true]);
    expect(millivolts(rhythm, 0)).toEqual(
      [80, 90, 10, -85, 35, 50, 40, 15, -10, -20, -55, -40].map((step) => Number((step * 0.00125).toFixed(5))),
    );
    expect(rhythm?.channels[0]?.filters).toEqual({ low: 0.05, high: 300, notch: null });
    const values = waveform.annotations.filter(({ value }) => value !== null).map(({ text, value }) => [text, value]);
    expect(values).toContainEqual(['RR Interval', { number: '982', unit: 'ms' }]);
    expect(values).toContainEqual(['QRS Duration', { number: '75', unit: 'ms' }]);
    expect(waveform.annotations.find(({ positions }) => positions.length > 0)).toMatchObject({
      text: 'P Onset',
      positions: [299],
    });
  });

  test.skipIf(data === null)('has its R peaks one measured RR interval apart on paper [R22]', async () => {
    const waveform = await readWaveformOf(
      new Uint8Array(readFileSync(join(data ?? '', 'dicom/pydicom/waveform_ecg.dcm'))),
    );
    const [group] = waveform.groups;
    if (!group) throw new Error('no group');
    const sheet = toSheet(group, { layout: '12x1', speed: 25, gain: 10, start: 0 });
    const strip = sheet.strips.find(({ name }) => name === 'II');
    const points = [...(strip?.path ?? '').matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(
      ([, x, y]) => [Number(x), Number(y)] as const,
    );
    const top = Math.min(...points.map(([, y]) => y));
    const peaks = points.filter(
      ([x, y], n) => y < top + 3 && y <= (points[n - 1]?.[1] ?? 0) && y < (points[n + 1]?.[1] ?? 0) && x > 0,
    );
    const gaps = peaks
      .slice(1)
      .map(([x], n) => x - (peaks[n]?.[0] ?? 0))
      .filter((gap) => gap > 5);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.abs((mean / 25) * 1000 - 982)).toBeLessThan(40);
  });
});

describe('the sheet of an ECG', () => {
  test('puts a sample where speed and gain put it, from its skew and sensitivity [R22]', async () => {
    const [group] = (await readWaveformOf(demo('ecg'))).groups;
    if (!group) throw new Error('no group');
    const wish = { layout: '6x2', speed: 50, gain: 20, start: 0 } as const;
    const flat = {
      ...group,
      channels: group.channels.map((one) => ({ ...one, samples: one.samples.map((_, at) => (at === 500 ? 500 : 0)) })),
    };
    const strip = toSheet(flat, wish).strips[0];
    // Sample 500 of 500 Hz is at 1 s: 50 mm on, and 500 µV high: 10 mm up.
    expect(strip?.path).toContain(`L${((strip?.x ?? 0) + 50).toFixed(2)} ${((strip?.y ?? 0) - 10).toFixed(2)}`);
    const skewed = { ...flat, channels: flat.channels.map((one) => ({ ...one, skew: 0.1, baseline: -0.25 })) };
    const moved = toSheet(skewed, wish).strips[0];
    expect(moved?.path).toContain(`L${((moved?.x ?? 0) + 55).toFixed(2)} ${((moved?.y ?? 0) - 5).toFixed(2)}`);
  });

  test('lays the leads out as 3 × 4 with a rhythm strip, 6 × 2 and 12 × 1, and others one under the other [R22]', async () => {
    const [group] = (await readWaveformOf(demo('ecg'))).groups;
    if (!group) throw new Error('no group');
    const names = (layout: '3x4' | '6x2' | '12x1') =>
      toLeadTable(group, layout).columns.map((column) => column.map((n) => group.channels[n]?.name).join(' '));
    expect(names('3x4')).toEqual(['I II III', 'aVR aVL aVF', 'V1 V2 V3', 'V4 V5 V6']);
    expect(names('6x2')).toEqual(['I II III aVR aVL aVF', 'V1 V2 V3 V4 V5 V6']);
    expect([names('12x1').length, toLeadTable(group, '3x4').rhythm]).toEqual([1, 1]);
    expect(toLeadTable({ ...group, channels: group.channels.slice(0, 3) }, '3x4')).toEqual({
      columns: [[0, 1, 2]],
      rhythm: null,
    });
    const sheet = toSheet(group, { layout: '3x4', speed: 25, gain: 10, start: 0 });
    expect(sheet.strips.map(({ from, to }) => [from, to])).toContainEqual([7.5, 10]);
    expect(sheet.pulses[0]?.path).toMatch(/v-10h5v10/);
  });

  test('calibrates 1 mV and 0.2 s at every speed and gain, and nothing that is no voltage [R22]', async () => {
    const [group] = (await readWaveformOf(demo('ecg'))).groups;
    if (!group) throw new Error('no group');
    for (const [speed, gain, path] of [
      [25, 20, 'M5 30H6v-20h5v20h1'],
      [50, 10, 'M0 30H1v-10h10v10h1'],
    ] as const)
      expect(toSheet(group, { layout: '12x1', speed, gain, start: 0 }).pulses[0]?.path).toBe(
        path.replaceAll('30', '20'),
      );
    const breath = { ...group, channels: group.channels.slice(0, 2).map((one, n) => (n ? { ...one, unit: '' } : one)) };
    const sheet = toSheet(breath, { layout: '12x1', speed: 25, gain: 10, start: 0 });
    expect(sheet.pulses.map(({ y }) => y)).toEqual([sheet.strips[0]?.y]);
  });

  test('loses no peak where many samples share a step of paper, and leaves padding undrawn [R22]', () => {
    const samples = new Int16Array(20_000);
    samples[7003] = 2000;
    samples.fill(-32_768, 10_000);
    const channel = {
      name: 'II',
      samples,
      scale: 0.001,
      baseline: 0,
      unit: 'mV',
      skew: 0,
      filters: { low: null, high: null, notch: null },
      padding: -32_768,
    };
    const group: WaveformGroup = {
      label: '',
      frequency: 2000,
      length: 20_000,
      offset: 0,
      derived: false,
      channels: [channel],
    };
    const { path = '', y = 0 } = toSheet(group, { layout: '12x1', speed: 25, gain: 10, start: 0 }).strips[0] ?? {};
    expect(path).toContain(` ${(y - 20).toFixed(2)}`);
    expect(Math.max(...[...path.matchAll(/[ML]([\d.]+) /g)].map(([, x]) => Number(x)))).toBeLessThan(12 + 5 * 25 + 0.2);
  });
});

test('calipers give milliseconds, rate and signed millivolts, and stay on the paper [R22]', () => {
  const calipers = { from: [10, 40], to: [30, 35], held: 'to' } as const;
  expect(toReading(calipers, 25, 10)).toEqual({ ms: 800, rate: 75, millivolts: 0.5 });
  expect(toReading(calipers, 50, 5)).toEqual({ ms: 400, rate: 150, millivolts: 1 });
  expect(toReading({ ...calipers, to: [10.2, 45] }, 25, 10)).toMatchObject({ rate: null, millivolts: -0.5 });
  expect(moveHeld(calipers, 500, -500, 265, 120).to).toEqual([265, 0]);
});

test.each([
  ['Lead I (Einthoven)', '', 'I'],
  ['AVR', '', 'aVR'],
  ['MDC', 'Lead V3R', 'V3R'],
  ['Resp', '', 'Resp'],
  ['', 'augmented voltage, left (aVL)', 'aVL'],
])('calls the channel %j %j lead %s [R22]', (label, meaning, name) => {
  expect(toLeadName(label, meaning)).toBe(name);
});

test('refuses a curve that announces what it does not hold, before it allocates for it [R22]', async () => {
  const bytes = demo('ecg').slice();
  const at = Buffer.from(bytes.buffer).indexOf(Buffer.from([0x3a, 0x00, 0x10, 0x00, 0x55, 0x4c]));
  new DataView(bytes.buffer).setUint32(at + 8, 0xffff_fff0, true);
  await expect(readWaveformOf(bytes)).rejects.toThrow('too-large');
  new DataView(bytes.buffer).setUint32(at + 8, 6000, true);
  await expect(readWaveformOf(bytes)).rejects.toThrow('truncated');
});
