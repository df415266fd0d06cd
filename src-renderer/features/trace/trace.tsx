import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Integrity } from './integrity.tsx';
import { Entries } from './entries.tsx';
import { Questions } from './questions.tsx';
import { type DraftFilter, emptyDraft } from './trace-filter.ts';
import { type Frame, queues, type TraceQueue } from './trace-queues.ts';
import { words } from '../../words/words.ts';
import { Soft } from '../../ui/section.tsx';

/**
 * The Director's analysis of the trace [R20] [R21]: questions that it raises, accesses by any filter, and whether it is whole. Each reading
 * is itself traced, so nothing here is read again by itself.
 */
export function Trace({ ask }: { readonly ask: Bridge['ask'] }) {
  const [queue, setQueue] = useState<TraceQueue>('questions');
  const [open, setOpen] = useState<number | null>(null);
  const [draft, setDraft] = useState<DraftFilter>(emptyDraft);
  /** Raised when another place asks for the entries of a filter. */
  const [shown, setShown] = useState(0);
  const frame: Frame = {
    title: words('trace.title'),
    queues: queues.map((id) => ({ id, label: words(`trace.queue.${id}`), count: id === 'questions' ? open : null })),
    queue,
    onQueue: setQueue,
    foot: <Soft>{words('trace.is-traced')}</Soft>,
  };
  if (queue === 'questions')
    return (
      <Questions
        ask={ask}
        frame={frame}
        onCount={setOpen}
        onShow={(filter) => {
          setDraft(filter);
          setShown((times) => times + 1);
          setQueue('entries');
        }}
      />
    );
  if (queue === 'integrity') return <Integrity ask={ask} frame={frame} />;
  return <Entries key={shown} ask={ask} frame={frame} first={shown > 0 ? draft : null} />;
}
