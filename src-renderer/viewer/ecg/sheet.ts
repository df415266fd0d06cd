import type { WaveformChannel, WaveformGroup } from '../decode/waveform.ts';
import { type LeadLayout, toLeadTable } from './leads.ts';

/** Paper speeds, mm/s. */
export const speeds = [25, 50] as const;
/** Gains, mm/mV. */
export const gains = [5, 10, 20] as const;

/** How a sheet is drawn. */
export interface SheetWish {
  readonly layout: LeadLayout;
  readonly speed: (typeof speeds)[number];
  readonly gain: (typeof gains)[number];
  /** First second of the recording on this sheet. */
  readonly start: number;
}

/** A lead's curve over part of the sheet; all lengths are millimetres of paper, y grows downwards. */
export interface Strip {
  readonly channel: number;
  readonly name: string;
  readonly x: number;
  /** Height of 0 mV. */
  readonly y: number;
  readonly width: number;
  /** First and last second of the recording. */
  readonly from: number;
  readonly to: number;
  /** SVG path of the curve. */
  readonly path: string;
}

/** A drawn sheet. `pulses` are the calibration pulses, one at the head of each row of voltages: 1 mV high, 0.2 s wide. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly strips: readonly Strip[];
  readonly pulses: readonly { readonly y: number; readonly path: string; readonly width: number }[];
  /** Seconds on one sheet, and of the whole recording. */
  readonly seconds: number;
  readonly duration: number;
}

/** Seconds of one sheet, as paper ECGs have them. */
export const sheetSeconds = 10;
/** Left margin for the calibration pulse and the margins around, mm. */
const margin = { left: 12, right: 3, top: 20, bottom: 15 } as const;
/** Shorter recordings (one averaged beat) stand whole in every column instead of running on from one to the next. */
const shortest = 5;

/** Lays a group out on paper. */
export function toSheet(group: WaveformGroup, { layout, speed, gain, start }: SheetWish): Sheet {
  const { columns, rhythm } = toLeadTable(group, layout);
  const duration = group.length / group.frequency;
  const seconds = Math.min(sheetSeconds, duration);
  const whole = duration < shortest;
  const span = whole ? seconds : seconds / columns.length;
  const rows = Math.max(...columns.map((column) => column.length));
  const rowHeight = toRowHeight(rows, gain);
  const strip = (channel: number, x: number, y: number, from: number, length: number): Strip => {
    const own = group.channels[channel];
    const to = Math.min(from + length, duration);
    return {
      channel,
      name: own?.name ?? '',
      x,
      y,
      width: length * speed,
      from,
      to,
      path: own ? toPath(own, group.frequency, from, to, x, y, speed, own.unit === 'mV' ? gain : toOwnGain(own)) : '',
    };
  };
  const strips = columns.flatMap((column, n) =>
    column.map((channel, row) =>
      strip(channel, margin.left + n * span * speed, toRow(row, rowHeight), whole ? start : start + n * span, span),
    ),
  );
  if (rhythm !== null) strips.push(strip(rhythm, margin.left, toRow(rows, rowHeight), start, whole ? span : seconds));
  const count = rows + (rhythm === null ? 0 : 1);
  const pulse = Array.from({ length: count }, (_, row) => toRow(row, rowHeight)).flatMap((y) =>
    // What is no voltage has no millivolt to be measured against.
    strips.every((one) => one.y !== y || group.channels[one.channel]?.unit === 'mV') ? [toPulse(y, speed, gain)] : [],
  );
  return {
    width: margin.left + (whole ? span * columns.length : seconds) * speed + margin.right,
    height: margin.top + margin.bottom + (count - 1) * rowHeight,
    strips,
    pulses: pulse,
    seconds,
    duration,
  };
}

function toRow(row: number, height: number): number {
  return margin.top + row * height;
}

/** Rows stand closer when there are many, and further apart at a high gain; whole millimetres, so that 0 mV lies on a line. */
function toRowHeight(rows: number, gain: number): number {
  const base = rows <= 3 ? 30 : rows <= 6 ? 25 : 20;
  return gain === 20 ? base + 10 : base;
}

/** Calibration pulse: foot, rise of 1 mV, 0.2 s, fall. */
function toPulse(y: number, speed: number, gain: number): Sheet['pulses'][number] {
  const width = 0.2 * speed;
  const x = margin.left - width - 1;
  return { y, width, path: `M${x - 1} ${y}H${x}v${-gain}h${width}v${gain}h1` };
}

/** What is no voltage fills a row of 20 mm with its own extremes. */
function toOwnGain(channel: WaveformChannel): number {
  let extreme = 0;
  for (const sample of channel.samples)
    extreme = Math.max(extreme, Math.abs(sample * channel.scale + channel.baseline));
  return extreme > 0 ? 10 / extreme : 1;
}

/** Paper steps narrower than this hold several samples: of each step first, lowest, highest and last are drawn, so that no peak is lost. */
const step = 0.1;

function toPath(
  channel: WaveformChannel,
  frequency: number,
  from: number,
  to: number,
  x: number,
  y: number,
  speed: number,
  gain: number,
): string {
  const { samples, scale, baseline, skew, padding } = channel;
  const first = Math.max(0, Math.ceil((from - skew) * frequency));
  const last = Math.min(samples.length - 1, Math.floor((to - skew) * frequency));
  const perStep = Math.max(1, Math.floor((step * frequency) / speed));
  const parts: string[] = [];
  let pen = 'M';
  const put = (at: number): void => {
    const sample = samples[at];
    if (sample === undefined || sample === padding) {
      pen = 'M';
      return;
    }
    const px = x + (at / frequency + skew - from) * speed;
    const py = y - (sample * scale + baseline) * gain;
    parts.push(`${pen}${px.toFixed(2)} ${py.toFixed(2)}`);
    pen = 'L';
  };
  for (let at = first; at <= last; at += perStep)
    for (const one of extremes(samples, at, Math.min(at + perStep, last + 1))) put(one);
  return parts.join('');
}

/** Indexes of first, lowest, highest and last sample of a step, in the order of time. */
function extremes(samples: ArrayLike<number>, from: number, to: number): readonly number[] {
  if (to - from === 1) return [from];
  let [low, high] = [from, from];
  for (let at = from; at < to; at += 1) {
    if ((samples[at] ?? 0) < (samples[low] ?? 0)) low = at;
    if ((samples[at] ?? 0) > (samples[high] ?? 0)) high = at;
  }
  return [...new Set([from, Math.min(low, high), Math.max(low, high), to - 1])];
}
