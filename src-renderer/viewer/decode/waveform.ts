import type { DataSet } from 'dicom-parser';
import { openText, readCodeMeaning, readDecimals, readItems, type ReadText } from './character-set.ts';
import { limits } from './limits.ts';
import { assertReadable } from './unreadable.ts';
import { readAnnotations, type WaveformAnnotation } from './waveform-annotations.ts';

/** One lead of a group: millivolts are `samples[i] * scale + baseline`, sample i is taken at `i / frequency + skew` seconds. */
export interface WaveformChannel {
  /** Lead as it is spoken of: `I`, `aVR`, `V1`; the file's own label when it names no lead. */
  readonly name: string;
  readonly samples: Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer>;
  /** Sensitivity × correction factor, in mV for one step; in `unit` for what is no voltage. */
  readonly scale: number;
  readonly baseline: number;
  readonly unit: string;
  /** Channel Time Skew, s. */
  readonly skew: number;
  /** Filter Low Frequency, High Frequency and Notch, Hz; null where the file does not say. */
  readonly filters: { readonly low: number | null; readonly high: number | null; readonly notch: number | null };
  /** Stored value that stands for « nothing was recorded »; null when there is none. */
  readonly padding: number | null;
}

/** Channels that were recorded together (one item of Waveform Sequence). */
export interface WaveformGroup {
  readonly label: string;
  /** Samples per second. */
  readonly frequency: number;
  readonly length: number;
  /** Multiplex Group Time Offset, s. */
  readonly offset: number;
  readonly derived: boolean;
  readonly channels: readonly WaveformChannel[];
}

/** A recorded curve, read once; nothing of it is smoothed or filtered here. */
export interface Waveform {
  readonly kind: 'waveform';
  /** Acquisition DateTime (0008,002A) or the content's date and time, as DICOM writes them; empty when unknown. */
  readonly acquired: string;
  readonly device: string;
  readonly groups: readonly WaveformGroup[];
  readonly annotations: readonly WaveformAnnotation[];
}

const widths: Readonly<Record<string, 1 | 2 | 4>> = { SB: 1, UB: 1, SS: 2, US: 2, SL: 4, UL: 4 };

/** Reads every multiplex group of a waveform object (PS3.3 C.10.9); refuses what does not add up, before allocating for it. */
export function readWaveform(dataSet: DataSet, bigEndian: boolean): Waveform {
  const read = openText(dataSet);
  const items = readItems(dataSet, 'x54000100');
  assertReadable(items.length > 0, 'no-pixels', 'no Waveform Sequence');
  assertReadable(items.length <= 64, 'too-large', `${items.length} groups`);
  const day = read(dataSet, 'x0008002a') || read(dataSet, 'x00080023') + read(dataSet, 'x00080033');
  return {
    kind: 'waveform',
    acquired: day,
    device: [read(dataSet, 'x00080070'), read(dataSet, 'x00081090')].filter((part) => part !== '').join(' '),
    groups: items.map((item) => readGroup(item, read, bigEndian)),
    annotations: readAnnotations(dataSet, read),
  };
}

function readGroup(item: DataSet, read: ReadText, bigEndian: boolean): WaveformGroup {
  const count = item.uint16('x003a0005') ?? 0;
  const length = item.uint32('x003a0010') ?? 0;
  const [frequency = 0] = readDecimals(item, 'x003a001a');
  const definitions = readItems(item, 'x003a0200');
  assertReadable(count > 0 && length > 0 && frequency > 0, 'contradictory', `${count} channels of ${length} samples`);
  assertReadable(count <= 256 && count * length <= limits.waveformSamples, 'too-large', `${count} × ${length} samples`);
  assertReadable(frequency <= 100_000, 'contradictory', `${frequency} Hz`);
  assertReadable(
    definitions.length === count,
    'contradictory',
    `${definitions.length} definitions of ${count} channels`,
  );
  const interpretation = read(item, 'x54001006');
  const width = Object.hasOwn(widths, interpretation) ? widths[interpretation] : undefined;
  assertReadable(width !== undefined, 'unsupported', `samples ${interpretation}`);
  assertReadable(item.uint16('x54001004') === width * 8, 'contradictory', 'bits of a sample');
  const columns = split(item, count, length, width, interpretation.startsWith('U'), bigEndian);
  const padding = readPadding(item, width, interpretation.startsWith('U'), bigEndian);
  return {
    label: read(item, 'x003a0020'),
    frequency,
    length,
    offset: (readDecimals(item, 'x00181068')[0] ?? 0) / 1000,
    derived: read(item, 'x003a0004') === 'DERIVED',
    channels: definitions.map((definition, index) => toChannel(definition, read, columns[index], frequency, padding)),
  };
}

