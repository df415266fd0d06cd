import { z } from 'zod';
import { CalendarDate, Instant } from '../../contracts/identifiers.ts';
import { Role } from '../../contracts/person.ts';
import { TraceKind, type TraceLine } from '../../contracts/trace.ts';
import { toBrusselsDay } from '../domain/brussels.ts';
import type { TraceRow } from '../store/trace-store.ts';

const Body = z.object({
  kind: TraceKind,
  at: Instant,
  person: z.string().nullable(),
  pc: z.string().nullable(),
  patient: z.string().nullable(),
  object: z.string(),
  outcome: z.string(),
  requestId: z.string(),
  count: z.number().int().optional(),
});
const Journal = z.object({ at: z.string(), offline: z.boolean(), action: z.string() });

/** An entry as the Director reads it: what its own text says, and the names that the hospital knows today. */
export function toTraceLine(row: TraceRow): TraceLine {
  const read = Body.safeParse(toJson(row.body));
  if (!read.success) return toUnreadable(row);
  const body = read.data;
  const { object, journal } = readJournal(body, row.journal);
  return {
    at: body.at,
    writer: Number(row.writer),
    seq: Number(row.seq),
    kind: body.kind,
    person: toPerson(body.person, row),
    pc: body.pc === null ? null : { id: body.pc, name: row.pc_name },
    patient: toPatient(body.patient, row),
    object,
    dated: toDated(row.dated),
    outcome: body.outcome,
    requestId: body.requestId,
    count: body.count ?? 1,
    journal,
  };
}

/** One entry that nobody can read must not hide the others. */
function toUnreadable({ at, writer, seq }: TraceRow): TraceLine {
  return {
    at: Instant.safeParse(at).data ?? '1970-01-01T00:00:00.000Z',
    writer: Number(writer),
    seq: Number(seq),
    kind: 'unreadable',
    person: null,
    pc: null,
    patient: null,
    object: '',
    dated: null,
    outcome: 'unreadable',
    requestId: '',
    count: 1,
    journal: null,
  };
}

/** Who an id names today. */
export function toPerson(
  id: string | null,
  row: { readonly person_name: string | null; readonly person_role?: string | null; readonly nihdi: string | null },
): TraceLine['person'] {
  if (id === null) return null;
  return { id, name: row.person_name, role: Role.safeParse(row.person_role).data ?? null, nihdi: row.nihdi };
}

/** `DUBOIS Marie` and the birth date; the id alone where the index does not know it any more. */
export function toPatient(id: string | null, row: Pick<TraceRow, 'family' | 'given' | 'birth'>): TraceLine['patient'] {
  if (id === null) return null;
  const name = row.family === null ? null : [row.family.toUpperCase(), ...(row.given ?? [])].join(' ');
  return { id, name, birthDate: row.birth };
}

/** What came with a PC's journal ends with that PC's own time, and begins with `printed` or `exported` when it was put on paper or into a file. */
function readJournal(
  { kind, object, requestId }: z.output<typeof Body>,
  signed: string | null,
): Pick<TraceLine, 'object' | 'journal'> {
  const line = signed === null ? null : (Journal.safeParse(toJson(signed)).data ?? null);
  const parts = /^(?:(printed|exported) )?(.+) at (\d{4}-[\dT:.-]+Z)$/.exec(object);
  if (parts === null || (line === null && !(kind === 'looked-at' && requestId.startsWith('journal-'))))
    return { object, journal: null };
  const [, left, what = object, at = ''] = parts;
  const action =
    left === 'printed' || left === 'exported'
      ? left
      : kind === 'looked-at'
        ? ('looked-at' as const)
        : ('other' as const);
  return { object: what, journal: { at, offline: line?.offline ?? null, action } };
}

/** The record says `-infinity` where a document has no date of its own. */
function toDated(dated: Date | number | null): string | null {
  if (!(dated instanceof Date) || Number.isNaN(dated.getTime())) return null;
  return CalendarDate.safeParse(toBrusselsDay(dated)).data ?? null;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
