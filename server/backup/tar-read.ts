import { BackupRefused } from './backup-refused.ts';

const BLOCK = 512;

/** A member on its way out: its content must be read to its end before the next one is asked for. */
export interface ReadMember {
  readonly name: string;
  readonly size: number;
  readonly content: AsyncIterable<Buffer>;
}

/** The files of a tar archive one after the other; refuses, with a sentence, whatever is not a plain file or not whole. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<ReadMember> {
  const bytes = openBytes(source);
  for (;;) {
    const header = await bytes.take(BLOCK);
    if (header === null) throw new BackupRefused('was cut: the archive in it has no end.');
    if (header.every((byte) => byte === 0)) break;
    const member = readHeader(header);
    let left = member.size;
    const content = async function* (): AsyncGenerator<Buffer> {
      while (left > 0) {
        const piece = await bytes.some(left);
        if (piece === null) throw new BackupRefused(`was cut inside ${member.name}.`);
        left -= piece.length;
        yield piece;
      }
    };
    yield { ...member, content: content() };
    if (left > 0) throw new Error(`${member.name} was not read to its end`);
    if (member.size % BLOCK !== 0) await bytes.take(BLOCK - (member.size % BLOCK));
  }
  // The rest is padding, and is read so that its own seal is looked at too.
  while ((await bytes.some(1 << 20)) !== null);
}

function readHeader(header: Buffer): { readonly name: string; readonly size: number } {
  const text = (from: number, bytes: number): string => {
    const field = header.subarray(from, from + bytes);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? bytes : end).toString('utf8');
  };
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  const size = header[124] === 0x80 ? Number(header.readBigUInt64BE(128)) : Number.parseInt(text(124, 12), 8);
  const prefix = text(345, 155);
  const name = prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  if (Number.parseInt(text(148, 8), 8) !== sum || text(257, 5) !== 'ustar' || header[156] !== 0x30)
    throw new BackupRefused('holds something that is no plain file.');
  if (!Number.isSafeInteger(size) || size < 0) throw new BackupRefused(`says no size of ${name}.`);
  return { name, size };
}

interface Bytes {
  /** Exactly so many bytes; null at the end. */
  take(count: number): Promise<Buffer | null>;
  /** At most so many, at least one; null at the end. */
  some(most: number): Promise<Buffer | null>;
}

function openBytes(source: AsyncIterable<Buffer>): Bytes {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const some = async (most: number): Promise<Buffer | null> => {
    while (held.length === 0) {
      const next = await pieces.next();
      if (next.done === true) return null;
      held = next.value;
    }
    const piece = held.subarray(0, most);
    held = held.subarray(piece.length);
    return piece;
  };
  return {
    some,
    take: async (count) => {
      const parts: Buffer[] = [];
      for (let left = count; left > 0; ) {
        const piece = await some(left);
        if (piece === null) {
          if (parts.length > 0) throw new BackupRefused('was cut: the archive in it ends in the middle.');
          return null;
        }
        parts.push(piece);
        left -= piece.length;
      }
      return Buffer.concat(parts, count);
    },
  };
}
