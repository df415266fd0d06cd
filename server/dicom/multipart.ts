import { ExpectedFailure } from '../../contracts/failure.ts';

/** One part of a multipart/related message; `chunks` must be read before the next part is asked for. */
export interface Part {
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly chunks: AsyncIterable<Buffer>;
}

const HEADERS_AT_MOST = 8192;
const BREAK = Buffer.from('\r\n\r\n');

/** Boundary of a `multipart/related; type="application/dicom"` content type; null when it is another. */
export function readBoundary(contentType: string): string | null {
  if (!/^multipart\/related\b/i.test(contentType)) return null;
  const type = /;\s*type=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (type !== null && (type[1] ?? type[2])?.toLowerCase() !== 'application/dicom') return null;
  const boundary = /;\s*boundary=(?:"([^"]{1,200})"|([^;\s]{1,200}))/i.exec(contentType);
  return boundary?.[1] ?? boundary?.[2] ?? null;
}

/** Reads a multipart message as it arrives, holding no more than a chunk of it. A message that stops early is `input-invalid`. */
export async function* readMultipart(source: AsyncIterable<Buffer>, boundary: string): AsyncGenerator<Part> {
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const input = source[Symbol.asyncIterator]();
  // The first delimiter may stand at the very start, without the line break before it.
  let held: Buffer = Buffer.from('\r\n');
  const more = async (): Promise<void> => {
    const next = await input.next();
    if (next.done === true) throw new ExpectedFailure('input-invalid');
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
  };
  /** Gives what stands before the next delimiter and consumes that. */
  async function* untilDelimiter(): AsyncGenerator<Buffer> {
    for (;;) {
      const at = held.indexOf(delimiter);
      if (at >= 0) {
        const rest = held.subarray(0, at);
        held = held.subarray(at + delimiter.length);
        if (rest.length > 0) yield rest;
        return;
      }
      const sure = held.length - delimiter.length;
      if (sure > 0) {
        const ready = held.subarray(0, sure);
        held = held.subarray(sure);
        yield ready;
      }
      await more();
    }
  }
  for await (const _preamble of untilDelimiter());
  for (;;) {
    while (held.length < 2) await more();
    if (held.subarray(0, 2).toString('latin1') === '--') break;
    while (!held.includes(BREAK)) {
      if (held.length > HEADERS_AT_MOST) throw new ExpectedFailure('input-invalid');
      await more();
    }
    const end = held.indexOf(BREAK);
    const headers = readHeaders(held.subarray(0, end).toString('latin1'));
    // The line break before an empty part's delimiter is also the end of its headers.
    held = held.subarray(end + 2);
    if (held.indexOf(delimiter) !== 0) held = held.subarray(2);
    const body = untilDelimiter();
    yield { headers, chunks: body };
    // Whatever the reader left unread.
    for await (const _left of body);
  }
  // The epilogue says nothing, but an unread request is never answered cleanly.
  for (let next = await input.next(); next.done !== true; next = await input.next());
}

function readHeaders(text: string): Map<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

/** Head of one part of an answer; the part's bytes and then `toPartEnd` follow. */
export function toPartHead(boundary: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `--${boundary}\r\n${lines.join('')}\r\n`;
}

/** After the last part. */
export function toMultipartEnd(boundary: string): string {
  return `--${boundary}--\r\n`;
}
