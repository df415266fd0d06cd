import { ChevronDown, ChevronUp } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';
import './marks.css';
import type { Search } from './search.ts';
import styles from './search.module.css';
import { useMarks } from './use-marks.ts';

interface MarkedDocumentProps {
  readonly search: Search;
  /** Document in the reading pane, null when it is empty. */
  readonly document: string | null;
  /** The reading pane. */
  readonly children: ReactNode;
}

/** The reading pane with what was searched marked where it stands; F3 goes to the next place, Maj F3 to the one before. */
export function MarkedDocument({ search, document, children }: MarkedDocumentProps) {
  useLanguage();
  const content = useRef<HTMLDivElement>(null);
  const { place, total, isMore, go } = useMarks(search, document, content);
  return (
    <div className={styles['marked']}>
      {total === 0 ? null : (
        <div className={styles['bar']} role="group" aria-label={words('find.hits')}>
          <p role="status">{words(isMore ? 'find.place.more' : 'find.place', { place: place + 1, total })}</p>
          <Button look="quiet" size="small" icon={<ChevronUp aria-hidden />} onPress={() => go(-1)}>
            {words('find.previous')}
          </Button>
          <Button look="quiet" size="small" icon={<ChevronDown aria-hidden />} onPress={() => go(1)}>
            {words('find.next')}
          </Button>
        </div>
      )}
      <div className={styles['content']} ref={content}>
        {children}
      </div>
    </div>
  );
}
