import { ChevronDown, ChevronRight, TriangleAlert } from 'lucide-react';
import { memo, useState } from 'react';
import type { RecordIndex } from '../../../contracts/record.ts';
import { useLanguage } from '../../ui/use-language.ts';
import { formatShortDate, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { KindIcon } from './kind-icon.tsx';
import styles from './read-first.module.css';

interface ReadFirstProps {
  readonly index: Pick<RecordIndex, 'first' | 'entries'>;
  readonly selected: string | null;
  readonly onOpen: (document: string) => void;
}

/** The few documents to read before the others, each with its reason; it folds [X04]. */
export const ReadFirst = memo(function ReadFirst({ index, selected, onOpen }: ReadFirstProps) {
  useLanguage();
  const [folded, setFolded] = useState(false);
  if (index.first.length === 0) return null;
  const Chevron = folded ? ChevronRight : ChevronDown;
  const entries = new Map(index.entries.map((entry) => [entry.document, entry]));
  return (
    <section className={styles['first']} aria-label={words('first.title')}>
      <h2 className={styles['title']}>
        <button type="button" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
          <Chevron size={16} aria-hidden />
          {words('first.title')}
        </button>
      </h2>
      {folded ? null : (
        <ul>
          {index.first.map(({ document, why }) => {
            const entry = entries.get(document);
            const isAlarming = why === 'critical' || why === 'abnormal';
            return entry === undefined ? null : (
              <li key={document}>
                <button
                  type="button"
                  className={styles['line']}
                  aria-current={document === selected}
                  onClick={() => onOpen(document)}
                >
                  {isAlarming ? <TriangleAlert size={14} aria-hidden /> : <KindIcon kind={entry.kind} />}
                  <span className={styles['name']}>{toDecimalCommas(entry.title)}</span>
                  <span className={isAlarming ? styles['alarm'] : styles['why']}>{words(`first.why.${why}`)}</span>
                  {entry.at === null ? null : <span className={styles['date']}>{formatShortDate(entry.at)}</span>}
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
});
