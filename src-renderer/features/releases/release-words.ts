import type { ReleaseLine, Rollout, UpdateOutcome } from '../../../contracts/updates.ts';
import { formatDate, formatNumber, formatSince, formatTime } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { Deed, ReleaseList } from './read-releases.ts';

/** How many PCs a rollout reaches; `about` where only the hospital knows which PCs a percentage picks. */
export function countReached(
  { ring, percentage }: Pick<Rollout, 'ring' | 'percentage'>,
  { pilots, pcs }: Pick<ReleaseList, 'pilots' | 'pcs'>,
): { readonly count: number; readonly about: boolean } {
  if (ring === 'pilot') return { count: pilots, about: false };
  const others = ((pcs - pilots) * percentage) / 100;
  return { count: pilots + Math.round(others), about: percentage < 100 };
}

/** Whom a push reaches, in one sentence. */
export function toReach(
  rollout: Pick<Rollout, 'ring' | 'percentage'>,
  list: Pick<ReleaseList, 'pilots' | 'pcs'>,
): string {
  const { count, about } = countReached(rollout, list);
  if (rollout.ring === 'pilot') return words('release.reach.pilot', { count });
  if (!about) return words('release.reach.everyone', { count });
  return words('release.reach.part', { count, pcs: list.pcs, pilots: list.pilots, percentage: rollout.percentage });
}

/** `30 % des postes`, `postes pilotes`. */
export function toRollout(rollout: Rollout | null): string {
  if (rollout === null) return words('release.rollout.none');
  if (rollout.ring === 'pilot') return words('release.rollout.pilot');
  if (rollout.percentage === 100) return words('release.rollout.everyone');
  return words('release.rollout.part', { percentage: rollout.percentage });
}

/** `obligatoire à partir du 3 décembre 2026`; null where it is not. */
export function toRequired(rollout: Rollout | null): string | null {
  if (rollout === null || rollout.requiredFrom === null) return null;
  return words('release.required', { date: formatDate(rollout.requiredFrom) });
}

/** `27 installés · 2 échecs · 1 revenu, sur 32`. */
export function toFigures({ installed, failed, wentBack, reaches }: ReleaseLine): string {
  const parts = [
    words('release.figure.installed', { count: installed }),
    ...(failed === 0 ? [] : [words('release.figure.failed', { count: failed })]),
    ...(wentBack === 0 ? [] : [words('release.figure.went-back', { count: wentBack })]),
  ];
  return words('release.figures', { parts: parts.join(' · '), reaches: formatNumber(reaches) });
}

/** How an update ended on a PC, in a few words for a table. */
export function toEnd(outcome: UpdateOutcome | null, now: Date): string {
  if (outcome === null) return '–';
  return words('release.end', { end: words(`release.end.${outcome.end}`), at: formatSince(outcome.at, now) });
}

/** Why it ended so, and what to do next; an installed one needs nothing. */
export function toReason({ end, reason }: UpdateOutcome): { readonly what: string; readonly next: string } | null {
  if (end === 'installed') return null;
  const id = reason ?? (end === 'went-back' ? 'not-started' : 'interrupted');
  return { what: words(`release.reason.${id}`), next: words(`release.next.${id}`) };
}

/** What somebody did with a release. */
export function toDeed({ deed, rollout }: Deed): string {
  if (deed !== 'pushed') return words(`release.deed.${deed}`);
  return [words('release.deed.pushed', { to: toRollout(rollout) }), toRequired(rollout)]
    .filter((one) => one !== null)
    .join(', ');
}

/** The first moment of a day in Brussels, summer and winter. */
export function toMidnight(day: string): string {
  const winter = new Date(`${day}T00:00:00+01:00`);
  return (formatTime(winter) === '00:00' ? winter : new Date(`${day}T00:00:00+02:00`)).toISOString();
}
