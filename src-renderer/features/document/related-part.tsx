import type { DocumentPart } from '../../../contracts/record.ts';
import { formatShortDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './parts.module.css';

interface RelatedPartProps {
  readonly part: Extract<DocumentPart, { show: 'related' }>;
  readonly onOpen: (document: string) => void;
}

/** Documents that belong to the one being read, each one click away. */
export function RelatedPart({ part, onOpen }: RelatedPartProps) {
  return (
    <ul className={styles['related']} aria-label={part.title}>
      {part.entries.map(({ document, kind, title, at }) => (
        <li key={document}>
          <button type="button" onClick={() => onOpen(document)}>
            <span className={styles['relatedTitle']}>{title}</span>
            <span className={styles['soft']}>
              {[words(`kind.${kind}`), ...(at === null ? [] : [formatShortDate(at)])].join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
