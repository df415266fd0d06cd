import type { ReceiptLine } from '../../contracts/receipt.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

interface ReceiptRow {
  readonly section: ReceiptLine['section'];
  readonly at: string;
  readonly until: string | null;
  readonly name: string | null;
  readonly role: ReceiptLine['role'];
  readonly pc_name: string | null;
  readonly action: ReceiptLine['action'];
  readonly kind: ReceiptLine['kind'];
  readonly dated: string | null;
}

/** Days `YYYY-MM-DD` of Europe/Brussels, both within (null: from the beginning), and how many lines at most. */
export interface ReceiptQuestion {
  readonly from: string | null;
  readonly to: string;
  readonly limit: number;
}

/** Everybody's lines, newest first; desk only. */
export async function readReceipt(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  { from, to, limit }: ReceiptQuestion,
): Promise<ReceiptLine[]> {
  const rows = await database.ask<ReceiptRow>(
    'receipt-read',
    'select section, at, until, name, role, pc_name, action, kind, dated::text from api.read_receipt($1, $2, $3, $4, $5, $6)',
    [session, certificate, patient, from, to, limit],
  );
  return rows.map(toLine);
}

/** The physician's own lines of a patient whose record he may read now (`record-not-available` otherwise), newest first. */
export async function readOwnReceipt(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
  { from, to, limit }: ReceiptQuestion,
): Promise<ReceiptLine[]> {
  const rows = await database.ask<ReceiptRow>(
    'receipt-read-own',
    'select section, at, until, name, role, pc_name, action, kind, dated::text from api.read_own_receipt($1, $2, $3, $4, $5, $6)',
    [session, certificate, patient, from, to, limit],
  );
  return rows.map(toLine);
}

/** Whom a receipt is about; null for nobody whom the caller may name. */
export async function readReceiptSubject(
  database: Database,
  { session, certificate }: Caller,
  patient: string,
): Promise<{ family: string; given: string[]; birth: string | null } | null> {
  const [row] = await database.ask<{ family: string; given: string[]; birth: string | null }>(
    'receipt-subject',
    'select * from api.read_receipt_subject($1, $2, $3)',
    [session, certificate, patient],
  );
  return row ?? null;
}

function toLine({ pc_name, ...row }: ReceiptRow): ReceiptLine {
  return { ...row, pcName: pc_name };
}
