/** Undoes PackBits into `length` bytes at most. */
export function unpackBits(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let from = 0;
  let to = 0;
  while (from < bytes.length && to < length) {
    const head = bytes[from] ?? 128;
    from += 1;
    if (head < 128) {
      const run = bytes.subarray(from, from + Math.min(head + 1, length - to));
      out.set(run, to);
      from += head + 1;
      to += run.length;
    } else if (head > 128) {
      const end = Math.min(to + 257 - head, length);
      out.fill(bytes[from] ?? 0, to, end);
      from += 1;
      to = end;
    }
  }
  return out;
}

/** Undoes TIFF's LZW (codes from the high bit, one early) into `length` bytes at most; ends where the codes make no sense. */
export function unpackLzw(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  const prefix = new Uint16Array(4097);
  const last = new Uint8Array(4097);
  const size = new Uint16Array(4097);
  for (let code = 0; code < 256; code += 1) {
    last[code] = code;
    size[code] = 1;
  }
  let next = 258;
  let width = 9;
  let before = -1;
  let bit = 0;
  let to = 0;
  const write = (code: number): number => {
    const count = size[code] ?? 0;
    let one = code;
    for (let place = to + count - 1; place >= to; place -= 1) {
      if (place < length) out[place] = last[one] ?? 0;
      if (place > to) one = prefix[one] ?? 0;
    }
    to += count;
    return last[one] ?? 0;
  };
  while (to < length && bit + width <= bytes.length * 8) {
    const byte = bit >> 3;
    const word = ((bytes[byte] ?? 0) << 16) | ((bytes[byte + 1] ?? 0) << 8) | (bytes[byte + 2] ?? 0);
    const code = (word >> (24 - width - (bit & 7))) & ((1 << width) - 1);
    bit += width;
    if (code === 257) break;
    if (code === 256) {
      next = 258;
      width = 9;
      before = -1;
      continue;
    }
    if (code > next || (before === -1 && code > 255) || (code === next && before === -1)) break;
    if (before !== -1 && next < 4096) {
      prefix[next] = before;
      size[next] = (size[before] ?? 0) + 1;
      let first = code === next ? before : code;
      while ((size[first] ?? 0) > 1) first = prefix[first] ?? 0;
      last[next] = last[first] ?? 0;
      next += 1;
    }
    write(code);
    before = code;
    if (next + 1 >= 1 << width && width < 12) width += 1;
  }
  return out;
}

/** Undoes zlib's deflate into `length` bytes at most: reading stops there, however much more a bomb would give. */
export async function inflate(bytes: Uint8Array, length: number): Promise<Uint8Array> {
  const out = new Uint8Array(length);
  const reader = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  let to = 0;
  try {
    while (to < length) {
      const { done, value } = await reader.read();
      if (done) break;
      out.set(value.subarray(0, length - to), to);
      to += Math.min(value.length, length - to);
    }
  } catch {
    // Cut or broken: what came is kept, the rest of the strip stays empty.
  }
  await reader.cancel().catch(() => undefined);
  return out;
}

/** Undoes horizontal differencing of 8-bit samples, in place. */
export function undoPredictor(bytes: Uint8Array, stride: number, samples: number): void {
  for (let row = 0; row + stride <= bytes.length; row += stride)
    for (let place = row + samples; place < row + stride; place += 1)
      bytes[place] = ((bytes[place] ?? 0) + (bytes[place - samples] ?? 0)) & 0xff;
}
