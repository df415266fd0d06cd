import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Deps } from '../deps.ts';
import { openShapeValidator } from '../fhir/validate-by-shape.ts';
import type { ResourceRow } from '../mapping/resource-row.ts';
import { fileMessages, lookUp, type MessageRow } from '../store/message-store.ts';
import type { NumberSystems } from './filing.ts';
import { type Known, toLookup, toSeen } from './lookup.ts';
import { PatientAwaited } from './patient-match.ts';
import { type FilingPlan, planFiling } from './plan-filing.ts';
import { type PreparedMessage, toRefused } from './prepare-message.ts';
import type { MessageOutcome } from './received-message.ts';
import { HL7Refusal, type RefusalFacts } from './refusal.ts';
import { toFaultRefusal } from './row-faults.ts';
import { sealMessage } from './sealed-message.ts';

/** What a batch is filed with. */
export interface BatchParts extends Pick<Deps, 'database' | 'blobs' | 'secrets' | 'trace'> {
  readonly numbers: NumberSystems;
}

/** A message that is settled and durable, or that must be tried again (as it is, or as refused). */
export type BatchOutcome =
  | { readonly kind: 'settled'; readonly outcome: MessageOutcome }
  | { readonly kind: 'again'; readonly prepared: PreparedMessage | null };

/** Messages planned in one go: then whoever else waits for this process has his turn. */
const PLANNED_AT_ONCE = 8;
/** As the inbox's table keeps it. */
const LONGEST_REASON = 400;

interface Planned {
  readonly prepared: PreparedMessage;
  readonly id: string;
  /** Null for a duplicate of what is filed already: nothing is written. */
  readonly row: MessageRow | null;
  readonly patient: string | null;
}

/** Looks up, plans and writes messages of one caller that do not touch each other: two questions and one commit, whatever their number. */
export async function fileBatch(
  parts: BatchParts,
  batch: readonly PreparedMessage[],
): Promise<readonly BatchOutcome[]> {
  const [first] = batch;
  if (first === undefined) return [];
  const { caller } = first.message;
  const answers = await lookUp(
    parts.database,
    caller,
    batch.flatMap(({ asks }) => asks),
  );
  let at = 0;
  const planned: Planned[] = [];
  for (const [place, prepared] of batch.entries()) {
    if (place > 0 && place % PLANNED_AT_ONCE === 0) await nextTurn();
    const own = answers.slice(at, at + prepared.asks.length);
    at += prepared.asks.length;
    planned.push(await planMessage(parts, prepared, own));
  }
  const written = planned.filter((one) => one.row !== null);
  const [outcomes] = await Promise.all([
    written.length === 0
      ? []
      : fileMessages(
          parts.database,
          caller,
          written.flatMap(({ row }) => row ?? []),
        ),
    ...planned.map(({ prepared: { message }, id, patient, row }) =>
      parts.trace.append({
        kind: 'ingest',
        person: null,
        pc: null,
        patient,
        object: `Message/${id}`,
        outcome: row?.state === 'failed' ? 'resource-invalid' : 'ok',
        requestId: message.caller.requestId,
      }),
    ),
  ]);
  const byMessage = new Map(written.map((one, index) => [one, outcomes[index] ?? 'again']));
  return planned.map((one): BatchOutcome => {
    const { id, row, prepared } = one;
    const outcome = byMessage.get(one);
    if (row === null) return { kind: 'settled', outcome: { id, state: 'duplicate', refusal: null } };
    if (outcome === 'done') return { kind: 'settled', outcome: { id, state: row.state, refusal: row.refusal } };
    return {
      kind: 'again',
      prepared: outcome === undefined || outcome === 'again' ? null : toRefused(prepared, toFaultRefusal(outcome)),
    };
  });
}

async function planMessage(
  parts: BatchParts,
  prepared: PreparedMessage,
  answers: readonly (readonly Known[])[],
): Promise<Planned> {
  const { message, sha256, origin, asks, replays } = prepared;
  const same = (answers[0] ?? []).find(({ version }) => version?.startsWith(sha256) === true);
  const id = replays ?? same?.id ?? randomUUID();
  const [, state] = same?.version?.split(' ') ?? [];
  if (state === 'filed' || state === 'superseded') return { prepared, id, row: null, patient: null };

  const plan = planOrRefuse(parts, prepared, answers);
  const refusal = 'facts' in plan ? plan.facts : null;
  const { header } = message;
  const row: MessageRow = {
    id,
    received: message.received.toISOString(),
    door: message.door,
    format: message.format,
    sendingApplication: header.sendingApplication,
    sendingFacility: header.sendingFacility,
    receivingApplication: header.receivingApplication,
    receivingFacility: header.receivingFacility,
    sentAt: header.sentAt,
    type: header.type,
    control: header.control,
    origin,
    sha256,
    bytes: message.oversized ?? message.raw.length,
    replay: replays !== null,
    reused: (answers[0] ?? []).some(({ version }) => version?.startsWith(sha256) === false),
    state: refusal !== null ? 'failed' : 'superseded' in plan && plan.superseded ? 'superseded' : 'filed',
    refusal: refusal === null ? null : { ...refusal, reason: refusal.reason.slice(0, LONGEST_REASON) },
    waits: 'waits' in plan ? plan.waits : [],
    filed: 'filed' in plan ? plan.filed : [],
    merge: 'merge' in plan ? plan.merge : null,
    raw: replays !== null || message.oversized !== null ? null : sealMessage(parts.secrets.messageKey, id, message.raw),
    rows: 'rows' in plan ? await Promise.all(plan.rows.map((one) => toStoredRow(parts, one))) : [],
    asks: asks.map((ask, index) => ({ ask, seen: toSeen(ask, answers[index] ?? []) })),
  };
  return { prepared, id, row, patient: 'patient' in plan ? plan.patient : null };
}

function planOrRefuse(
  { secrets, numbers }: BatchParts,
  { filing, refusal, hashKey, asks, patients }: PreparedMessage,
  answers: readonly (readonly Known[])[],
): FilingPlan | { readonly facts: RefusalFacts; readonly waits: readonly string[] } {
  if (refusal !== null) return { facts: refusal, waits: [] };
  if (filing === null) throw new Error('a message is a filing or a refusal');
  try {
    return planFiling(filing, toLookup(asks, answers), { secrets, hashKey, numbers, validate: openShapeValidator() });
  } catch (error) {
    if (!(error instanceof HL7Refusal)) throw error;
    return { facts: error.facts, waits: error instanceof PatientAwaited ? patients : [] };
  }
}

/** A Binary's bytes are durable before the row that names them. */
async function toStoredRow({ blobs }: BatchParts, { row, binary }: FilingPlan['rows'][number]): Promise<ResourceRow> {
  if (binary === null) return row;
  const { sha256, bytes } = await blobs.put(Buffer.from(binary, 'utf8'));
  return { ...row, sha256, bytes };
}
