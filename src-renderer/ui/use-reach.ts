import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../contracts/failure.ts';
import type { Copy } from '../../contracts/reach.ts';
import { reportFault } from './report-fault.ts';

const FAST = 1_000;
const SLOW = 20_000;
const FAST_FOR = 10_000;

/**
 * The copies of a patient's or physician's records, read now, each second for ten seconds after a deed (`deed` changes), then every twenty
 * seconds. A reading that fails leaves what was read before; null before the first.
 */
export function useReach(read: () => Promise<Result<readonly Copy[]>>, deed: number): readonly Copy[] | null {
  const [copies, setCopies] = useState<readonly Copy[] | null>(null);
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const began = Date.now();
    const look = async (): Promise<void> => {
      const result = await latest.current();
      if (over) return;
      if (result.ok) setCopies(result.value);
      timer = setTimeout(() => void look().catch(reportFault), deed > 0 && Date.now() - began < FAST_FOR ? FAST : SLOW);
    };
    look().catch(reportFault);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [deed]);
  return copies;
}
