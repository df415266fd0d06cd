import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { z } from 'zod';
import type { Opener } from './age-header.ts';
import { decrypt } from './age-stream.ts';
import { BackupRefused } from './backup-refused.ts';
import { BackupEnd, BackupStart, BLOB, END, HOSPITAL, KEY_FILE, KeysStart, ROWS, TRACE_FILE } from './manifest.ts';
import { type ReadMember, readTar } from './tar-read.ts';

const decompress = promisify(gunzip);
const SMALL = 1024 * 1024;
/** A piece of rows is cut at 4 MiB or after its one longest row, which PostgreSQL ends below 1 GiB. */
const ROWS_AT_MOST = 1024 * 1024 * 1024;

/** The keys of a backup, read whole. */
export interface BackupKeys {
  readonly start: KeysStart;
  /** Name (`secrets/…`, `pki/…`, `system.…`) and bytes. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Reads the keys of a backup; refuses a file that was cut or altered. */
export async function readBackupKeys(path: string, opener: Opener): Promise<BackupKeys> {
  const files = new Map<string, Buffer>();
  let start: KeysStart | null = null;
  for await (const member of readTar(decrypt(readPieces(path), opener))) {
    const bytes = await readWhole(member, SMALL);
    if (start === null) start = parse(KeysStart, member, bytes);
    else if (KEY_FILE.test(member.name) && !files.has(member.name)) files.set(member.name, bytes);
    else throw new BackupRefused(`holds ${member.name}, which no backup of keys has.`);
  }
  if (start === null) throw new BackupRefused('holds nothing.');
  return { start, files };
}

/** What takes the data of a backup as it goes by; whatever it leaves out is only looked at. */
export interface BackupTaker {
  start?(start: BackupStart): Promise<void>;
  file?(name: string, bytes: Buffer): Promise<void>;
  /** Rows of one table, piece by piece; called once for each table that has some, and read to its end. */
  rows?(table: string, pieces: AsyncIterable<Buffer>): Promise<void>;
  blob?(sha256: string, content: AsyncIterable<Buffer>): Promise<void>;
}

/** What a look through all the data found. */
export interface SeenBackup {
  readonly start: BackupStart;
  readonly end: BackupEnd;
}

/**
 * Reads the data of a backup to its end and holds it to its keys: the file that they name, every row and every file counted, every hash made
 * again. It refuses with a sentence; what `taker` did until then is its own to undo.
 */
export async function readBackupData(
  path: string,
  opener: Opener,
  keys: KeysStart,
  taker: BackupTaker = {},
): Promise<SeenBackup> {
  const hash = createHash('sha256');
  const look = new DataLook(taker);
  const tar = readTar(decrypt(readPieces(path, hash), opener));
  for await (const member of tar) await look.take(member);
  const seen = await look.finish();
  if (hash.digest('hex') !== keys.data.sha256 || seen.start.id !== keys.id)
    throw new BackupRefused('is not the data that these keys were backed up with.');
  return seen;
}

/** One look through the members of the data, in their order. */
class DataLook {
  private readonly taker: BackupTaker;
  private start: BackupStart | null = null;
  private end: BackupEnd | null = null;
  private readonly rows = new Map<string, number>();
  private readonly damaged: string[] = [];
  private lastBlob = '';
  private files = 0;
  private table: TableFeed | null = null;

  constructor(taker: BackupTaker) {
    this.taker = taker;
  }

  async take(member: ReadMember): Promise<void> {
    const { name } = member;
    if (this.end !== null) throw new BackupRefused(`goes on after its end, with ${name}.`);
    if (this.start === null) {
      this.start = parse(BackupStart, member, await readWhole(member, SMALL));
      await this.taker.start?.(this.start);
      return;
    }
    const [, table, piece] = ROWS.exec(name) ?? [];
    if (table !== undefined) return this.takeRows(member, table, Number(piece));
    await this.endTable();
    const [, sha256] = BLOB.exec(name) ?? [];
    if (sha256 !== undefined) return this.takeBlob(member, sha256);
    const bytes = await readWhole(member, name === HOSPITAL || name === END ? SMALL * 64 : SMALL * 1024);
    if (name === END) this.end = parse(BackupEnd, member, bytes);
    else if (name === HOSPITAL || TRACE_FILE.test(name)) await this.taker.file?.(name, bytes);
    else throw new BackupRefused(`holds ${name}, which no backup has.`);
  }

