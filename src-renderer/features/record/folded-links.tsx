import { Files, History } from 'lucide-react';
import type { RecordIndex } from '../../../contracts/record.ts';
import { Button } from '../../ui/button.tsx';
import type { MenuEntry } from '../../ui/menu.tsx';
import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './folded-links.module.css';

interface FoldedLinksProps {
  readonly index: Pick<RecordIndex, 'folds'>;
  /** The document in the reading pane. */
  readonly document: string;
  readonly onOpen: (document: string) => void;
}

/** Says of a version that it was replaced, and of a copy that it is one, before it is read; the one that stands for it is one press away [X04]. */
export function FoldedLinks({ index, document, onOpen }: FoldedLinksProps) {
  const above = index.folds.find((fold) => fold.document === document);
  if (above === undefined) return null;
  const isOlder = above.why === 'older';
  return (
    <div className={styles['folded']} data-older={isOlder}>
      <span>{words(isOlder ? 'fold.is-older' : 'fold.is-copy')}</span>
      <Button size="small" look="quiet" onPress={() => onOpen(above.under)}>
        {words(isOlder ? 'fold.open-current' : 'fold.open-first')}
      </Button>
    </div>
  );
}

/** The way from a document to what stands under its line: older versions and further copies, in its menu [X04]. */
export function listFolded(
  index: Pick<RecordIndex, 'folds' | 'entries'>,
  document: string,
  onOpen: (document: string) => void,
): readonly MenuEntry[] {
  const dateOf = (one: string): string => {
    const at = index.entries.find((entry) => entry.document === one)?.at ?? null;
    return at === null ? words('timeline.undated') : formatShortDate(at);
  };
  return index.folds
    .filter(({ under }) => under === document)
    .map(({ document: one, why }) => ({
      id: one,
      label: words(why === 'older' ? 'fold.open-older' : 'fold.open-copy', { date: dateOf(one) }),
      icon: why === 'older' ? <History aria-hidden /> : <Files aria-hidden />,
      act: () => onOpen(one),
    }));
}
