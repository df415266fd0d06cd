import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../../contracts/failure.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Asks once for each `key`; null until the answer is there. An answer to an earlier key is dropped. */
export function useReadOnce<T>(read: () => Promise<Result<T>>, key: string): Result<T> | null {
  const [state, setState] = useState<{ readonly key: string; readonly result: Result<T> } | null>(null);
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    let wanted = true;
    latest
      .current()
      .catch((): Result<T> => ({ ok: false, error: { code: 'bug', incident: '' } }))
      .then((result) => {
        if (wanted) setState({ key, result });
      })
      .catch(reportFault);
    return () => {
      wanted = false;
    };
  }, [key]);
  return state?.key === key ? state.result : null;
}
