import type { OwnNotice, Reissue } from '../../../contracts/approval.ts';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';

/** What the letter is for. */
export function toWhat({ reason, stolen }: Pick<Reissue, 'reason' | 'stolen'>): string {
  return words(stolen ? 'reissue.reason.stolen' : `reissue.reason.${reason}`);
}

/** Who asked: somebody of the helpdesk, or whoever filled in the public page. */
export function toAsker({ askedBy }: Pick<Reissue, 'askedBy'>): string {
  return askedBy ?? words('reissue.by-page');
}

/** Where a request stands, with its letter once there is one. */
export function toState({ state, expiresAt, letter }: Reissue): string {
  const said = words(`reissue.state.${state}`, { at: formatMoment(expiresAt) });
  return state === 'approved' && letter !== null ? `${said}, ${words(`reissue.letter.${letter}`)}` : said;
}

/** Who asks, for whom, why, since when, what the person last did, and what became of it. */
export function toFacts(one: Reissue): readonly { readonly label: string; readonly value: string | null }[] {
  const { person, lastAt, lastOn, openOn, decidedBy, decidedAt, usedAt, usedOn, stoppedAt } = one;
  const waits = one.state === 'waiting';
  return [
    { label: words('reissue.fact.for'), value: `${person.name}, ${words(`pcs.role.${person.role}`)}` },
    { label: words('reissue.fact.why'), value: one.why },
    { label: words('reissue.fact.by'), value: toAsker(one) },
    { label: words('reissue.fact.at'), value: formatMoment(one.askedAt) },
    { label: words('reissue.fact.until'), value: waits ? formatMoment(one.expiresAt) : null },
    {
      label: words('reissue.fact.last'),
      value:
        lastAt === null
          ? words('reissue.never')
          : words('reissue.last-on', { at: formatMoment(lastAt), pc: lastOn ?? words('pcs.unnamed') }),
    },
    {
      label: words('reissue.fact.open'),
      value: openOn === null ? words('reissue.not-open') : words('reissue.open-on', { pc: openOn }),
    },
    { label: words('reissue.fact.pcs'), value: String(one.pcs) },
    {
      label: words('reissue.fact.decided'),
      value:
        decidedBy === null || decidedAt === null
          ? null
          : words('reissue.by-at', { name: decidedBy, at: formatMoment(decidedAt) }),
    },
    { label: words('reissue.fact.decision'), value: one.decision },
    { label: words('reissue.fact.letter'), value: one.letter === null ? null : words(`reissue.letter.${one.letter}`) },
    {
      label: words('reissue.fact.used'),
      value:
        usedAt === null
          ? null
          : words('reissue.last-on', { at: formatMoment(usedAt), pc: usedOn ?? words('pcs.unnamed') }),
    },
    { label: words('reissue.fact.stopped'), value: stoppedAt === null ? null : formatMoment(stoppedAt) },
  ];
}

/** What stands about one's own account, or what somebody contested, as one sentence. */
export function toNotice(notice: OwnNotice): string {
  const { reason, stolen, askedAt, approvedAt, approvedBy, usedAt, usedOn, contestedBy, contestedAt } = notice;
  const isPublic = notice.public;
  if (contestedBy !== null)
    return words(isPublic ? 'notice.contested-by.page' : 'notice.contested-by', {
      name: contestedBy,
      at: formatMoment(contestedAt ?? askedAt),
    });
  if (notice.byServer === true)
    return words(usedAt === null ? 'notice.by-server' : 'notice.by-server.used', {
      at: formatMoment(askedAt),
      by: approvedBy ?? '',
      pc: usedOn ?? words('pcs.unnamed'),
    });
  if (usedAt !== null && reason === 'new-pc')
    return words('notice.used', { pc: usedOn ?? words('pcs.unnamed'), at: formatMoment(usedAt) });
  const at = formatMoment(askedAt);
  if (isPublic)
    return words(notice.moved ? 'notice.page.moved' : 'notice.page', {
      at: formatMoment(approvedAt ?? askedAt),
      by: approvedBy ?? '',
    });
  if (approvedAt === null) return words(`notice.waiting.${reason}`, { at });
  return words(stolen ? 'notice.approved.stolen' : `notice.approved.${reason}`, { at, by: approvedBy ?? '' });
}
