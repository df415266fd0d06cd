import { useCallback, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TraceList, TraceLine } from '../../../contracts/trace.ts';
import { type DeedState, useDeed } from '../../ui/use-deed.ts';
import { type DraftFilter, toFilter } from './trace-filter.ts';

/** The pages read so far of one filter; null before the first was asked for. */
export interface ShownEntries {
  readonly draft: DraftFilter;
  readonly lines: readonly TraceLine[];
  readonly next: TraceList['next'];
  /** Exact up to 10,000; 10,001 says more. */
  readonly total: number;
}

/** Reads the pages of a filter, each asked for by a gesture, since each is traced. A new filter drops an answer under way. */
export function useEntries(ask: Bridge['ask']): {
  readonly entries: ShownEntries | null;
  readonly deed: DeedState;
  readonly show: (draft: DraftFilter) => void;
  readonly more: () => void;
} {
  const [entries, setEntries] = useState<ShownEntries | null>(null);
  const { deed, run, reset } = useDeed();
  const show = useCallback(
    (draft: DraftFilter) => {
      reset();
      run(
        () => ask('trace/list', { filter: toFilter(draft), before: null }),
        ({ lines, next, total }) => setEntries({ draft, lines, next, total: total ?? 0 }),
      );
    },
    [ask, run, reset],
  );
  const more = useCallback(() => {
    if (entries === null || entries.next === null) return;
    const { draft, next } = entries;
    run(
      () => ask('trace/list', { filter: toFilter(draft), before: next }),
      (page) =>
        setEntries((before) =>
          before === null ? null : { ...before, lines: [...before.lines, ...page.lines], next: page.next },
        ),
    );
  }, [ask, run, entries]);
  return { entries, deed, show, more };
}
