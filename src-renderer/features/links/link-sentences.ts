import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { LinkRow } from './link-rows.ts';

/** Where a link stands, in two or three words; urgent is what asks for a deed of the physician. */
export function readState({ link, daysLeft, prepared }: LinkRow): {
  readonly text: string;
  readonly isUrgent: boolean;
} {
  if (link.state === 'draft' || link.state === 'printed')
    return { text: words(`links.state.${link.state}`), isUrgent: true };
  if (link.state === 'expired') return { text: words('links.state.expired'), isUrgent: false };
  if (!link.readable) return { text: words('links.state.unreadable'), isUrgent: false };
  if (prepared !== null) return { text: words('links.state.renewing'), isUrgent: false };
  if (daysLeft !== null && daysLeft <= 90)
    return { text: words('links.state.ending', { days: daysLeft }), isUrgent: daysLeft <= 30 };
  return { text: words('links.state.active'), isUrgent: false };
}

/** Where the paper of a link stands. */
export function readPaper({ link, form }: LinkRow): string {
  if (form === null) return '';
  if (link.state === 'draft' || link.state === 'printed')
    return words('links.paper.printed', { date: formatShortDate(form.printedAt) });
  return form.scan === null
    ? words('links.paper.unfiled')
    : words('links.paper.filed', { date: formatShortDate(form.scan.filedAt) });
}

/** How long the patient's copy on this PC may still be read: `encore 3 h 05`; nothing where there is none, or it just ended. */
export function readCopy({ link }: LinkRow, copies: ReadonlyMap<string, string>, now: Date): string {
  const until = link.state === 'active' ? copies.get(link.patient.id) : undefined;
  const left = until === undefined ? 0 : Math.floor((Date.parse(until) - now.getTime()) / 60_000);
  if (left <= 0) return '';
  if (left < 60) return words('links.copy.minutes', { left });
  return words('links.copy.hours', { hours: Math.floor(left / 60), minutes: String(left % 60).padStart(2, '0') });
}
