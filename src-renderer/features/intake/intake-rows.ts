import type { IntakeNote } from '../../../contracts/intake.ts';
import type { FailedMessage } from '../../../contracts/message.ts';
import type { QuarantineLine } from '../../../contracts/quarantine.ts';
import { formatMoment, formatNumber } from '../../words/format.ts';
import { readLanguage } from '../../words/language.ts';
import { type WordId, words } from '../../words/words.ts';
import type { Intake } from './read-intake.ts';

/** The three queues of the section, in their order. */
export const queues = ['messages', 'images', 'notes'] as const;
export type Queue = (typeof queues)[number];

/** One line of a queue as the table and the detail show it; nothing in it says whose it is. */
export interface IntakeRow {
  readonly id: string;
  /** ISO instant of its last arrival. */
  readonly at: string;
  readonly from: string;
  readonly what: string;
  readonly why: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** What the helpdesk may do with it: file it again, take it off the list. */
  readonly replayable: boolean;
  readonly dismissable: boolean;
}

/** The lines of one queue, newest first. */
export function toRows(queue: Queue, { messages, images, notes }: Intake): readonly IntakeRow[] {
  if (queue === 'messages') return messages.lines.map(toMessageRow);
  return queue === 'images' ? images.lines.map(toImagesRow) : notes.map(toNoteRow);
}

/** How many wait in each queue, those beyond the list included. */
export function toCounts({ messages, images, notes }: Intake): Readonly<Record<Queue, number>> {
  return { messages: messages.total.failed, images: images.total.waiting, notes: notes.length };
}

type Fact = readonly [WordId, string | null];

/** What is unknown is left out. */
function toFacts(facts: readonly Fact[]): IntakeRow['facts'] {
  return facts.flatMap(([id, value]) => (value === null || value === '' ? [] : [{ label: words(id), value }]));
}

function toMessageRow(line: FailedMessage): IntakeRow {
  const from = [line.sendingApplication, line.sendingFacility].filter(Boolean).join(' · ');
  const { refusal } = line;
  return {
    id: line.id,
    at: line.lastAt,
    from: from === '' ? words('intake.sender-unnamed') : from,
    what: line.type === '' ? words(`intake.format.${line.format}`) : line.type,
    why: toWhy(refusal),
    facts: toFacts([
      ['intake.fact.received', formatMoment(line.receivedAt)],
      ['intake.fact.again', line.attempts > 1 ? words('intake.attempts', { count: line.attempts }) : null],
      ['intake.fact.sent', line.sentAt],
      ['intake.fact.door', words(`intake.door.${line.door}`)],
      ['intake.fact.control', line.control],
      ['intake.fact.to', [line.receivingApplication, line.receivingFacility].filter(Boolean).join(' · ')],
      ['intake.fact.answered', `${refusal.code} ${refusal.condition}`],
      // The sender was answered in French: what stands in its log.
      ['intake.fact.reason', readLanguage() === 'fr' ? null : refusal.reason],
      ['intake.fact.place', toPlace(refusal)],
      ['intake.fact.size', toSize(line.bytes)],
    ]),
    replayable: line.replayable,
    dismissable: true,
  };
}

const conditions: ReadonlySet<number> = new Set([100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207]);

/** The sentence that the sender was answered, which is French; in another language what its code means (HL7 table 0357). */
function toWhy({ condition, reason }: FailedMessage['refusal']): string {
  if (readLanguage() === 'fr' || !conditions.has(condition)) return reason;
  return words(`intake.condition.${condition}` as WordId);
}

/** `OBX[3]-5`, as interface engines write it; null for the message as a whole. */
function toPlace({ segment, occurrence, field }: FailedMessage['refusal']): string | null {
  if (segment === null) return null;
  const ordinal = occurrence > 1 ? `[${occurrence}]` : '';
  return `${segment}${ordinal}${field === null ? '' : `-${field}`}`;
}

/** In kilobytes, never less than one, or in megabytes. */
function toSize(bytes: number): string {
  if (bytes >= 1_000_000) return words('intake.size.large', { size: formatNumber(Math.round(bytes / 1_000_000)) });
  return words('intake.size', { size: formatNumber(Math.max(1, Math.round(bytes / 1000))) });
}

const knownReasons = new Set([
  'patient-unknown',
  'patient-mismatch',
  'patient-ambiguous',
  'patient-unproven',
  'patient-of-another-issuer',
  'instance-conflict',
]);

function toImagesRow(line: QuarantineLine): IntakeRow {
  return {
    id: line.id,
    at: line.lastAt,
    from: line.sender === '' ? words(`intake.door.${line.door}`) : line.sender,
    what: [line.modality ?? words('intake.unreadable'), words('intake.images', { count: line.instances })].join(' · '),
    why: knownReasons.has(line.reason)
      ? words(`intake.reason.${line.reason}` as WordId)
      : words('intake.reason.broken', { reason: line.reason }),
    facts: toFacts([
      ['intake.fact.received', formatMoment(line.receivedAt)],
      ['intake.fact.last', line.lastAt === line.receivedAt ? null : formatMoment(line.lastAt)],
      ['intake.fact.door', words(`intake.door.${line.door}`)],
      ['intake.fact.ae', line.sender],
      ['intake.fact.sop', line.sopClass],
      ['intake.fact.size', toSize(line.bytes)],
    ]),
    replayable: line.retryable,
    dismissable: true,
  };
}

function toNoteRow(note: IntakeNote, place: number): IntakeRow {
  return {
    id: `${note.request}#${place}`,
    at: note.notedAt,
    from: note.request,
    what: note.type ?? words('intake.bundle'),
    why: words(note.outcome === 'taken' ? 'intake.note.taken' : 'intake.note.refused', { code: note.code }),
    facts: toFacts([
      ['intake.fact.received', formatMoment(note.notedAt)],
      ['intake.fact.request', note.request],
      ['intake.fact.place', note.place],
      ['intake.fact.code', note.code],
    ]),
    replayable: false,
    dismissable: false,
  };
}
