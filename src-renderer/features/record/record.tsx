import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import { Banner } from './banner.tsx';
import { CopyLine } from './copy-line.tsx';
import type { RecordStore } from './record-store.ts';
import styles from './record.module.css';
import { TimelinePane, type TimelineSearch } from './timeline-pane.tsx';

interface RecordProps {
  readonly store: RecordStore;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  /** False while the hospital is not reached: what is shown is then called up to date by nobody. */
  readonly online: boolean;
  /** Document in the reading pane, null when it is empty. */
  readonly selected: string | null;
  /** The reading pane alone, under the patient's name. */
  readonly full: boolean;
  /** What the search in the texts found; read where it is drawn, so that a letter typed draws nothing else anew. */
  readonly useSearch: () => TimelineSearch;
  readonly onOpen: (document: string) => void;
  readonly onRenew: (link: TherapeuticLink) => void;
  readonly onRetry: () => void;
  readonly onLeave: () => void;
  /** The renewal of this patient's link, between the banner and the rest; null while there is none. */
  readonly renewal: ReactNode;
  /** The reading pane. */
  readonly children: ReactNode;
}

/** One open record: who, the timeline, the reading pane, the state of the copy. Closed means that nothing of it is left. */
export function Record({
  store,
  ask,
  now,
  online,
  selected,
  full,
  useSearch,
  onOpen,
  onRenew,
  onRetry,
  onLeave,
  renewal,
  children,
}: RecordProps) {
  const state = useStore(store);
  if (state.phase === 'none') return null;
  if (state.phase === 'opening') return <Waiting label={words('record.opening')} />;
  if (state.phase === 'failed' || state.phase === 'closed') {
    const failed = state.phase === 'failed';
    return (
      <Panel title={words(failed ? 'record.failed' : 'record.closed')}>
        {failed && state.error.code === 'not-copied-yet' ? <OpensWithLine online={online} onOpen={onRetry} /> : null}
        <FailureNotice
          failure={failed ? state.error : { code: state.reason, incident: '' }}
          retry={{ label: words('record.retry'), onPress: onRetry }}
          actions={
            <Button look="quiet" onPress={onLeave}>
              {words('record.close')}
            </Button>
          }
        />
      </Panel>
    );
  }
  return (
    <article
      className={styles['record']}
      data-full={full}
      data-reading={selected !== null}
      aria-label={words('record.of', { name: `${state.index.link.patient.family} ${state.index.link.patient.given}` })}
    >
      <Banner
        index={state.index}
        ask={ask}
        now={now}
        online={online}
        onOpen={onOpen}
        onRenew={renewal === null ? onRenew : null}
      />
      {renewal}
      <div className={styles['columns']}>
        <TimelinePane
          key={state.patient}
          index={state.index}
          useSearch={useSearch}
          selected={selected}
          onOpen={onOpen}
          foot={<CopyLine index={state.index} online={online} now={now} />}
        />
        {children}
      </div>
    </article>
  );
}

/** What is not copied opens by itself once the line is back, as the notice promises; once for each return. */
function OpensWithLine({ online, onOpen }: { online: boolean; onOpen: () => void }) {
  const was = useRef(online);
  useEffect(() => {
    if (online && !was.current) onOpen();
    was.current = online;
  }, [online, onOpen]);
  return null;
}
