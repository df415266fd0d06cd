import { Decoder as LosslessDecoder } from '@cornerstonejs/jpeg-lossless-decoder-js';
import { hasAdobeSegment, readCodeStream, withRgbSegment, type CodeStreamHeader } from './code-stream.ts';
import type { FrameFacts } from './facts.ts';
import { nativeFrameLength } from './frames.ts';
import { decodeJpeg12 } from './jpeg-12.ts';
import { unpackRle } from './rle.ts';
import type { TransferSyntax } from './transfer-syntaxes.ts';
import { assertReadable, UnreadableImage } from './unreadable.ts';

/** One decoder object of an emscripten build; made for one frame, deleted after it. */
export interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  };
  getInterleaveMode?(): number;
  delete(): void;
}

/** An instantiated emscripten build. */
export interface WasmModule {
  readonly HEAPU8?: Uint8Array;
  readonly JpegLSDecoder?: new () => WasmDecoder;
  readonly J2KDecoder?: new () => WasmDecoder;
  readonly HTJ2KDecoder?: new () => WasmDecoder;
  readonly JPEGDecoder?: new () => WasmDecoder;
}

/** Options that every emscripten build takes. */
export interface WasmOptions {
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
  readonly locateFile: (name: string) => string;
}

/** The four builds; the worker gives the files of the app, a test those of node_modules. */
export type WasmLoaders = Readonly<
  Record<
    'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k',
    (options: Pick<WasmOptions, 'print' | 'printErr'>) => Promise<WasmModule>
  >
>;

/** Samples of one frame as a decoder gave them, checked against both the tags and the code stream. */
export interface RawFrame {
  readonly bytes: Uint8Array;
  readonly bytesPerSample: 1 | 2 | 4;
  readonly planar: boolean;
  readonly bigEndian: boolean;
  readonly photometric: string;
}

/** Decodes frames with the given builds. `poisoned` turns true at the first refusal of a codec: its worker must then be replaced. */
export class Codecs {
  poisoned = false;
  readonly #loaders: WasmLoaders;
  readonly #modules = new Map<keyof WasmLoaders, Promise<WasmModule>>();
  readonly #heaps = new Map<keyof WasmLoaders, WasmModule>();
  #complaints: string[] = [];

  constructor(loaders: WasmLoaders) {
    this.#loaders = loaders;
  }

