import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../contracts/failure.ts';
import { reportFault } from './report-fault.ts';

/** What the hospital said when it was last asked; a value that was read once stays on the screen, `stale` says why it could not be read again. */
export type Reading<T> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly value: T; readonly readAt: string; readonly stale: Failure | null }
  | { readonly phase: 'failed'; readonly error: Failure };

const EVERY = 20_000;

/**
 * Reads now, whenever `key` changes (the value of the key before is forgotten), and every twenty seconds, unless `once`: each reading of
 * one thing is an entry of the trace. `again` reads at once. The answer asked for last wins, whichever comes first.
 */
export function useReading<T>(
  read: () => Promise<Result<T>>,
  key = '',
  { once = false }: { readonly once?: boolean } = {},
): { readonly reading: Reading<T>; readonly again: () => void } {
  const [state, setState] = useState<{ readonly key: string; readonly reading: Reading<T> }>({
    key,
    reading: { phase: 'loading' },
  });
  const latest = useRef({ read, asked: 0 });
  useEffect(() => {
    latest.current.read = read;
  });

  const again = useCallback(() => {
    latest.current.asked += 1;
    const mine = latest.current.asked;
    latest.current
      .read()
      .catch((): Result<T> => ({ ok: false, error: { code: 'bug', incident: '' } }))
      .then((result) => {
        if (mine === latest.current.asked) setState((before) => ({ key, reading: toReading(before, key, result) }));
      })
      .catch(reportFault);
  }, [key]);

  useEffect(() => {
    const { current } = latest;
    const timer = once ? undefined : setInterval(again, EVERY);
    again();
    return () => {
      clearInterval(timer);
      current.asked += 1;
    };
  }, [again, once]);

  return { reading: state.key === key ? state.reading : { phase: 'loading' }, again };
}

function toReading<T>(
  before: { readonly key: string; readonly reading: Reading<T> },
  key: string,
  result: Result<T>,
): Reading<T> {
  if (result.ok) return { phase: 'shown', value: result.value, readAt: new Date().toISOString(), stale: null };
  if (before.key === key && before.reading.phase === 'shown') return { ...before.reading, stale: result.error };
  return { phase: 'failed', error: result.error };
}
