import type { QuarantineLine, QuarantineList } from '../../contracts/quarantine.ts';
import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { ImagingDoor } from './imaging-store.ts';
import type { MessageRetention } from './message-store.ts';

/** Images that could not be filed, as the helpdesk may see them; refuses any other role. */
export async function listQuarantine(database: Database, { session, certificate }: Caller): Promise<QuarantineList> {
  const [first, ...rows] = await database.ask<{
    total: QuarantineList['total'];
    id: string;
    received_at: Date;
    last_at: Date;
    door: QuarantineLine['door'];
    sender: string;
    sop_class: string | null;
    modality: string | null;
    reason: string;
    instances: number;
    bytes: string;
    retryable: boolean;
  }>('quarantine-list', 'select * from api.list_quarantine($1, $2)', [session, certificate]);
  if (first === undefined) throw new Error('the total is always answered');
  return {
    total: first.total,
    lines: rows.map(({ received_at, last_at, sop_class, bytes, total: _none, ...line }) => ({
      ...line,
      receivedAt: received_at.toISOString(),
      lastAt: last_at.toISOString(),
      sopClass: sop_class,
      bytes: Number(bytes),
    })),
  };
}

/** A file that waits. */
export interface QuarantinedFile {
  readonly id: string;
  readonly sha256: string;
  /** int8: text on the wire. */
  readonly bytes: string;
  readonly door: ImagingDoor['door'];
  readonly sender: string;
}

/** Files of a line that may be filed again, oldest first; none when it is not on the list. */
export function readQuarantined(
  database: Database,
  { session, certificate }: Caller,
  id: string,
  limit: number,
): Promise<QuarantinedFile[]> {
  return database.ask('quarantine-read', 'select * from api.read_quarantined($1, $2, $3, $4)', [
    session,
    certificate,
    id,
    limit,
  ]);
}

/** Takes a line off the list; how many instances it had. */
export async function dismissQuarantined(
  database: Database,
  { session, certificate }: Caller,
  id: string,
  decision: string,
): Promise<number> {
  const [row] = await database.ask<{ count: number }>(
    'quarantine-dismiss',
    'select api.dismiss_quarantined($1, $2, $3, $4) count',
    [session, certificate, id, decision],
  );
  return row?.count ?? 0;
}

/** Marks files as filed after all; as a system. */
export async function settleQuarantined(
  database: Database,
  { session, certificate }: Caller,
  ids: readonly string[],
): Promise<void> {
  await database.ask('quarantine-settle', 'select api.settle_quarantined($1, $2, $3)', [session, certificate, ids]);
}

/** A file that is kept no longer; `shared` where something else here has the same bytes. */
export interface ErasableFile {
  readonly id: string;
  readonly sha256: string;
  readonly shared: boolean;
}

/** Files of lines that were dismissed or filed too long ago, as a system. */
export function listQuarantineToErase(
  database: Database,
  { session, certificate }: Caller,
  { filedDays, dismissedDays }: MessageRetention,
  limit: number,
): Promise<ErasableFile[]> {
  return database.ask('quarantine-erasable', 'select * from api.list_quarantine_to_erase($1, $2, $3, $4, $5)', [
    session,
    certificate,
    filedDays,
    dismissedDays,
    limit,
  ]);
}

/** Marks lines whose file is gone; as a system. */
export async function markQuarantineErased(
  database: Database,
  { session, certificate }: Caller,
  ids: readonly string[],
): Promise<void> {
  await database.ask('quarantine-erased', 'select api.mark_quarantine_erased($1, $2, $3)', [session, certificate, ids]);
}