  /** Largest heap among the builds in use, bytes; a heap never shrinks. */
  get heap(): number {
    return Math.max(0, ...[...this.#heaps.values()].map((module) => module.HEAPU8?.length ?? 0));
  }

  /** Loads a build before it is needed. */
  async warm(codec: TransferSyntax['codec']): Promise<void> {
    if (codec === 'jpeg' || codec === 'jpeg-ls' || codec === 'jpeg-2000' || codec === 'htj2k') await this.#open(codec);
  }

  /** The samples of one compressed frame. */
  async decode(syntax: TransferSyntax, frame: Uint8Array, facts: FrameFacts): Promise<RawFrame> {
    const codec = syntax.codec;
    assertReadable(codec !== null && codec !== 'none', 'unsupported', syntax.name);
    assertReadable(facts.bitsAllocated > 1, 'unsupported', `${syntax.name}, 1 bit`);
    const plain = { bigEndian: false, photometric: facts.photometric } as const;
    if (codec === 'rle') {
      const bytesPerSample = (facts.bitsAllocated / 8) as 1 | 2 | 4;
      const bytes = unpackRle(frame, facts.rows * facts.columns, facts.samplesPerPixel, bytesPerSample);
      return { ...plain, bytes, bytesPerSample, planar: facts.samplesPerPixel > 1 };
    }
    const header = readCodeStream(codec, frame);
    assertSame(syntax, header, facts);
    if (codec === 'jpeg-lossless')
      return {
        ...plain,
        bytes: this.#lossless(frame, header, facts),
        bytesPerSample: header.bits > 8 ? 2 : 1,
        planar: false,
      };
    if (codec === 'jpeg' && header.bits === 12)
      return { ...plain, bytes: decodeJpeg12(frame, header.width, header.height), bytesPerSample: 2, planar: false };
    const asRgb = codec === 'jpeg' && header.components === 3 && facts.photometric === 'RGB' && !hasAdobeSegment(frame);
    const decoded = await this.#wasm(codec, asRgb ? withRgbSegment(frame) : frame, header);
    const toRgb = header.components === 3 && (codec === 'jpeg' || header.colorTransform);
    return {
      bytes: decoded.bytes,
      bytesPerSample: header.bits > 8 ? 2 : 1,
      planar: decoded.planar,
      bigEndian: false,
      photometric: toRgb ? 'RGB' : facts.photometric,
    };
  }

  #lossless(frame: Uint8Array, header: CodeStreamHeader, facts: FrameFacts): Uint8Array {
    const bytesPerSample = header.bits > 8 ? 2 : 1;
    return this.#guard('JPEG Lossless', () => {
      const copy = frame.slice();
      const samples = new LosslessDecoder().decode(copy.buffer, 0, copy.length, bytesPerSample);
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      assertReadable(
        bytes.length === facts.rows * facts.columns * header.components * bytesPerSample,
        'damaged',
        'length of the decoded frame',
      );
      return bytes;
    });
  }

  async #wasm(
    codec: keyof WasmLoaders,
    frame: Uint8Array,
    header: CodeStreamHeader,
  ): Promise<{ readonly bytes: Uint8Array; readonly planar: boolean }> {
    const module = await this.#open(codec);
    return this.#guard(codec, () => {
      const Decoder = module.JpegLSDecoder ?? module.HTJ2KDecoder ?? module.J2KDecoder ?? module.JPEGDecoder;
      if (Decoder === undefined) throw new Error(`no decoder in ${codec}`);
      this.#complaints = [];
      const decoder = new Decoder();
      try {
        decoder.getEncodedBuffer(frame.length).set(frame);
        decoder.decode();
        assertReadable(this.#complaints.length === 0, 'damaged', `${codec} complained`);
        const info = decoder.getFrameInfo();
        const agrees =
          info.width === header.width && info.height === header.height && info.componentCount === header.components;
        assertReadable(agrees && info.bitsPerSample === header.bits, 'damaged', 'frame info');
        const expected = header.width * header.height * header.components * (header.bits > 8 ? 2 : 1);
        const out = decoder.getDecodedBuffer();
        assertReadable(out.length === expected, 'damaged', 'length of the decoded frame');
        return { bytes: out.slice(), planar: header.components > 1 && decoder.getInterleaveMode?.() === 0 };
      } finally {
        decoder.delete();
      }
    });
  }

  #guard<T>(codec: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.poisoned = true;
      throw error instanceof UnreadableImage ? error : new UnreadableImage('damaged', `${codec} refused`);
    }
  }

  #open(codec: keyof WasmLoaders): Promise<WasmModule> {
    const known = this.#modules.get(codec);
    if (known) return known;
    const opening = this.#loaders[codec]({ print: () => undefined, printErr: (line) => this.#complaints.push(line) });
    this.#modules.set(codec, opening);
    void opening.then((module) => this.#heaps.set(codec, module)).catch(() => this.#modules.delete(codec));
    return opening;
  }
}

/** The code stream's own header must say what the tags say, before a byte is allocated for it. */
function assertSame(syntax: TransferSyntax, header: CodeStreamHeader, facts: FrameFacts): void {
  const same =
    header.width === facts.columns && header.height === facts.rows && header.components === facts.samplesPerPixel;
  assertReadable(same, 'contradictory', `code stream ${header.width} × ${header.height} × ${header.components}`);
  assertReadable(
    header.bits <= 16 && header.bits <= facts.bitsAllocated,
    'contradictory',
    `code stream of ${header.bits} bits`,
  );
  const marker = header.marker;
  if (syntax.codec === 'jpeg') {
    const isGray12 = header.bits === 12 && header.components === 1 && marker === 0xc1;
    assertReadable(header.bits === 8 || isGray12, 'unsupported', `${syntax.name}, ${header.bits} bits`);
    assertReadable(
      marker === 0xc0 || marker === 0xc1 || marker === 0xc2,
      'contradictory',
      `frame type ${marker.toString(16)}`,
    );
  }
  if (syntax.codec === 'jpeg-lossless')
    assertReadable(marker === 0xc3, 'contradictory', `frame type ${marker.toString(16)}`);
  if (syntax.codec === 'jpeg-ls') assertReadable(marker === 0xf7, 'contradictory', `frame type ${marker.toString(16)}`);
}

/** The samples of a native frame, as they stand in the file. */
export function toNativeFrame(bytes: Uint8Array, facts: FrameFacts, bigEndian: boolean): RawFrame {
  assertReadable(bytes.length === nativeFrameLength(facts), 'truncated', 'frame');
  const bytesPerSample = Math.max(1, facts.bitsAllocated / 8) as 1 | 2 | 4;
  return {
    bytes,
    bytesPerSample,
    planar: facts.planarConfiguration === 1 && facts.samplesPerPixel > 1,
    bigEndian,
    photometric: facts.photometric,
  };
}
