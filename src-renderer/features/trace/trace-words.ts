import type { TraceLine, TraceQuestion } from '../../../contracts/trace.ts';
import { formatDate, formatHour } from '../../words/format.ts';
import { words } from '../../words/words.ts';

const exact = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Brussels',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `12 mars 2026, 09:17:04` in Brussels; the text itself when it is no time. */
export function formatExact(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : `${formatDate(at)}, ${exact.format(date)}`;
}

/** Name of a person, else what stands for one. */
export function describePerson({ person, kind }: Pick<TraceLine, 'person' | 'kind'>): string {
  if (person === null) return words(kind === 'ingest' ? 'trace.system' : 'trace.nobody');
  return person.name ?? words('trace.unknown', { id: person.id.slice(0, 8) });
}

/** Name of a PC or patient, else the beginning of the id. */
export function describeNamed(one: { readonly id: string; readonly name: string | null } | null): string | null {
  if (one === null) return null;
  return one.name ?? words('trace.unknown', { id: one.id.slice(0, 8) });
}

/** One word for what was done. */
export function describeKind({ kind, journal }: Pick<TraceLine, 'kind' | 'journal'>): string {
  const left = journal?.action === 'printed' || journal?.action === 'exported' ? journal.action : null;
  return words(`trace.kind.${left ?? kind}`);
}

/** The question itself. */
export function describeQuestion({ pattern, found }: TraceQuestion): string {
  return words(`trace.question.${pattern}`, { found });
}

/** Whom it is about, and when. */
export function describeAbout(question: TraceQuestion): { readonly who: string; readonly when: string } {
  const who =
    question.person === null
      ? describeNamed(question.pc)
      : describePerson({ person: question.person, kind: 'looked-at' });
  return { who: who ?? '', when: describeMoment(question) };
}

function describeMoment({ pattern, moment, patient }: TraceQuestion): string {
  const [day = '', hour = ''] = moment.split(' ');
  const date = formatDate(day);
  if (pattern === 'many-patients')
    return words('trace.moment.hour', { date, hour: formatHour(`${hour.slice(0, 2)}:00`) });
  if (pattern === 'at-night') return words('trace.moment.night', { date });
  if (pattern === 'copies-unseen') return words('trace.moment.week', { date });
  if (pattern === 'long-after-visit')
    return [describeNamed(patient), words('trace.moment.signed', { date })].filter(Boolean).join(', ');
  return words('trace.moment.day', { date });
}
