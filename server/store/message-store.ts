import type { Caller } from '../caller.ts';
import type { Database } from '../deps.ts';
import type { MessageFormat } from '../hl7/filing.ts';
import type { Ask, Known } from '../hl7/lookup.ts';
import type { FiledKey } from '../hl7/place-resources.ts';
import type { RefusalFacts } from '../hl7/refusal.ts';
import type { ResourceRow } from '../mapping/resource-row.ts';
import { toArrayText } from './array-text.ts';

/** What the inbox keeps of one message, beside its bytes. */
export interface MessageRow {
  readonly id: string;
  readonly received: string;
  readonly door: 'mllp' | 'post';
  readonly format: MessageFormat;
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  readonly sentAt: string;
  readonly type: string;
  readonly control: string;
  /** Hexadecimal, as `sha256`. */
  readonly origin: string;
  readonly sha256: string;
  readonly bytes: number;
  /** True when its bytes are kept already. */
  readonly replay: boolean;
  readonly reused: boolean;
  readonly state: 'filed' | 'superseded' | 'failed';
  readonly refusal: RefusalFacts | null;
  /** Keyed hashes of the numbers it waits for. */
  readonly waits: readonly string[];
  readonly filed: readonly FiledKey[];
  readonly merge: { readonly surviving: string; readonly obsolete: string } | null;
  /** Sealed; null when kept already, or not kept at all. */
  readonly raw: Buffer | null;
  readonly rows: readonly ResourceRow[];
  readonly asks: readonly { readonly ask: Ask; readonly seen: string }[];
}

/** How long the bytes of a message are kept after it was filed, or dismissed; those of a failed one until somebody decides. */
export interface MessageRetention {
  readonly filedDays: number;
  readonly dismissedDays: number;
}

/** A message that is kept; `raw` is as it came unless `sealed`. */
export interface KeptMessage {
  readonly format: MessageFormat;
  readonly door: 'mllp' | 'post';
  readonly received: Date;
  readonly raw: Buffer;
  readonly sealed: boolean;
}

const toColumns = (asks: readonly Ask[]): readonly unknown[] => [
  asks.map(({ kind }) => kind),
  asks.map(({ type }) => type),
  asks.map(({ hash }) => hash),
  asks.map(({ wanted }) => wanted),
];

/** What is known for each ask, in the same order. Systems only. */
export async function lookUp(
  database: Database,
  { session, certificate }: Caller,
  asks: readonly Ask[],
): Promise<readonly (readonly Known[])[]> {
  if (asks.length === 0) return [];
  const rows = await database.ask<Known & { readonly ordinal: number }>(
    'message-look-up',
    'select * from api.look_up($1, $2, $3, $4, $5, $6)',
    [session, certificate, ...toColumns(asks)],
  );
  const answers: Known[][] = asks.map(() => []);
  for (const { ordinal, ...known } of rows) answers[ordinal - 1]?.push(known);
  return answers;
}

/** Writes a batch; `done`, `again` or a fault with its type for each message, in order. */
export async function fileMessages(
  database: Database,
  { session, certificate }: Caller,
  messages: readonly MessageRow[],
): Promise<readonly string[]> {
  const asks = messages.flatMap((message, index) => message.asks.map((one) => ({ ...one, owner: index + 1 })));
  const rows = messages.flatMap((message, index) =>
    message.rows.map((row) => ({ ...toWrittenRow(row), message: index + 1 })),
  );
  const kept = messages.map(({ raw: _raw, rows: _rows, asks: _asks, refusal, ...message }) => ({
    ...message,
    ...refusal,
  }));
  const outcomes = await database.ask<{ outcome: string }>(
    'message-file',
    'select * from api.file_messages($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      session,
      certificate,
      ...toColumns(asks.map(({ ask }) => ask)),
      asks.map(({ owner }) => owner),
      asks.map(({ seen }) => seen),
      JSON.stringify(kept),
      messages.map(({ raw }) => raw),
      JSON.stringify(rows),
    ],
  );
  return outcomes.map(({ outcome }) => outcome);
}

