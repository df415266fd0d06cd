import type { RecordIndex } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './folded-links.module.css';

interface FoldedLinksProps {
  readonly index: RecordIndex;
  /** The document in the reading pane. */
  readonly document: string;
  readonly onOpen: (document: string) => void;
}

/** From a document to what stands under its line, and back: older versions and further copies stay one press away [X04]. */
export function FoldedLinks({ index, document, onOpen }: FoldedLinksProps) {
  const below = index.folds.filter(({ under }) => under === document);
  const above = index.folds.find((fold) => fold.document === document);
  if (below.length === 0 && above === undefined) return null;
  const dateOf = (one: string): string => {
    const at = index.entries.find((entry) => entry.document === one)?.at ?? null;
    return at === null ? words('timeline.undated') : formatShortDate(at);
  };
  return (
    <div className={styles['folded']} data-older={above?.why === 'older'}>
      {above === undefined ? null : (
        <>
          <span>{words(above.why === 'older' ? 'fold.is-older' : 'fold.is-copy')}</span>
          <Button size="small" look="quiet" onPress={() => onOpen(above.under)}>
            {words(above.why === 'older' ? 'fold.open-current' : 'fold.open-first')}
          </Button>
        </>
      )}
      {below.map(({ document: one, why }) => (
        <Button key={one} size="small" look="quiet" onPress={() => onOpen(one)}>
          {words(why === 'older' ? 'fold.open-older' : 'fold.open-copy', { date: dateOf(one) })}
        </Button>
      ))}
    </div>
  );
}
