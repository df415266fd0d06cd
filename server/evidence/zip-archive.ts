import { crc32 } from 'node:zlib';

/** One file of an archive; `name` has no folder before it but the archive's own. */
export interface ArchiveFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** 1 January 1980, the zero of DOS: an archive of the same files is the same bytes. */
const DATE = 0x0021;
const UTF8_NAMES = 0x0800;
const VERSION = 20;

/**
 * A ZIP archive (APPNOTE 6.3, stored, no compression) of these files in this order; equal files give equal bytes. Throws where the format
 * without its 64-bit extension would not hold them (4 GiB, 65,535 files).
 */
export function toZip(files: readonly ArchiveFile[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const path = Buffer.from(name, 'utf8');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    toFacts(bytes, path).copy(local, 4);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(VERSION, 4);
    toFacts(bytes, path).copy(central, 6);
    central.writeUInt32LE(offset, 42);
    parts.push(local, path, bytes);
    directory.push(central, path);
    offset += local.length + path.length + bytes.length;
    if (offset > 0xffffffff) throw new Error('the archive is larger than its format holds');
  }
  if (files.length > 0xffff) throw new Error('the archive has more files than its format holds');
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** The 26 bytes that the local header and the directory share. */
function toFacts(bytes: Buffer, path: Buffer): Buffer {
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(VERSION, 0);
  facts.writeUInt16LE(UTF8_NAMES, 2);
  facts.writeUInt16LE(DATE, 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(bytes.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(path.length, 22);
  return facts;
}
