import { CircleCheck, CircleDashed, TriangleAlert } from 'lucide-react';
import type { Copy, CopyStanding } from '../../contracts/reach.ts';
import { formatMoment, formatTime, toDay } from '../words/format.ts';
import { words } from '../words/words.ts';
import styles from './reach.module.css';

const order: readonly CopyStanding[] = ['awaited', 'reached', 'held'];
const icons = { awaited: TriangleAlert, reached: CircleCheck, held: CircleDashed } as const;

interface ReachProps {
  readonly copies: readonly Copy[];
  readonly now: Date;
}

/** Which PCs made undone what had to be, and which were not reached yet, with the hour when their copy ends [R15]. */
export function Reach({ copies, now }: ReachProps) {
  const sorted = copies.toSorted((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing));
  return (
    <div className={styles['reach']}>
      <p className={styles['summary']} role="status">
        {readReach(copies, now)}
      </p>
      {sorted.length === 0 ? null : (
        <ul className={styles['list']} aria-label={words('reach.title')}>
          {sorted.map((copy) => (
            <Line key={`${copy.pc}/${copy.person}/${copy.patient}`} copy={copy} now={now} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The same in one sentence. */
function readReach(copies: readonly Copy[], now: Date): string {
  const of = (standing: CopyStanding) => copies.filter((copy) => copy.standing === standing);
  const [reached, awaited, held] = [of('reached').length, of('awaited'), of('held').length];
  const last = awaited
    .map(({ copyEndsAt }) => copyEndsAt)
    .toSorted()
    .at(-1);
  const said = [
    reached > 0 ? words('reach.reached', { count: reached }) : '',
    last === undefined ? '' : words('reach.awaited', { count: awaited.length, ends: toHour(last, now) }),
    held > 0 ? words('reach.held', { count: held }) : '',
  ].filter((part) => part !== '');
  return said.length === 0 ? words('reach.none') : said.join(' · ');
}

function Line({ copy, now }: { copy: Copy; now: Date }) {
  const Icon = icons[copy.standing];
  return (
    <li>
      <Icon size={16} className={styles[copy.standing]} aria-hidden />
      <span>{words('reach.line', { pc: copy.pcName, person: copy.personName })}</span>
      <span className={styles[copy.standing]}>{toState(copy, now)}</span>
    </li>
  );
}

function toState({ standing, copyEndsAt, reachedAt }: Copy, now: Date): string {
  if (standing === 'held') return words('reach.line.held');
  if (standing === 'reached')
    return words('reach.line.reached', { time: reachedAt === null ? '' : (formatTime(reachedAt) ?? '') });
  return toDay(copyEndsAt) === toDay(now)
    ? words('reach.line.awaited', { time: formatTime(copyEndsAt) ?? '' })
    : words('reach.line.awaited-day', { ends: formatMoment(copyEndsAt) });
}

/** `à 18:40` today, `le 12 mars 2026, 18:40` on any other day. */
function toHour(at: string, now: Date): string {
  return toDay(at) === toDay(now)
    ? words('reach.at', { time: formatTime(at) ?? '' })
    : words('reach.on', { moment: formatMoment(at) });
}
