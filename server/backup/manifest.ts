import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const TableName = z.string().regex(/^[a-z_]+\.[a-z_]+$/);

/** First member of the data: what it is of, and the schema that its rows belong to. */
export const BackupStart = z.strictObject({
  format: z.literal('passerelle-backup-1'),
  id: z.uuid(),
  /** The moment that the record is of. */
  at: z.iso.datetime(),
  hospital: z.string(),
  migrations: z.array(z.strictObject({ name: z.string(), sha256: Sha256 })),
  tables: z.array(z.strictObject({ name: TableName, columns: z.array(z.string().regex(/^("[^"]+"|[a-z_0-9]+)$/)) })),
});
export type BackupStart = z.infer<typeof BackupStart>;

/** Last member of the data: what must have come before it. */
export const BackupEnd = z.strictObject({
  rows: z.record(TableName, z.number().int().min(0)),
  sequences: z.array(z.strictObject({ name: TableName, last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  files: z.number().int().min(0),
  bytes: z.number().int().min(0),
  /** Files that the record names and the blob store has not. */
  missing: z.array(Sha256),
  /** Files whose bytes are not those of their name: kept here for whoever looks into it, never put back. */
  damaged: z.array(Sha256),
});
export type BackupEnd = z.infer<typeof BackupEnd>;

/** First member of the keys: the one data file that they belong to. */
export const KeysStart = z.strictObject({
  format: z.literal('passerelle-backup-keys-1'),
  id: z.uuid(),
  at: z.iso.datetime(),
  hospital: z.string(),
  data: z.strictObject({ name: z.string(), bytes: z.number().int(), sha256: Sha256 }),
});
export type KeysStart = z.infer<typeof KeysStart>;

/** Names of the members. */
export const START = 'backup.json';
export const END = 'end.json';
export const HOSPITAL = 'hospital.json';
export const TRACE_FILE = /^trace\/(heads\.log|head-\d{4}-\d\d-\d\d\.json)$/;
export const ROWS = /^database\/([a-z_]+\.[a-z_]+)\/(\d{8})\.copy\.gz$/;
export const BLOB = /^blobs\/([0-9a-f]{64})$/;
export const KEY_FILE = /^(secrets\/[a-z-]+\.key|pki\/[a-z-]+\.(pem|key)|system\.(pem|key))$/;

/** Member of one piece of a table's rows. */
export function toRowsName(table: string, piece: number): string {
  return `database/${table}/${String(piece).padStart(8, '0')}.copy.gz`;
}
