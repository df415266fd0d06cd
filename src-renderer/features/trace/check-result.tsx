import type { TraceCheck, TraceFault } from '../../../contracts/trace-check.ts';
import { Notice } from '../../ui/notice.tsx';
import { Soft } from '../../ui/section.tsx';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { formatExact } from './trace-words.ts';
import styles from './trace.module.css';

type Finished = Exclude<TraceCheck, { state: 'running' }>;

/** What a verification said: up to which entry the trace is whole, or what was altered and where. */
export function CheckResult({ check }: { readonly check: Finished }) {
  if (check.state === 'none') return <Soft>{words('trace.check.none')}</Soft>;
  if (check.state === 'failed')
    return <Notice tone="warning">{words('trace.check.failed', { at: formatMoment(check.startedAt) })}</Notice>;
  const { entries, writers, last, heads, given, faults } = check;
  const ended = words('trace.check.ended', { at: formatMoment(check.endedAt) });
  if (faults.length > 0)
    return (
      <>
        <Notice tone="alarm" title={words('trace.check.altered.title')}>
          <p>{words('trace.check.altered', { entries, writers })}</p>
        </Notice>
        <h2>{words('trace.check.faults')}</h2>
        <ul className={styles['faults']}>
          {faults.map((fault) => (
            <li key={JSON.stringify(fault)}>
              {words(`trace.fault.${fault.fault}`, { count: fault.count ?? 0 })}
              <span className={styles['second']}>{describeWhere(fault)}</span>
            </li>
          ))}
        </ul>
        {given.map(({ name }) => (
          <Soft key={name}>{words('trace.check.given.fault', { name })}</Soft>
        ))}
        <Soft>{ended}</Soft>
      </>
    );
  return (
    <>
      <Notice tone="good" title={words('trace.check.whole.title')}>
        <p>
          {last === null
            ? words('trace.check.empty')
            : words('trace.check.whole', {
                entries,
                writers,
                place: `${last.writer}/${last.seq}`,
                at: formatExact(last.at),
              })}
        </p>
        {given.map(({ name, at }) => (
          <p key={name}>{words('trace.check.given', { name, at: at === null ? '?' : formatMoment(at) })}</p>
        ))}
      </Notice>
      <Soft>{words('trace.check.heads', { count: heads })}</Soft>
      <Soft>{ended}</Soft>
    </>
  );
}

function describeWhere({ writer, entry, line, at }: TraceFault): string | null {
  if (line !== null) return words('trace.check.where.line', { line });
  if (writer === null) return null;
  const where =
    entry === null
      ? words('trace.check.where.writer', { writer })
      : words('trace.check.where', { writer, entry: String(entry) });
  return at === null ? where : words('trace.check.where.at', { where, at: formatExact(at) });
}