/** What is new is taken by `medical.add_rows`, which reads its lists as PostgreSQL writes them; what stands by `medical.put_rows`. */
function toWrittenRow(row: ResourceRow): object {
  if (!row.create) return row;
  const { tokens, dates, refs, ...rest } = row;
  return {
    ...rest,
    tokens: toArrayText(tokens),
    dateNames: toArrayText(dates.map(({ name }) => name)),
    dateFrom: toArrayText(dates.map(({ from }) => from)),
    dateTo: toArrayText(dates.map(({ to }) => to)),
    refs: toArrayText(refs),
  };
}

/** A kept message with its bytes; null when it has none. Systems only. */
export async function readMessage(
  database: Database,
  { session, certificate }: Caller,
  id: string,
): Promise<KeptMessage | null> {
  const [row] = await database.ask<KeptMessage>(
    'message-read',
    'select format, door, received_at as received, raw, sealed from api.read_message($1, $2, $3)',
    [session, certificate, id],
  );
  return row ?? null;
}

/** Failed messages whose reason may have gone, in order of arrival. Systems only. */
export async function listDueMessages(
  database: Database,
  { session, certificate }: Caller,
): Promise<readonly string[]> {
  const rows = await database.ask<{ id: string }>('message-due', 'select id from api.due_messages($1, $2)', [
    session,
    certificate,
  ]);
  return rows.map(({ id }) => id);
}

/** Forgets the bytes of messages filed or dismissed longer ago than so many days; returns of how many, 1,000 at most. Systems only. */
export async function eraseMessages(
  database: Database,
  { session, certificate }: Caller,
  { filedDays, dismissedDays }: MessageRetention,
): Promise<number> {
  const [row] = await database.ask<{ erased: number }>(
    'message-erase',
    'select api.erase_messages($1, $2, $3, $4) as erased',
    [session, certificate, filedDays, dismissedDays],
  );
  return row?.erased ?? 0;
}

/** A failed message's header and reason, as the helpdesk may see them. */
export interface FailedMessageRow extends RefusalFacts {
  readonly id: string;
  readonly receivedAt: Date;
  readonly lastAt: Date;
  readonly attempts: number;
  readonly door: 'mllp' | 'post';
  readonly format: MessageFormat;
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  readonly sentAt: string;
  readonly type: string;
  readonly control: string;
  readonly bytes: string;
  readonly replayable: boolean;
}

/** How many messages failed, and the newest 500 of them. Helpdesk only. */
export async function listFailedMessages(
  database: Database,
  { session, certificate }: Caller,
): Promise<{ readonly failed: number; readonly messages: readonly FailedMessageRow[] }> {
  const [first, ...messages] = await database.ask<FailedMessageRow & { total: { failed: number } }>(
    'message-list',
    `select total, id, received_at as "receivedAt", last_at as "lastAt", attempts, door, format,
       sending_application as "sendingApplication", sending_facility as "sendingFacility",
       receiving_application as "receivingApplication", receiving_facility as "receivingFacility", sent_at as "sentAt", type, control,
       bytes, replayable, code, condition, segment, occurrence, field, reason from api.list_messages($1, $2)`,
    [session, certificate],
  );
  return { failed: first?.total.failed ?? 0, messages: messages.map(({ total: _total, ...message }) => message) };
}

/** True when this failed message may be filed again. Helpdesk only. */
export async function mayReplay(
  database: Database,
  { session, certificate }: Caller,
  message: string,
): Promise<boolean> {
  const [row] = await database.ask<{ may: boolean }>('message-may-replay', 'select api.may_replay($1, $2, $3) as may', [
    session,
    certificate,
    message,
  ]);
  return row?.may === true;
}

/** Takes a failed message off the list; false when it is not on it. Helpdesk only. */
export async function dismissMessage(
  database: Database,
  { session, certificate }: Caller,
  message: string,
  reason: string,
): Promise<boolean> {
  const [row] = await database.ask<{ done: boolean }>(
    'message-dismiss',
    'select api.dismiss_message($1, $2, $3, $4) as done',
    [session, certificate, message, reason],
  );
  return row?.done === true;
}
