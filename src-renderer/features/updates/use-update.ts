import { createContext, use, useEffect, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { UpdateState } from '../../../contracts/updates.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Where updates stand, for every screen; null until it is known. */
export const UpdateContext = createContext<UpdateState | null>(null);

/** Where updates stand. */
export const useUpdate = (): UpdateState | null => use(UpdateContext);

/**
 * Follows where updates stand, from the frame after the first stage was drawn: the question tells the main process that this version
 * paints its window, which is what a new one is on trial for.
 */
export function useUpdateState(bridge: Pick<Bridge, 'ask' | 'on'>, isStanding: boolean): UpdateState | null {
  const [update, setUpdate] = useState<UpdateState | null>(null);
  useEffect(() => bridge.on('update/changed', setUpdate), [bridge]);
  useEffect(() => {
    if (!isStanding) return;
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        bridge.ask('update/read', {}).then((result) => {
          // What was told meanwhile is newer.
          if (result.ok) setUpdate((told) => told ?? result.value);
        }, reportFault);
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [bridge, isStanding]);
  return update;
}