  async finish(): Promise<SeenBackup> {
    await this.endTable();
    const { start, end } = this;
    if (start === null || end === null) throw new BackupRefused('was cut: its last part is missing.');
    for (const { name } of start.tables)
      if (end.rows[name] !== (this.rows.get(name) ?? 0)) throw new BackupRefused(`has not all rows of ${name}.`);
    if (end.files !== this.files) throw new BackupRefused('has not all files of the blob store.');
    if (JSON.stringify(end.damaged) !== JSON.stringify(this.damaged))
      throw new BackupRefused('holds files whose bytes are not those of their names.');
    return { start, end };
  }

  private async takeRows(member: ReadMember, table: string, piece: number): Promise<void> {
    const isNext = this.table?.name === table ? this.table.pieces === piece : piece === 0 && !this.rows.has(table);
    if (!isNext || !this.start?.tables.some(({ name }) => name === table))
      throw new BackupRefused(`has the rows of ${table} out of their order.`);
    const text = await decompress(await readWhole(member, ROWS_AT_MOST), { maxOutputLength: ROWS_AT_MOST }).catch(
      () => {
        throw new BackupRefused(`holds rows of ${table} that cannot be read.`);
      },
    );
    if (this.table?.name !== table) {
      await this.endTable();
      const feed = new TableFeed(table);
      this.table = feed;
      feed.done = this.taker.rows?.(table, feed.read()) ?? drain(feed.read());
      feed.done.catch(() => undefined);
    }
    // In COPY's text each row ends with the only bare line feed it has.
    let count = 0;
    for (let at = text.indexOf(10); at >= 0; at = text.indexOf(10, at + 1)) count += 1;
    this.rows.set(table, (this.rows.get(table) ?? 0) + count);
    await this.table.feed(text);
  }

  private async endTable(): Promise<void> {
    await this.table?.finish();
    this.table = null;
  }

  private async takeBlob(member: ReadMember, sha256: string): Promise<void> {
    if (sha256 <= this.lastBlob) throw new BackupRefused('has its files out of their order.');
    this.lastBlob = sha256;
    this.files += 1;
    const hash = createHash('sha256');
    const content = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of member.content) {
        hash.update(piece);
        yield piece;
      }
    };
    await (this.taker.blob?.(sha256, content()) ?? drain(content()));
    if (hash.digest('hex') !== sha256) this.damaged.push(sha256);
  }
}

/** Hands the pieces of one table to whoever reads them, one at a time. */
class TableFeed {
  readonly name: string;
  pieces = 0;
  done: Promise<void> = Promise.resolve();
  private waiting: PromiseWithResolvers<Buffer | null> = Promise.withResolvers();
  private taken: PromiseWithResolvers<void> = Promise.withResolvers();

  constructor(name: string) {
    this.name = name;
  }

  async feed(piece: Buffer): Promise<void> {
    this.pieces += 1;
    this.waiting.resolve(piece);
    // Whoever reads may fail: nobody would take the next piece.
    await Promise.race([this.taken.promise, this.done]);
  }

  async finish(): Promise<void> {
    this.waiting.resolve(null);
    await this.done;
  }

  async *read(): AsyncGenerator<Buffer> {
    for (;;) {
      const piece = await this.waiting.promise;
      if (piece === null) return;
      yield piece;
      const { taken } = this;
      this.waiting = Promise.withResolvers();
      this.taken = Promise.withResolvers();
      taken.resolve();
    }
  }
}

async function* readPieces(path: string, hash?: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  for await (const piece of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    hash?.update(piece as Buffer);
    yield piece as Buffer;
  }
}

async function readWhole({ name, size, content }: ReadMember, most: number): Promise<Buffer> {
  if (size > most) throw new BackupRefused(`has a part that is too long: ${name}.`);
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces, size);
}

function parse<T>(schema: z.ZodType<T>, { name }: ReadMember, bytes: Buffer): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new BackupRefused(`has no ${name} of this kind: it was made by another version, or is no backup.`);
  }
}

async function drain(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const piece of pieces) void piece;
}
