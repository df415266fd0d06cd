import { createHash } from 'node:crypto';
import type { DecodedFrame } from '../../src-renderer/viewer/decode/decode.ts';
import { readContent, toReason } from '../../src-renderer/viewer/decode/decode.ts';
import type { Codecs } from '../../src-renderer/viewer/decode/codecs.ts';
import { type Identity, readIdentity } from '../../src-renderer/viewer/decode/facts.ts';
import { limits } from '../../src-renderer/viewer/decode/limits.ts';
import { readPart10 } from '../../src-renderer/viewer/decode/part10.ts';
import { openHashSink, receiveInstance } from '../../server/dicom/receive-instance.ts';
import { openNodeCodecs } from '../src-renderer/viewer/node-codecs.ts';
import { dicomDialect } from './dicom-dialect.ts';
import { type Mutation, mutate, type Sample } from './mutate.ts';
import { openRandom } from './random.ts';
import { readSamples } from './samples.ts';
import { type Court, readCpu, type Report, toFault, type Verdict } from './verdict.ts';
import { runWatched } from './watched.ts';

/** The hospital reads headers only. */
const RECEIVE_MS = 2_000;

/** Files by the codec that they need: slices of one series, and one or more of every compression. */
function readFiles(): readonly Sample[] {
  const slices = readSamples(['dicom/ct-phantom/*.dcm'], [], 100_000, 12);
  return [...slices, ...readSamples(['dicom/samples/*.dcm'], ['dicom/series/**/*'], 120_000, 40)];
}

/** Mutation `number` of a seed. */
function openMutations(samples: readonly Sample[]): (seed: number, number: number) => Mutation {
  return (seed, number) => mutate(samples, dicomDialect, openRandom(seed, 'dicom', number));
}

interface Original {
  readonly bytes: Uint8Array;
  readonly identity: Identity;
  readonly syntax: string;
  /** SHA-256 of what is drawn; null for what is not drawn. */
  readonly pixels: string | null;
}

const toHash = ({ pixels }: DecodedFrame): string =>
  createHash('sha256').update(new Uint8Array(pixels.values.buffer)).digest('hex');

/** Codecs as a decode worker keeps them: replaced once they failed or grew. */
class Bench {
  #codecs: Codecs = openNodeCodecs();

  async decode(bytes: Uint8Array, expected: Identity): Promise<DecodedFrame | string> {
    if (this.#codecs.poisoned || this.#codecs.heap > limits.codecHeap) this.#codecs = openNodeCodecs();
    try {
      const content = await readContent(bytes, 0, { ...expected, patientIds: [] }, this.#codecs);
      return content.frame ?? `object: ${content.object.kind}`;
    } catch (error) {
      const { reason, detail } = toReason(error);
      return reason === 'damaged' && detail.endsWith('Error') ? `${reason}: ${detail}` : reason;
    }
  }
}

async function readOriginal({ bytes: file }: Sample, bench: Bench): Promise<Original | null> {
  // As the vault hands them out: the whole of an ArrayBuffer, where Node's Buffers may be a part of a larger one.
  const bytes = new Uint8Array(file);
  try {
    const { dataSet, syntaxUid } = await readPart10(bytes);
    const identity = readIdentity(dataSet);
    const frame = await bench.decode(bytes, identity);
    return { bytes, identity, syntax: syntaxUid, pixels: typeof frame === 'string' ? null : toHash(frame) };
  } catch {
    return null;
  }
}

/**
 * Judges both ends: the hospital reads a header or refuses it, and the window shows the slice's own pixels, what is left of them, or
 * nothing. Each mutation is decoded twice, after two different slices: what differs then came out of the slice before.
 */
export async function openCourt(): Promise<Court> {
  const samples = readFiles();
  const [one, two] = [new Bench(), new Bench()];
  const originals = new Map<string, Original>();
  for (const sample of samples) {
    const original = await readOriginal(sample, one);
    if (original !== null) originals.set(sample.name, original);
  }
  const make = openMutations(samples.filter(({ name }) => originals.has(name)));
  const all = [...originals.values()].filter(({ pixels }) => pixels !== null);

  const look = async (mutation: Mutation, own: Original, before: readonly Original[]): Promise<Verdict> => {
    const frames = [];
    for (const [index, bench] of [one, two].entries()) {
      const previous = before[index];
      if (previous !== undefined) await bench.decode(previous.bytes, previous.identity);
      frames.push(await bench.decode(new Uint8Array(mutation.bytes), own.identity));
    }
    const [first = '', second = ''] = frames.map((frame) => (typeof frame === 'string' ? frame : toHash(frame)));
    if (first !== second)
      return { outcome: 'undecided', fault: `shows what depends on the slice before: ${first} or ${second}` };
    if (typeof frames[0] === 'string') return { outcome: first, fault: null };
    if (first === own.pixels) return { outcome: 'its own pixels', fault: null };
    // Of the same series: files that were made of one picture, as samples are, may well come to look alike.
    const { seriesInstanceUid, sopInstanceUid } = own.identity;
    const other = all.find(
      ({ pixels, identity }) =>
        pixels === first &&
        identity.seriesInstanceUid === seriesInstanceUid &&
        identity.sopInstanceUid !== sopInstanceUid,
    );
    if (other === undefined) return { outcome: 'what is left of its own', fault: null };
    // Spliced in whole behind this slice's names: the file's SHA-256 alone can tell, and the vault compares it.
    const tail = other.bytes.subarray(Math.floor(other.bytes.length * 0.75), Math.floor(other.bytes.length * 0.9));
    const carried = mutation.bytes.includes(Buffer.from(tail));
    return carried
      ? { outcome: 'carries another slice whole (refused by its SHA-256)', fault: null }
      : { outcome: 'another slice', fault: 'shows the pixels of another slice' };
  };

  return {
    judge: async (seed, number) => {
      const mutation = make(seed, number);
      const own = originals.get(mutation.source);
      if (own === undefined) return { outcome: 'no original', fault: 'no original' };
      const random = openRandom(seed, 'dicom-before', number);
      const alike = all.filter(({ syntax, pixels }) => syntax === own.syntax && pixels !== own.pixels);
      const before = [random.pick(alike.length > 0 ? alike : all), own];
      const received = await readCpu(() => receive(mutation.bytes));
      const decoded = await readCpu(() => look(mutation, own, before));
      const slow =
        received.cpu > RECEIVE_MS
          ? `received in ${Math.round(received.cpu)} ms`
          : decoded.cpu > 2 * limits.decodeMs
            ? `decoded in ${Math.round(decoded.cpu)} ms`
            : null;
      const fault = received.value ?? decoded.value.fault ?? slow;
      return { outcome: decoded.value.outcome, fault: fault === null ? null : toFault(fault, mutation) };
    },
    close: () => Promise.resolve(),
  };
}

/** What is thrown where the hospital reads a file, which would be a 500; null when it reads or refuses it. */
async function receive(bytes: Buffer): Promise<string | null> {
  try {
    await receiveInstance(openHashSink(), chunksOf(bytes));
    return null;
  } catch (error) {
    return `receiving throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
}

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 16_384) yield bytes.subarray(at, at + 16_384);
}

/** Mutations of DICOM files through the hospital's reading and the window's decoding. */
export function run(seed: number, count: number, first = 0): Promise<Report> {
  return runWatched('dicom', seed, count, first);
}
