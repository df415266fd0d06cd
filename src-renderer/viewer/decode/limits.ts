/** What one file may ask of this PC, checked before anything is allocated for it. The largest real images (mammography, whole-slide tiles) stay below a quarter of these. */
export const limits = {
  /** A received file, bytes. */
  fileBytes: 1024 ** 3,
  /** A deflated data set once inflated, bytes. */
  inflatedBytes: 256 * 1024 ** 2,
  /** Below this an inflated data set is accepted whatever its ratio, bytes. */
  inflateFloor: 8 * 1024 ** 2,
  /** …and beyond it never more than this many times its deflated size (a deflate stream can reach 1032). */
  inflateRatio: 200,
  /** Rows or Columns. */
  side: 16_384,
  /** Rows × Columns. */
  pixels: 64 * 1024 ** 2,
  /** One decoded frame, bytes. */
  frameBytes: 192 * 1024 ** 2,
  /** Number of Frames. */
  frames: 20_000,
  /** Samples of one waveform group, all channels: two days of three leads at 1 kHz take half of these. */
  waveformSamples: 1024 ** 3,
  /** Elements and items in a data set, all levels. */
  elements: 200_000,
  /** Sequences inside sequences. */
  depth: 32,
  /** A codec's heap after which its worker is replaced, bytes. */
  codecHeap: 256 * 1024 ** 2,
  /** Time one frame may take in a worker before the watchdog kills it, ms. */
  decodeMs: 8_000,
} as const;
