import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { memo, useState } from 'react';
import type { NewsLine } from '../../../contracts/reading-order.ts';
import type { RecordIndex, TimelineEntry } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { formatDate, formatShortDate, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { KindIcon } from './kind-icon.tsx';
import styles from './news-list.module.css';

/** How many lines stand there without a press: what is abnormal comes first. */
const atFirst = 3;

interface NewsListProps {
  readonly index: RecordIndex;
  readonly selected: string | null;
  readonly onOpen: (document: string) => void;
}

/**
 * What is new, corrected or taken back since this physician's last visit, abnormal first; each opens by the same one click [X01]. In the head of the
 * timeline, a few lines high whatever comes, so that it takes nothing of what is read; all of it is one press away.
 */
export const NewsList = memo(function NewsList({ index, selected, onOpen }: NewsListProps) {
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
  const known = lines.flatMap((line) => {
    const entry = entries.get(line.document);
    return entry === undefined ? [] : [{ line, entry }];
  });
  const abnormal = lines.filter(({ finding }) => finding !== null).length;
  const title = words('news.title', { date: formatDate(visit) });
  const Chevron = folded ? ChevronRight : ChevronDown;
  return (
    <section className={styles['news']} aria-label={title}>
      <div className={styles['head']}>
        <h2 className={styles['title']}>
          <button type="button" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            <Chevron size={16} aria-hidden />
            <span>{words('news.title', { date: formatShortDate(visit) })}</span>
          </button>
        </h2>
        {folded ? (
          <span className={styles['count']}>
            {words('news.count', { count: lines.length })}
            {abnormal === 0 ? '' : ` · ${words('timeline.abnormal', { count: abnormal })}`}
          </span>
        ) : known.length <= atFirst ? null : (
          <Button look="quiet" size="small" aria-expanded={all} onPress={() => setAll(!all)}>
            {all ? words('news.less') : words('news.all', { count: known.length })}
          </Button>
        )}
      </div>
      {folded ? null : (
        <ul className={styles['lines']}>
          {(all ? known : known.slice(0, atFirst)).map(({ line, entry }) => (
            <li key={line.document}>
              <News line={line} entry={entry} isSelected={line.document === selected} onOpen={onOpen} />
            </li>
          ))}
        </ul>
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
  const date = entry.at === null ? null : formatShortDate(entry.at);
  const name = toDecimalCommas(entry.title);
  return (
    <button
      type="button"
      className={styles['line']}
      aria-current={isSelected}
      title={[name, date].filter((part) => part !== null).join(' · ')}
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
      <span className={change === 'cancelled' ? styles['withdrawn'] : styles['name']}>{name}</span>
      {date === null || finding !== null ? null : <span className={styles['soft']}>{date}</span>}
      {change === 'new' ? null : <span className={styles['change']}>{words(`news.change.${change}`)}</span>}
      {cancelled === 0 ? null : (
        <span className={styles['change']}>{words('news.cancelled', { count: cancelled })}</span>
      )}
    </button>
  );
}
