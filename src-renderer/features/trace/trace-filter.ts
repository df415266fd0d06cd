import type { PatientFacts } from '../../../contracts/link.ts';
import type { TraceFilter, TraceLine } from '../../../contracts/trace.ts';
import { readTypedDay, toTypedDay } from '../../ui/typed-day.ts';

/** A filter while it is being made: the patient by name, so that the screen can say whose accesses are shown. */
export interface DraftFilter extends Omit<TraceFilter, 'patient'> {
  readonly patient: { readonly id: string; readonly name: string } | null;
}

/** Asks nothing: every entry. */
export const emptyDraft: DraftFilter = {
  patient: null,
  person: null,
  pc: null,
  from: null,
  to: null,
  kind: null,
  outcome: null,
};

/** The same as the hospital is asked: ids alone. */
export function toFilter({ patient, ...rest }: DraftFilter): TraceFilter {
  return { ...rest, patient: patient?.id ?? null };
}

/** The filter of a question, as a draft. */
export function toDraft({ patient: _patient, ...filter }: TraceFilter, patient: TraceLine['patient']): DraftFilter {
  return { ...filter, patient: patient === null ? null : { id: patient.id, name: patient.name ?? patient.id } };
}

/** True for exact instants, which a question gave; days are typed. */
export function isMoment({ from, to }: Pick<TraceFilter, 'from' | 'to'>): boolean {
  return (from ?? '').includes('T') || (to ?? '').includes('T');
}

/** First and last day of a filter as they are typed. */
export interface TypedPeriod {
  readonly from: string;
  readonly to: string;
}

/** The days of a filter as they would have been typed; nothing for the exact instants of a question. */
export function toTyped(draft: DraftFilter): TypedPeriod {
  const read = (day: string | null) => (day === null || isMoment(draft) ? '' : toTypedDay(day));
  return { from: read(draft.from), to: read(draft.to) };
}

/** True for what was typed and is no day of the calendar. */
export function isWrong(text: string): boolean {
  return text.trim() !== '' && readTypedDay(text) === null;
}

/** `DUBOIS Marie` of a patient found. */
export function toPatientName({ family, given }: PatientFacts): string {
  return `${family.toUpperCase()} ${given}`.trim();
}

/** `1955-03-12` of `12/03/1955`, `12.03.1955`, `1955-03-12` or `1955`; null for anything else. The hospital looks at the calendar. */
export function readBirth(text: string): string | null {
  const plain = text.trim();
  if (/^\d{4}(-\d{2}-\d{2})?$/.test(plain)) return plain;
  const [, day, month, year] = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(plain) ?? [];
  if (day === undefined || month === undefined || year === undefined) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
