import type { Pace } from '../../../contracts/pc-report.ts';
import type { PcLine, ToldFault } from '../../../contracts/pcs.ts';
import { formatMoment, formatNumber, formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';

/** `640 ms`, or `1,2 s` from a second on. */
export function toTime(milliseconds: number): string {
  if (milliseconds < 1000) return words('pcs.milliseconds', { value: formatNumber(milliseconds) });
  return words('pcs.seconds', { value: formatNumber((milliseconds / 1000).toFixed(1)) });
}

/** The median of the day and of how many; null when nothing was measured. */
export function toPace(pace: Pace | null): string | null {
  return pace === null ? null : words('pcs.pace', { time: toTime(pace.median), count: pace.count });
}

/** `4,2 Mo/s`. */
export function toRate(bytesPerSecond: number | null): string | null {
  if (bytesPerSecond === null) return null;
  if (bytesPerSecond < 1_000_000)
    return words('pcs.rate.kilo', { value: formatNumber(Math.round(bytesPerSecond / 1000)) });
  return words('pcs.rate.mega', { value: formatNumber((bytesPerSecond / 1_000_000).toFixed(1)) });
}

/** The PC's own name for itself, never nothing. */
export function toName({ name }: PcLine): string {
  return name === '' ? words('pcs.unnamed') : name;
}

/** Name and role of one who works on it, and when they last signed in there. */
export function toPerson({ name, role, lastAt }: PcLine['people'][number], now: Date): string {
  const who = { name, role: words(`pcs.role.${role}`) };
  return lastAt === null
    ? words('pcs.person.never', who)
    : words('pcs.person.last', { ...who, at: formatSince(lastAt, now) });
}

/** What a PC keeps of records, by number and time. */
export function toCopies({ copies, copiesEndAt }: PcLine, now: Date): string {
  if (copies === 0 || copiesEndAt === null) return words('pcs.copies', { count: copies });
  return words('pcs.copies.until', { count: copies, at: formatSince(copiesEndAt, now) });
}

/** Everything that revoking it does, one sentence each. */
export function toConsequence({ sessions, copies, copiesEndAt }: PcLine, now: Date): string {
  return [
    words('pcs.revoke.sessions', { count: sessions }),
    words('pcs.revoke.copies', { count: copies, at: copiesEndAt === null ? '' : formatSince(copiesEndAt, now) }),
    words('pcs.revoke.final'),
  ].join(' ');
}

/** What a revocation closed at once, and what becomes of the copy. */
export function toClosed(
  { sessions, copies, copiesEndAt }: Pick<PcLine, 'sessions' | 'copies' | 'copiesEndAt'>,
  now: Date,
): string {
  return [
    words('pcs.revoke.closed', { count: sessions }),
    words('pcs.revoke.copies', { count: copies, at: copiesEndAt === null ? '' : formatSince(copiesEndAt, now) }),
  ].join(' ');
}

/** Whether a revoked PC knows; until then, until when its copy can be read. */
export function toReach({ toldAt, copies, copiesEndAt }: NonNullable<PcLine['revocation']>, now: Date): string {
  if (toldAt !== null) return words('pcs.reached', { at: formatMoment(toldAt) });
  if (copies === null) return words('pcs.not-reached.unknown');
  if (copies === 0 || copiesEndAt === null || Date.parse(copiesEndAt) <= now.getTime())
    return words('pcs.not-reached.nothing');
  return words('pcs.not-reached', { count: copies, at: formatSince(copiesEndAt, now) });
}

const INCIDENT = /^[BCDFGHJKLMNPQRSTVWXZ]{5,10}$/;

/** What is typed of an incident number, as somebody reads it out: without dash or spaces; null for any other text. */
export function toIncident(search: string): string | null {
  const letters = search.replaceAll(/[\s-]/g, '').toUpperCase();
  return INCIDENT.test(letters) ? letters : null;
}

/** The fault whose number was looked for; null where no number was, or none of this PC's. */
export function findFault({ report }: PcLine, search: string): ToldFault | null {
  const looked = toIncident(search);
  if (looked === null) return null;
  return report?.errors.find(({ incident }) => incident.replaceAll('-', '').startsWith(looked)) ?? null;
}