/** Interleaved samples to one array a channel. */
function split(
  item: DataSet,
  count: number,
  length: number,
  width: 1 | 2 | 4,
  unsigned: boolean,
  bigEndian: boolean,
): (Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer>)[] {
  const element = item.elements['x54001010'];
  assertReadable(element !== undefined, 'no-pixels', 'no Waveform Data');
  const needed = count * length * width;
  assertReadable(element.dataOffset + needed <= item.byteArray.length, 'truncated', 'Waveform Data');
  const fits = element.length === needed || element.length === needed + (needed % 2);
  assertReadable(
    fits,
    element.length < needed ? 'truncated' : 'contradictory',
    `${element.length} bytes for ${needed}`,
  );
  const view = new DataView(item.byteArray.buffer, item.byteArray.byteOffset + element.dataOffset, needed);
  const get = toGetter(view, width, unsigned, !bigEndian);
  return Array.from({ length: count }, (_, channel) => {
    const samples = width < 2 || (width === 2 && !unsigned) ? new Int16Array(length) : new Int32Array(length);
    for (let at = 0; at < length; at += 1) samples[at] = get((at * count + channel) * width);
    return samples;
  });
}

function toGetter(view: DataView, width: 1 | 2 | 4, unsigned: boolean, little: boolean): (at: number) => number {
  if (width === 1) return unsigned ? (at) => view.getUint8(at) : (at) => view.getInt8(at);
  if (width === 2) return unsigned ? (at) => view.getUint16(at, little) : (at) => view.getInt16(at, little);
  return unsigned ? (at) => view.getUint32(at, little) : (at) => view.getInt32(at, little);
}

/** Waveform Padding Value (5400,100A), in the samples' own form. */
function readPadding(item: DataSet, width: 1 | 2 | 4, unsigned: boolean, bigEndian: boolean): number | null {
  const element = item.elements['x5400100a'];
  if (element === undefined || element.length < width) return null;
  const view = new DataView(item.byteArray.buffer, item.byteArray.byteOffset + element.dataOffset, width);
  return toGetter(view, width, unsigned, !bigEndian)(0);
}

/** Volts to millivolts by the UCUM code of the sensitivity's unit. */
const inMillivolts: Readonly<Record<string, number>> = { V: 1000, mV: 1, uV: 0.001, µV: 0.001, nV: 0.000_001 };

function toChannel(
  definition: DataSet,
  read: ReadText,
  samples: Int16Array<ArrayBuffer> | Int32Array<ArrayBuffer> | undefined,
  frequency: number,
  padding: number | null,
): WaveformChannel {
  assertReadable(samples !== undefined, 'contradictory', 'channel without samples');
  const number = (tag: string): number | null => readDecimals(definition, tag)[0] ?? null;
  const code = readItems(definition, 'x003a0211')[0];
  const unit = code ? read(code, 'x00080100') : '';
  const factor = Object.hasOwn(inMillivolts, unit) ? inMillivolts[unit] : undefined;
  const [sensitivity, correction] = [number('x003a0210'), number('x003a0212') ?? 1];
  return {
    name: toLeadName(read(definition, 'x003a0203'), readCodeMeaning(definition, 'x003a0208', read)),
    samples,
    scale: (sensitivity ?? 1) * correction * (sensitivity === null ? 1 : (factor ?? 1)),
    baseline: (number('x003a0213') ?? 0) * (factor ?? 1),
    unit: sensitivity === null ? '' : factor === undefined ? unit : 'mV',
    skew: number('x003a0214') ?? (number('x003a0215') ?? 0) / frequency,
    filters: { low: number('x003a0220'), high: number('x003a0221'), notch: number('x003a0222') || null },
    padding,
  };
}

/** `Lead aVR`, `AVR`, `Lead I (Einthoven)` to the name that stands on paper; what names no lead keeps its label. */
export function toLeadName(label: string, meaning: string): string {
  for (const text of [label, meaning]) {
    const found = /(?:^|[\s(])(-?aV[RLF]|V[1-9]R?|I{1,3})(?=$|[\s),])/i.exec(text)?.[1];
    if (found === undefined) continue;
    if (/^-?av/i.test(found)) return found.replace(/av(.)/i, (_all, limb: string) => `aV${limb.toUpperCase()}`);
    return found.toUpperCase();
  }
  return label || meaning;
}
