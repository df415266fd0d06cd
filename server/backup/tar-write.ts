const BLOCK = 512;
const NAME_BYTES = 100;
const PREFIX_BYTES = 155;
/** Eleven octal digits; a longer size is written in binary, as GNU tar does. */
const OCTAL_LIMIT = 8 ** 11;

/** One member of an archive; `content` has exactly `size` bytes. */
export interface TarMember {
  readonly name: string;
  readonly size: number;
  readonly content: AsyncIterable<Uint8Array> | Uint8Array;
  /** 0644 when absent. */
  readonly mode?: number;
  /** Seconds since 1970; 0 when absent. */
  readonly time?: number;
  /** A symbolic link that leads there; it has no content. */
  readonly link?: string;
}

/** A member whose bytes are all there. */
export function toMember(name: string, content: Uint8Array | string, more: Partial<TarMember> = {}): TarMember {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { name, size: bytes.length, content: bytes, ...more };
}

/** The bytes of a tar archive (ustar): they depend on the members alone, never on who writes it or when. */
export async function* writeTar(members: AsyncIterable<TarMember> | Iterable<TarMember>): AsyncGenerator<Uint8Array> {
  for await (const member of members) {
    yield toHeader(member);
    let written = 0;
    const pieces = member.content instanceof Uint8Array ? [member.content] : member.content;
    for await (const piece of pieces) {
      written += piece.length;
      yield piece;
    }
    if (written !== member.size) throw new Error(`${member.name}: ${written} bytes instead of ${member.size}.`);
    if (written % BLOCK !== 0) yield Buffer.alloc(BLOCK - (written % BLOCK));
  }
  yield Buffer.alloc(2 * BLOCK);
}

function toHeader({ name, size, mode = 0o644, time = 0, link }: TarMember): Buffer {
  const header = Buffer.alloc(BLOCK);
  const [prefix, rest] = split(name);
  const octal = (value: number, at: number, bytes: number): void => {
    header.write(value.toString(8).padStart(bytes - 1, '0'), at, 'latin1');
  };
  header.write(rest, 0, 'utf8');
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  if (size < OCTAL_LIMIT) octal(size, 124, 12);
  else {
    header.writeBigUInt64BE(BigInt(size), 128);
    header[124] = 0x80;
  }
  octal(time, 136, 12);
  header.fill(' ', 148, 156);
  header.write(link === undefined ? '0' : '2', 156, 'latin1');
  if (link !== undefined) header.write(link, 157, NAME_BYTES, 'utf8');
  header.write('ustar\u000000root', 257, 'latin1');
  header.write('root', 297, 'latin1');
  header.write(prefix, 345, 'utf8');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

/** A long name is parted at one of its slashes. */
function split(name: string): readonly [string, string] {
  if (Buffer.byteLength(name) <= NAME_BYTES) return ['', name];
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= PREFIX_BYTES && Buffer.byteLength(rest) <= NAME_BYTES) return [prefix, rest];
  }
  throw new Error(`${name} is too long a name for a tar archive.`);
}
