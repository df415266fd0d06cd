/** Start of block, end of block, and what ends it (HL7 v2 transport, MLLP release 1). */
const START = 0x0b;
const END = 0x1c;
const RETURN = 0x0d;
const LINE = 0x0a;
const HEAD_KEPT = 8192;

/** What a stream of bytes holds, in order. */
export type MllpEvent =
  | { readonly kind: 'message'; readonly bytes: Buffer }
  /** Longer than allowed: only its head was kept, its end has come. */
  | { readonly kind: 'oversized'; readonly head: Buffer; readonly length: number }
  /** Bytes outside of any frame, other than line ends. */
  | { readonly kind: 'noise'; readonly length: number }
  /** A frame began again before its end: its first half is gone and was never acknowledged. */
  | { readonly kind: 'half'; readonly length: number };

/** Reads frames from chunks however they are cut. */
export interface MllpReader {
  read(chunk: Buffer): readonly MllpEvent[];
  /** Bytes of the frame that has begun and not ended; null between frames. */
  open(): number | null;
  /** Bytes that are held in memory for it. */
  held(): number;
}

/** Puts a message between its marks. */
export function toMllpFrame(message: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(START), message, Buffer.of(END, RETURN)]);
}

/**
 * A frame ends at FS CR; FS LF and FS directly before the next frame are taken as well, since senders do it. Any other FS or VT is
 * content, unless the VT stands before `MSH`: then the sender has begun anew.
 */
export function openMllpReader(longest: number): MllpReader {
  let parts: Buffer[] = [];
  let length = 0;
  let inFrame = false;
  let noise = 0;
  // What the last chunk ended with and cannot be judged alone: FS, or VT with part of `MSH`.
  let rest: Buffer = Buffer.alloc(0);

  const keep = (bytes: Buffer): void => {
    if (bytes.length === 0) return;
    length += bytes.length;
    if (length <= longest) parts.push(bytes);
    else {
      const [first] = parts;
      if (parts.length === 1 && first?.length === HEAD_KEPT) return;
      parts = [Buffer.from(Buffer.concat([...parts, bytes.subarray(0, HEAD_KEPT)]).subarray(0, HEAD_KEPT))];
    }
  };
  const finish = (): MllpEvent => {
    const bytes = parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts);
    const event: MllpEvent =
      length <= longest
        ? { kind: 'message', bytes: Buffer.from(bytes) }
        : { kind: 'oversized', head: Buffer.from(bytes.subarray(0, HEAD_KEPT)), length };
    [parts, length, inFrame] = [[], 0, false];
    return event;
  };

  return {
    open: () => (inFrame ? length : null),
    // Counted, never added up: a frame that comes byte by byte has as many parts as bytes.
    held: () => (length <= longest ? length : Math.min(length, HEAD_KEPT)) + rest.length,
    read: (chunk) => {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      rest = Buffer.alloc(0);
      const events: MllpEvent[] = [];
      let at = 0;
      while (at < bytes.length) {
        if (!inFrame) {
          const start = bytes.indexOf(START, at);
          const skipped = bytes.subarray(at, start < 0 ? bytes.length : start);
          noise += skipped.filter((byte) => byte !== RETURN && byte !== LINE).length;
          if (noise > 0) {
            events.push({ kind: 'noise', length: noise });
            noise = 0;
          }
          if (start < 0) break;
          inFrame = true;
          at = start + 1;
          continue;
        }
        const mark = findMark(bytes, at);
        if (mark < 0) {
          keep(bytes.subarray(at));
          break;
        }
        const verdict = judge(bytes, mark);
        if (verdict === 'later') {
          keep(bytes.subarray(at, mark));
          rest = Buffer.from(bytes.subarray(mark));
          break;
        }
        if (verdict === 'content') {
          keep(bytes.subarray(at, mark + 1));
          at = mark + 1;
          continue;
        }
        keep(bytes.subarray(at, mark));
        if (verdict === 'again') {
          events.push({ kind: 'half', length });
          [parts, length] = [[], 0];
          at = mark + 1;
          continue;
        }
        events.push(finish());
        at = bytes[mark + 1] === START ? mark + 1 : mark + 2;
      }
      return events;
    },
  };
}

function findMark(bytes: Buffer, from: number): number {
  const end = bytes.indexOf(END, from);
  const start = (end < 0 ? bytes : bytes.subarray(0, end)).indexOf(START, from);
  return start < 0 ? end : start;
}

/** What the mark at `at` means, or `later` when the bytes that tell have not come. */
function judge(bytes: Buffer, at: number): 'end' | 'again' | 'content' | 'later' {
  const next = bytes[at + 1];
  if (next === undefined) return 'later';
  if (bytes[at] === END) return next === RETURN || next === LINE || next === START ? 'end' : 'content';
  const following = bytes.subarray(at + 1, at + 4).toString('latin1');
  if (following.length < 3 && 'MSH'.startsWith(following)) return 'later';
  return following === 'MSH' ? 'again' : 'content';
}
