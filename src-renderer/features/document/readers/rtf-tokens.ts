/** One thing of an RTF file: a group's edge, a control word with its number, bytes of text, or a character told as `\'hh`. */
export type RtfToken =
  | { readonly is: 'open' }
  | { readonly is: 'close' }
  | { readonly is: 'word'; readonly name: string; readonly number: number | null }
  | { readonly is: 'bytes'; readonly bytes: readonly number[] };

const OPEN: RtfToken = { is: 'open' };
const CLOSE: RtfToken = { is: 'close' };

const LONG_RUN = 16_384;

const isLetter = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

function readHex(bytes: Uint8Array, at: number): number | null {
  const value = Number.parseInt(String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0), 16);
  return Number.isNaN(value) ? null : value;
}

/** Reads an RTF file token by token, in one pass; `\bin` data is left out, and a length that lies ends at the file's end. */
export function* readRtfTokens(bytes: Uint8Array): Generator<RtfToken> {
  let place = 0;
  let run: number[] = [];
  while (place < bytes.length) {
    const byte = bytes[place] ?? 0;
    const isRun = byte !== 0x7b && byte !== 0x7d && byte !== 0x5c;
    if (isRun) {
      // Line ends of the file mean nothing; those of the text are `\par`. A long run is handed over at one of them, so that a
      // picture's megabytes never stand in memory as one list, and no character of two bytes is torn.
      const isLineEnd = byte === 0x0a || byte === 0x0d;
      if (!isLineEnd && byte !== 0) run.push(byte);
      if (isLineEnd && run.length > LONG_RUN) {
        yield { is: 'bytes', bytes: run };
        run = [];
      }
      place += 1;
      continue;
    }
    const next = bytes[place + 1] ?? 0;
    if (byte === 0x5c && next === 0x27) {
      const value = readHex(bytes, place + 2);
      if (value !== null) run.push(value);
      place += 4;
      continue;
    }
    if (byte === 0x5c && (next === 0x7b || next === 0x7d || next === 0x5c)) {
      run.push(next);
      place += 2;
      continue;
    }
    if (run.length > 0) yield { is: 'bytes', bytes: run };
    run = [];
    if (byte !== 0x5c) {
      yield byte === 0x7b ? OPEN : CLOSE;
      place += 1;
    } else if (isLetter(next)) {
      let end = place + 1;
      while (end < bytes.length && end - place < 33 && isLetter(bytes[end] ?? 0)) end += 1;
      const name = String.fromCharCode(...bytes.subarray(place + 1, end));
      const from = end;
      if (bytes[end] === 0x2d) end += 1;
      while (end < bytes.length && end - from < 11 && isDigit(bytes[end] ?? 0)) end += 1;
      const digits = String.fromCharCode(...bytes.subarray(from, end));
      const number = digits === '' || digits === '-' ? null : Number(digits);
      if (bytes[end] === 0x20) end += 1;
      place = name === 'bin' ? end + Math.max(0, number ?? 0) : end;
      if (name !== 'bin') yield { is: 'word', name, number };
    } else {
      yield { is: 'word', name: String.fromCharCode(next), number: null };
      place += 2;
    }
  }
  if (run.length > 0) yield { is: 'bytes', bytes: run };
}
