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
