import type { PcReport } from '../../contracts/pc-report.ts';
import type { PcLine, PcQueue } from '../../contracts/pcs.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';

/** A PC's own report as the table keeps it. */
interface ReportRow {
  readonly at: string;
  readonly version: string;
  readonly platform: PcReport['platform'];
  readonly system_version: string;
  readonly record_ms: number | null;
  readonly record_count: number;
  readonly document_ms: number | null;
  readonly document_count: number;
  readonly bytes_per_second: number | null;
  readonly faults: readonly FaultRow[];
}

/** One of its last faults, newest first. */
export interface FaultRow {
  readonly at: string;
  readonly incident: string;
  readonly code: string;
  readonly route: string;
}

/** One PC as the database lists it; instants inside JSON are texts. */
export interface PcRow {
  readonly id: string;
  readonly name: string;
  readonly enrolledAt: Date;
  readonly lastContact: Date;
  readonly endsAt: Date | null;
  readonly sessions: number;
  readonly people: PcLine['people'];
  readonly report: ReportRow | null;
  readonly revocation: PcLine['revocation'];
  readonly copies: number;
  readonly copiesEndAt: Date | null;
}

/** Keeps what a PC says of itself; the PC of this session's certificate, whatever the report says. */
export async function reportPc(database: Database, { session, certificate }: Caller, report: PcReport): Promise<void> {
  await database.ask('pc-report', 'select api.report_pc($1, $2, $3)', [session, certificate, JSON.stringify(report)]);
}

/** How many PCs stand in each queue, and the first 300 of one. Helpdesk only. */
export async function listPcs(
  database: Database,
  { session, certificate }: Caller,
  asked: { readonly queue: PcQueue; readonly search: string; readonly oldestFirst: boolean },
): Promise<{ readonly total: Record<PcQueue, number>; readonly rows: readonly PcRow[] }> {
  const [first, ...rows] = await database.ask<PcRow & { readonly total: Record<PcQueue, number> }>(
    'pc-list',
    `select total, id, name, enrolled_at as "enrolledAt", last_contact as "lastContact", ends_at as "endsAt", sessions, people, report,
       revocation, copies, copies_end_at as "copiesEndAt" from api.list_pcs($1, $2, $3, $4, $5)`,
    [session, certificate, asked.queue, asked.search, asked.oldestFirst],
  );
  if (first === undefined) throw new Error('list_pcs answered nothing');
  return { total: first.total, rows: rows.map(({ total: _total, ...row }) => row) };
}

/** Takes a PC out of service; answers what that closed. Helpdesk and Director only. */
export async function revokePc(
  database: Database,
  { session, certificate }: Caller,
  pc: string,
  reason: string,
): Promise<{ readonly sessions: number; readonly copies: number; readonly copiesEndAt: Date | null }> {
  const [row] = await database.ask<{ sessions: number; copies: number; copiesEndAt: Date | null }>(
    'pc-revoke',
    'select sessions, copies, copies_end_at as "copiesEndAt" from api.revoke_pc($1, $2, $3, $4)',
    [session, certificate, pc, reason],
  );
  if (row === undefined) throw new Error('revoke_pc answered nothing');
  return row;
}
