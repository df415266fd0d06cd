import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { HospitalFacts } from '../../contracts/person.ts';
import { type Places, toPlaces } from '../places.ts';
import { type Dump, openDump } from '../postgres/dump.ts';
import type { AdminConnection } from '../postgres/embedded.ts';
import { encrypt } from './age-stream.ts';
import type { Lock } from './age-header.ts';
import { listBlobFiles, toBlobPath } from './blob-files.ts';
import { type BackupEnd, type BackupStart, END, HOSPITAL, type KeysStart, START, toRowsName } from './manifest.ts';
import { type TarMember, toMember, writeTar } from './tar-write.ts';
import { writeFileWhole } from './write-file.ts';

const compress = promisify(gzip);
/** Text of rows that makes one member. */
const PIECE = 4 * 1024 * 1024;
const NAMES_AT_ONCE = 10_000;

/** What is backed up, where to, and who may open it. */
export interface BackupOrder {
  readonly data: string;
  readonly admin: AdminConnection;
  /** Folder of the data, and the one of the keys: apart, so that whoever takes one has not both. */
  readonly folder: string;
  readonly keysFolder: string;
  readonly lock: Lock;
  readonly keysLock: Lock;
}

/** The two files of a backup, and what the record names that could not go into it. */
export interface WrittenBackup {
  readonly id: string;
  readonly at: Date;
  readonly dataFile: string;
  readonly keysFile: string;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  readonly missing: readonly string[];
  readonly damaged: readonly string[];
}

/**
 * Backs up a hospital while it works: signed heads of the trace first, then the database in one snapshot, then the files of the blob store,
 * so that whatever a part names is in the parts after it. The root's key, letter codes in clear and the TLS log stay out.
 */
export async function writeBackup(order: BackupOrder): Promise<WrittenBackup> {
  const places = toPlaces(order.data);
  const id = randomUUID();
  const { name: hospital } = HospitalFacts.parse(JSON.parse(readFileSync(places.hospital, 'utf8')));
  const evidence = readTraceFiles(places.trace);
  const dump = await openDump(order.admin);
  try {
    const at = dump.at.toISOString();
    const name = `passerelle-${at.slice(0, 19).replaceAll(':', '-')}Z-${id.slice(0, 8)}`;
    const dataFile = join(order.folder, `${name}.data.age`);
    const keysFile = join(order.keysFolder, `${name}.keys.age`);
    const start: BackupStart = {
      format: 'passerelle-backup-1',
      id,
      at,
      hospital,
      migrations: [...dump.migrations],
      tables: dump.tables.map((table) => ({ name: table.name, columns: [...table.columns] })),
    };
    const end: BackupEnd = { rows: {}, sequences: [], files: 0, bytes: 0, missing: [], damaged: [] };
    const data = await writeFileWhole(
      dataFile,
      encrypt(writeTar(listData(order, places, dump, { start, end, evidence })), order.lock),
    );
    const keys: KeysStart = {
      format: 'passerelle-backup-keys-1',
      id,
      at,
      hospital,
      data: { name: basename(dataFile), ...data },
    };
    await writeFileWhole(keysFile, encrypt(writeTar(listKeys(places, keys)), order.keysLock));
    const rows = Object.values(end.rows).reduce((sum, count) => sum + count, 0);
    const { files, bytes, missing, damaged } = end;
    return { id, at: dump.at, dataFile, keysFile, rows, files, bytes, missing, damaged };
  } finally {
    await dump.close();
  }
}

interface Content {
  readonly start: BackupStart;
  /** Filled on the way. */
  readonly end: BackupEnd;
  readonly evidence: readonly TarMember[];
}

async function* listData(
  order: BackupOrder,
  places: Places,
  dump: Dump,
  { start, end, evidence }: Content,
): AsyncGenerator<TarMember> {
  yield toMember(START, JSON.stringify(start));
  yield toMember(HOSPITAL, readFileSync(places.hospital));
  yield* evidence;
  for (const table of dump.tables) {
    const { bytes, rows } = dump.copy(table);
    let piece = 0;
    for await (const part of inPieces(bytes)) yield toMember(toRowsName(table.name, piece++), await compress(part));
    end.rows[table.name] = rows();
  }
  end.sequences.push(...(await dump.readSequences()));
  yield* listBlobs(order, places.blobs, dump, end);
  yield toMember(END, JSON.stringify(end));
}

async function* inPieces(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let length = 0;
  for await (const part of bytes) {
    held.push(part);
    length += part.length;
    if (length < PIECE) continue;
    yield Buffer.concat(held, length);
    held = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(held, length);
}

/** Every file of the store, compared on the way with those that the record names. */
async function* listBlobs(
  { admin }: BackupOrder,
  folder: string,
  dump: Dump,
  end: BackupEnd,
): AsyncGenerator<TarMember> {
  const absent: string[] = [];
  const named = listNamed(dump);
  let next = await named.next();
  for await (const sha256 of listBlobFiles(folder)) {
    for (; next.done !== true && next.value < sha256; next = await named.next()) absent.push(next.value);
    const isThere = yield* toBlobMember(folder, sha256, end);
    if (next.done === true || next.value !== sha256) continue;
    if (!isThere) absent.push(sha256);
    next = await named.next();
  }
  for (; next.done !== true; next = await named.next()) absent.push(next.value);
  if (absent.length === 0) return;
  // What was destroyed meanwhile, as it must be, is named no longer.
  const now = await openDump(admin);
  try {
    for (const sha256 of absent) if (await now.namesBlob(sha256)) end.missing.push(sha256);
  } finally {
    await now.close();
  }
}

async function* listNamed(dump: Dump): AsyncGenerator<string> {
  for (let after = ''; ; ) {
    const page = await dump.listBlobs(after, NAMES_AT_ONCE);
    yield* page;
    after = page.at(-1) ?? after;
    if (page.length < NAMES_AT_ONCE) return;
  }
}

async function* toBlobMember(folder: string, sha256: string, end: BackupEnd): AsyncGenerator<TarMember, boolean> {
  const file = await open(toBlobPath(folder, sha256)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (file === null) return false;
  const { size } = await file.stat();
  const hash = createHash('sha256');
  const content = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of createReadStream('', { fd: file, end: size - 1 })) {
      hash.update(piece as Buffer);
      yield piece as Buffer;
    }
  };
  try {
    yield { name: `blobs/${sha256}`, size, content: size === 0 ? Buffer.alloc(0) : content() };
  } finally {
    await file.close().catch(() => undefined);
  }
  end.files += 1;
  end.bytes += size;
  if (hash.digest('hex') !== sha256) end.damaged.push(sha256);
  return true;
}

/** Lines of heads that are whole: they were signed before the snapshot, which therefore holds all they tell of. */
function readTraceFiles(folder: string): readonly TarMember[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^(heads\.log|head-\d{4}-\d\d-\d\d\.json)$/.test(name))
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name));
      return toMember(`trace/${name}`, bytes.subarray(0, bytes.lastIndexOf('\n') + 1));
    });
}

function* listKeys(places: Places, start: KeysStart): Generator<TarMember> {
  yield toMember(START, JSON.stringify(start));
  for (const [part, folder] of [
    ['secrets', places.secrets],
    ['pki', places.pki],
  ] as const)
    for (const name of readdirSync(folder).sort())
      if (/^[a-z-]+\.(pem|key)$/.test(name) && statSync(join(folder, name)).isFile())
        yield toMember(`${part}/${name}`, readFileSync(join(folder, name)));
  for (const path of [places.systemCertificate, places.systemKey])
    if (existsSync(path)) yield toMember(basename(path), readFileSync(path));
}
