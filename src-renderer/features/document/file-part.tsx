import { type ReactNode, useEffect, useState } from 'react';
import type { DocumentPart } from '../../../contracts/record.ts';
import { OnPaper } from '../../print/on-paper.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';
import styles from './parts.module.css';
import { toUnreadPaper } from './paper/parts-paper.tsx';
import { openFile } from './readers/open-file.ts';
import type { TextFormat } from './readers/read-file.ts';
import type { FilePart as Part, Reading } from './readers/reading.ts';

type FileState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly reading: Reading }
  | { readonly phase: 'failed' };

interface FilePartProps {
  readonly part: Extract<DocumentPart, { show: 'file' }> & { readonly format: TextFormat };
  /** Draws one part of what was found; it is what draws this one, handed down. */
  readonly children: (part: Part) => ReactNode;
}

/** A letter in RTF, a CDA, a Belgian message: read in a worker into parts of the usual kinds; a broken one says so in its place. */
export function FilePart({ part: { format, bytes }, children }: FilePartProps) {
  const language = useLanguage();
  const [state, setState] = useState<FileState>({ phase: 'loading' });
  useEffect(() => {
    let wanted = true;
    setState({ phase: 'loading' });
    openFile(format, bytes).then(
      (reading) => {
        if (wanted) setState({ phase: 'shown', reading });
      },
      () => {
        if (wanted) setState({ phase: 'failed' });
      },
    );
    return () => {
      wanted = false;
    };
    // The reader names things in the language of the window: another language reads the file again.
  }, [format, bytes, language]);
  switch (state.phase) {
    case 'loading':
      return <Waiting label={words('file.loading')} />;
    case 'failed':
      return (
        <>
          <FailureNotice failure={{ code: 'document-unreadable', incident: '' }} />
          <OnPaper read={toUnreadPaper} />
        </>
      );
    case 'shown':
      return (
        <div className={styles['file']}>
          {state.reading.parts.map((part, place) => (
            // A file's parts never change: it is read again as a whole.
            <div key={`${place}-${part.show}`}>{children(part)}</div>
          ))}
          {state.reading.cut ? (
            <>
              <Notice tone="warning" title={words('file.cut')} />
              <OnPaper read={() => <p className="warning">{words('file.cut')}</p>} />
            </>
          ) : null}
        </div>
      );
  }
}
