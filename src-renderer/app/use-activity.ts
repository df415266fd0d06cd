import { useEffect } from 'react';
import type { Bridge } from '../../contracts/ipc.ts';
import { reportFault } from '../ui/report-fault.ts';

const interval = 10_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;

/** Tells the main process that somebody is there, at most every ten seconds, so that the idle lock stays away. */
export function useActivity(ask: Bridge['ask'], active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    let told = 0;
    const tell = () => {
      const now = Date.now();
      if (now - told < interval) return;
      told = now;
      ask('app/report-activity', {}).catch(reportFault);
    };
    for (const sign of signs) window.addEventListener(sign, tell, { passive: true, capture: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, tell, { capture: true });
    };
  }, [ask, active]);
}
