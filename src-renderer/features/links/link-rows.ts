import { type TherapeuticLink, toLinkAt } from '../../../contracts/link.ts';
import type { LinkForm } from '../../../contracts/signed-form.ts';
import { compareNames } from '../../words/collation.ts';
import { countDaysUntil } from '../../words/format.ts';

/** One line of the manager: a link as it stands now, and its paper where the hospital told it. */
export interface LinkRow {
  readonly link: TherapeuticLink;
  /** Days until its last day, 0 on that day; null where nothing runs. */
  readonly daysLeft: number | null;
  /** The renewal of this link that waits for a signature, null while there is none. */
  readonly prepared: TherapeuticLink | null;
  /** Null before a form was printed, or while the hospital is not reached. */
  readonly form: LinkForm | null;
}

/** What the manager can be narrowed to; the days are those within which a running link ends. */
export const linkFilters = [
  'all',
  'ending-30',
  'ending-60',
  'ending-90',
  'expired',
  'prepared',
  'unreadable',
  'unfiled',
] as const;
export type LinkFilter = (typeof linkFilters)[number];

/** The links as they stand at `now`: what ends first comes first, then what waits for a signature, then what is over. */
export function toRows(links: readonly TherapeuticLink[], forms: readonly LinkForm[], now: Date): readonly LinkRow[] {
  const current = links.map((link) => toLinkAt(link, now)).filter(({ state }) => state !== 'ended');
  const running = new Set(current.filter(({ state }) => state === 'active').map(({ patient }) => patient.id));
  return current
    .filter((link) => link.state !== 'expired' || !running.has(link.patient.id))
    .map((link): LinkRow => {
      const waiting = current.find((one) => one.patient.id === link.patient.id && isPrepared(one));
      return {
        link,
        daysLeft: link.state === 'active' && link.validUntil !== null ? countDaysUntil(link.validUntil, now) : null,
        prepared: isPrepared(link) ? null : (waiting ?? null),
        form: forms.find((form) => form.link === link.id) ?? null,
      };
    })
    .toSorted(byUrgency);
}

/** The rows that a filter keeps. */
export function keepRows(rows: readonly LinkRow[], filter: LinkFilter): readonly LinkRow[] {
  return rows.filter((row) => isKept(row, filter));
}

/** True where a form can be printed: for a signature that is awaited, or for a renewal that nothing is known to prevent. */
export function isPrintable({ link, prepared }: LinkRow): boolean {
  if (isPrepared(link)) return true;
  return prepared === null && (link.state === 'expired' || link.readable);
}

function isKept({ link, daysLeft, form }: LinkRow, filter: LinkFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'ending-30':
    case 'ending-60':
    case 'ending-90':
      return daysLeft !== null && daysLeft <= Number(filter.slice(-2));
    case 'expired':
      return link.state === 'expired';
    case 'prepared':
      return isPrepared(link);
    case 'unreadable':
      return link.state === 'active' && !link.readable;
    case 'unfiled':
      return link.state === 'active' && form !== null && form.scan === null;
  }
}

function isPrepared({ state }: TherapeuticLink): boolean {
  return state === 'draft' || state === 'printed';
}

function byUrgency(a: LinkRow, b: LinkRow): number {
  return toUrgency(a) - toUrgency(b) || byName(a.link, b.link);
}

function toUrgency({ link, daysLeft }: LinkRow): number {
  if (daysLeft !== null) return daysLeft;
  return isPrepared(link) ? 10_000 : 20_000;
}

function byName(a: TherapeuticLink, b: TherapeuticLink): number {
  return compareNames(a.patient, b.patient);
}
