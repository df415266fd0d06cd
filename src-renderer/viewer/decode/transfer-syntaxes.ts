/** Which decoder reads a transfer syntax; `none` is native pixels. */
export type Codec = 'none' | 'rle' | 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

/** A transfer syntax as PS3.5/PS3.6 write it. `codec` null: known by name, not readable here. */
export interface TransferSyntax {
  readonly name: string;
  readonly codec: Codec | null;
  readonly bigEndian?: true;
  readonly deflated?: true;
  /** A film: known by name, never drawn. */
  readonly video?: true;
}

const syntaxes: Readonly<Record<string, TransferSyntax>> = {
  '1.2.840.10008.1.2': { name: 'Implicit VR Little Endian', codec: 'none' },
  '1.2.840.10008.1.2.1': { name: 'Explicit VR Little Endian', codec: 'none' },
  '1.2.840.10008.1.2.1.99': { name: 'Deflated Explicit VR Little Endian', codec: 'none', deflated: true },
  '1.2.840.10008.1.2.2': { name: 'Explicit VR Big Endian', codec: 'none', bigEndian: true },
  '1.2.840.10008.1.2.5': { name: 'RLE Lossless', codec: 'rle' },
  '1.2.840.10008.1.2.4.50': { name: 'JPEG Baseline (Process 1)', codec: 'jpeg' },
  '1.2.840.10008.1.2.4.51': { name: 'JPEG Extended (Process 2 & 4)', codec: 'jpeg' },
  '1.2.840.10008.1.2.4.53': { name: 'JPEG Spectral Selection (Process 6 & 8)', codec: 'jpeg' },
  '1.2.840.10008.1.2.4.55': { name: 'JPEG Full Progression (Process 10 & 12)', codec: 'jpeg' },
  '1.2.840.10008.1.2.4.57': { name: 'JPEG Lossless (Process 14)', codec: 'jpeg-lossless' },
  '1.2.840.10008.1.2.4.70': { name: 'JPEG Lossless, SV1', codec: 'jpeg-lossless' },
  '1.2.840.10008.1.2.4.80': { name: 'JPEG-LS Lossless', codec: 'jpeg-ls' },
  '1.2.840.10008.1.2.4.81': { name: 'JPEG-LS Near-Lossless', codec: 'jpeg-ls' },
  '1.2.840.10008.1.2.4.90': { name: 'JPEG 2000 Lossless', codec: 'jpeg-2000' },
  '1.2.840.10008.1.2.4.91': { name: 'JPEG 2000', codec: 'jpeg-2000' },
  '1.2.840.10008.1.2.4.92': { name: 'JPEG 2000 Multi-component Lossless', codec: null },
  '1.2.840.10008.1.2.4.93': { name: 'JPEG 2000 Multi-component', codec: null },
  '1.2.840.10008.1.2.4.94': { name: 'JPIP Referenced', codec: null },
  '1.2.840.10008.1.2.4.95': { name: 'JPIP Referenced Deflate', codec: null },
  '1.2.840.10008.1.2.4.100': { name: 'MPEG2 Main Profile', codec: null, video: true },
  '1.2.840.10008.1.2.4.101': { name: 'MPEG2 High Level', codec: null, video: true },
  '1.2.840.10008.1.2.4.102': { name: 'MPEG-4 AVC/H.264', codec: null, video: true },
  '1.2.840.10008.1.2.4.103': { name: 'MPEG-4 AVC/H.264 BD', codec: null, video: true },
  '1.2.840.10008.1.2.4.104': { name: 'MPEG-4 AVC/H.264 4.2 (2D)', codec: null, video: true },
  '1.2.840.10008.1.2.4.105': { name: 'MPEG-4 AVC/H.264 4.2 (3D)', codec: null, video: true },
  '1.2.840.10008.1.2.4.106': { name: 'MPEG-4 AVC/H.264 Stereo', codec: null, video: true },
  '1.2.840.10008.1.2.4.107': { name: 'HEVC/H.265 Main', codec: null, video: true },
  '1.2.840.10008.1.2.4.108': { name: 'HEVC/H.265 Main 10', codec: null, video: true },
  '1.2.840.10008.1.2.4.100.1': { name: 'MPEG2 Main Profile', codec: null, video: true },
  '1.2.840.10008.1.2.4.101.1': { name: 'MPEG2 High Level', codec: null, video: true },
  '1.2.840.10008.1.2.4.102.1': { name: 'MPEG-4 AVC/H.264', codec: null, video: true },
  '1.2.840.10008.1.2.4.103.1': { name: 'MPEG-4 AVC/H.264 BD', codec: null, video: true },
  '1.2.840.10008.1.2.4.104.1': { name: 'MPEG-4 AVC/H.264 4.2 (2D)', codec: null, video: true },
  '1.2.840.10008.1.2.4.105.1': { name: 'MPEG-4 AVC/H.264 4.2 (3D)', codec: null, video: true },
  '1.2.840.10008.1.2.4.106.1': { name: 'MPEG-4 AVC/H.264 Stereo', codec: null, video: true },
  '1.2.840.10008.1.2.4.110': { name: 'JPEG XL Lossless', codec: null },
  '1.2.840.10008.1.2.4.111': { name: 'JPEG XL Recompression', codec: null },
  '1.2.840.10008.1.2.4.112': { name: 'JPEG XL', codec: null },
  '1.2.840.10008.1.2.4.204': { name: 'JPIP HTJ2K Referenced', codec: null },
  '1.2.840.10008.1.2.4.205': { name: 'JPIP HTJ2K Referenced Deflate', codec: null },
  '1.2.840.10008.1.2.7.1': { name: 'SMPTE ST 2110-20', codec: null, video: true },
  '1.2.840.10008.1.2.7.2': { name: 'SMPTE ST 2110-20 Interlaced', codec: null, video: true },
  '1.2.840.10008.1.2.7.3': { name: 'SMPTE ST 2110-30 PCM', codec: null, video: true },
  '1.2.840.10008.1.2.8.1': { name: 'Deflated Image Frame', codec: null },
  '1.2.840.10008.1.2.4.201': { name: 'HTJ2K Lossless', codec: 'htj2k' },
  '1.2.840.10008.1.2.4.202': { name: 'HTJ2K Lossless RPCL', codec: 'htj2k' },
  '1.2.840.10008.1.2.4.203': { name: 'HTJ2K', codec: 'htj2k' },
};

/** The row of a transfer syntax UID, or null when nobody here has heard of it. */
export function toTransferSyntax(uid: string): TransferSyntax | null {
  return Object.hasOwn(syntaxes, uid) ? (syntaxes[uid] ?? null) : null;
}
