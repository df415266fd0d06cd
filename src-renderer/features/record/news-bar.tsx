import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { memo, useState } from 'react';
import type { NewsLine } from '../../../contracts/reading-order.ts';
import type { RecordIndex, TimelineEntry } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { formatDate, formatShortDate, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { KindIcon } from './kind-icon.tsx';
import styles from './news-bar.module.css';

interface NewsBarProps {
  readonly index: RecordIndex;
  readonly selected: string | null;
  readonly onOpen: (document: string) => void;
}

/**
 * What is new, corrected or taken back since this physician's last visit, abnormal first; each opens by the same one click [X01]. One line high
 * whatever comes, so that nothing moves under who reads; all of it is one press away.
 */
export const NewsBar = memo(function NewsBar({ index, selected, onOpen }: NewsBarProps) {
  useLanguage();
  const [folded, setFolded] = useState(false);
  const [all, setAll] = useState(false);
  const { visit, lines } = index.news;
  const entries = new Map(index.entries.map((entry) => [entry.document, entry]));
  const isWhole = index.asOf !== null && index.sync.state === 'up-to-date';
  if (visit === null || lines.length === 0)
    return (
      <p className={styles['nothing']}>
        {visit === null
          ? words('news.first')
          : words(isWhole ? 'news.nothing' : 'news.nothing.yet', { date: formatDate(visit) })}
      </p>
    );
  const abnormal = lines.filter(({ finding }) => finding !== null).length;
  const title = words('news.title', { date: formatDate(visit) });
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <section className={styles['bar']} aria-label={title}>
      <h2 className={styles['title']}>
        <button type="button" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
          <Chevron size={16} aria-hidden />
          {title}
        </button>
      </h2>
      {folded ? (
        <span className={styles['count']}>
          {words('news.count', { count: lines.length })}
          {abnormal === 0 ? '' : ` · ${words('timeline.abnormal', { count: abnormal })}`}
        </span>
      ) : (
        <>
          <ul className={styles['lines']} data-all={all}>
            {lines.map((line) => {
              const entry = entries.get(line.document);
              return entry === undefined ? null : (
                <li key={line.document}>
                  <News line={line} entry={entry} isSelected={line.document === selected} onOpen={onOpen} />
                </li>
              );
            })}
          </ul>
          {lines.length === 1 ? null : (
            <Button look="quiet" size="small" aria-expanded={all} onPress={() => setAll(!all)}>
              {all ? words('news.less') : words('news.all', { count: lines.length })}
            </Button>
          )}
        </>
      )}
    </section>
  );
});

interface NewsProps {
  readonly line: NewsLine;
  readonly entry: TimelineEntry;
  readonly isSelected: boolean;
  readonly onOpen: (document: string) => void;
}

function News({ line: { change, cancelled, finding }, entry, isSelected, onOpen }: NewsProps) {
  return (
    <button
      type="button"
      className={styles['line']}
      aria-current={isSelected}
      onClick={() => onOpen(entry.document)}
      data-news
    >
      {finding === null ? (
        <KindIcon kind={entry.kind} />
      ) : (
        <span className={styles['abnormal']}>
          <TriangleAlert size={14} aria-hidden />
          {toDecimalCommas(finding)}
        </span>
      )}
      <span className={change === 'cancelled' ? styles['withdrawn'] : styles['name']}>
        {toDecimalCommas(entry.title)}
      </span>
      {entry.at === null ? null : <span className={styles['soft']}>{formatShortDate(entry.at)}</span>}
      {change === 'new' ? null : <span className={styles['change']}>{words(`news.change.${change}`)}</span>}
      {cancelled === 0 ? null : (
        <span className={styles['change']}>{words('news.cancelled', { count: cancelled })}</span>
      )}
    </button>
  );
}
