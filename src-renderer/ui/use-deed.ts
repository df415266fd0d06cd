import { useCallback, useRef, useState } from 'react';
import type { Failure, Result } from '../../contracts/failure.ts';
import { reportFault } from './report-fault.ts';

/** Where a deed stands: not begun (or succeeded), under way, or failed. */
export type DeedState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'busy' }
  | { readonly phase: 'failed'; readonly error: Failure };

/** One deed at a time: what is asked while it is under way is ignored, and an answer that comes after `reset` is dropped. */
export function useDeed(): {
  readonly deed: DeedState;
  readonly run: <T>(act: () => Promise<Result<T>>, then?: (value: T) => void) => void;
  readonly reset: () => void;
} {
  const [deed, setDeed] = useState<DeedState>({ phase: 'idle' });
  const current = useRef(0);
  const busy = useRef(false);

  const run = useCallback(<T>(act: () => Promise<Result<T>>, then?: (value: T) => void) => {
    if (busy.current) return;
    busy.current = true;
    current.current += 1;
    const mine = current.current;
    setDeed({ phase: 'busy' });
    act()
      .catch((): Result<T> => ({ ok: false, error: { code: 'bug', incident: '' } }))
      .then((result) => {
        if (mine !== current.current) return;
        busy.current = false;
        setDeed(result.ok ? { phase: 'idle' } : { phase: 'failed', error: result.error });
        if (result.ok) then?.(result.value);
      })
      .catch(reportFault);
  }, []);

  const reset = useCallback(() => {
    current.current += 1;
    busy.current = false;
    setDeed({ phase: 'idle' });
  }, []);

  return { deed, run, reset };
}
