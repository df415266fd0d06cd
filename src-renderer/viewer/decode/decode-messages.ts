import type { Expected, FileContent } from './decode.ts';
import type { Codec } from './transfer-syntaxes.ts';
import type { UnreadableReason } from './unreadable.ts';

/** Window → worker. `bytes` is transferred; `keep` asks for it back, since more frames of the same file follow. */
export type DecodeQuestion =
  | {
      readonly kind: 'decode';
      readonly id: number;
      readonly bytes: ArrayBuffer;
      readonly frame: number;
      readonly expected: Expected;
      readonly keep: boolean;
    }
  | { readonly kind: 'warm'; readonly codecs: readonly Codec[] };

/** Worker → window. `replace`: this worker has met a codec error or grown too large, and must not be used again. */
export type DecodeAnswer = { readonly id: number; readonly bytes: ArrayBuffer | null; readonly replace: boolean } & (
  | ({ readonly ok: true } & FileContent)
  | { readonly ok: false; readonly reason: UnreadableReason; readonly detail: string }
);
