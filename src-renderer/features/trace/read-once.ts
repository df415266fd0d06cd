import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../../contracts/failure.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** What was read, why it was not, and whether it is being read. */
export interface Reading<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly again: () => void;
}

/** Reads once for each `key` and when asked again, never by itself: here every reading is traced. The answer asked for last wins. */
export function useReading<T>(read: () => Promise<Result<T>>, key = ''): Reading<T> {
  const [state, setState] = useState<Omit<Reading<T>, 'again'>>({ value: null, failure: null, busy: true });
  const latest = useRef({ read, asked: 0 });
  useEffect(() => {
    latest.current.read = read;
  });
  const again = useCallback(() => {
    latest.current.asked += 1;
    const mine = latest.current.asked;
    setState((before) => ({ ...before, busy: true }));
    latest.current
      .read()
      .catch((): Result<T> => ({ ok: false, error: { code: 'bug', incident: '' } }))
      .then((result) => {
        if (mine !== latest.current.asked) return;
        setState((before) =>
          result.ok
            ? { value: result.value, failure: null, busy: false }
            : { value: before.value, failure: result.error, busy: false },
        );
      })
      .catch(reportFault);
  }, []);
  useEffect(() => {
    const { current } = latest;
    again();
    return () => {
      current.asked += 1;
    };
  }, [again, key]);
  return { ...state, again };
}
