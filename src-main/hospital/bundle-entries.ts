const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);
const MARK = Buffer.from('"resource":{');

/** Index after the JSON object that starts at `start`, or -1 when it does not end. Strings are skipped, so a brace in a text is none. */
function findEnd(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let place = start; place < bytes.length; place += 1) {
    const byte = bytes[place] ?? 0;
    if (byte === QUOTE) {
      for (place += 1; place < bytes.length && bytes[place] !== QUOTE; place += 1)
        if (bytes[place] === BACKSLASH) place += 1;
    } else if (OPEN.has(byte)) depth += 1;
    else if (CLOSE.has(byte)) {
      depth -= 1;
      if (depth === 0) return place + 1;
    }
  }
  return -1;
}

/**
 * The resources of a searchset Bundle as the very bytes they were sent in, in their order: parsing and writing them anew would change
 * numbers and spaces, and with them the hash that the manifest names. A text that only looks like an entry yields bytes whose hash
 * matches nothing, and is then fetched by itself.
 */
export function toEntryBytes(bundle: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let place = bytes.indexOf(MARK);
  while (place >= 0) {
    const start = place + MARK.length - 1;
    const end = findEnd(bytes, start);
    if (end < 0) break;
    entries.push(bytes.subarray(start, end));
    place = bytes.indexOf(MARK, end);
  }
  return entries;
}
