import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { NoticeRow } from './approval-store.ts';

interface CommandReset {
  readonly id: string;
  readonly stolen: boolean;
  readonly asked_at: Date;
  readonly approved_by: string;
  readonly used_at: Date | null;
  readonly used_on: string | null;
}

/** Resets of the caller's own account that a command on the server asked for (adr/0140), as notices. */
export async function listCommandResets(
  database: Database,
  { session, certificate }: Caller,
): Promise<readonly NoticeRow[]> {
  const rows = await database.ask<CommandReset>(
    'notice-command-resets',
    'select id, stolen, asked_at, approved_by, used_at, used_on from api.own_command_resets($1, $2)',
    [session, certificate],
  );
  return rows.map(({ id, stolen, asked_at, approved_by, used_at, used_on }) => ({
    id,
    reason: 'reset',
    stolen,
    byServer: true,
    public: false,
    moved: false,
    askedAt: asked_at,
    approvedAt: asked_at,
    approvedBy: approved_by,
    usedAt: used_at,
    usedOn: used_on,
    contestedBy: null,
    contestedAt: null,
  }));
}
