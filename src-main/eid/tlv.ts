/** The fields of a Belgian eID file by tag: one byte of tag, then the length (bytes of 255 go on), then the value; null where it is none. */
export function readTlv(bytes: Uint8Array): ReadonlyMap<number, Uint8Array> | null {
  const fields = new Map<number, Uint8Array>();
  let place = 0;
  while (place < bytes.length) {
    const tag = bytes[place] ?? 0;
    place += 1;
    let length = 0;
    let more = 255;
    while (more === 255) {
      const next = bytes[place];
      if (next === undefined) return fields.size > 0 && isPadding(bytes, place - 1) ? fields : null;
      more = next;
      length += more;
      place += 1;
    }
    if (tag === 0 && length === 0) return isPadding(bytes, place) ? fields : null;
    if (place + length > bytes.length) return null;
    if (fields.has(tag)) return null;
    fields.set(tag, bytes.subarray(place, place + length));
    place += length;
  }
  return fields;
}

function isPadding(bytes: Uint8Array, from: number): boolean {
  return bytes.subarray(from).every((one) => one === 0);
}
