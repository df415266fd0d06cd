import { useEffect, useState } from 'react';
import type { HandOverState } from '../../../contracts/hand-over.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';

const nothing: HandOverState = { waiting: false, request: null, fault: null, returning: null };

/** What the practice's software asks for now, read again whenever that changes; nothing until the first answer. */
export function useHandOver({ ask, on }: Pick<Bridge, 'ask' | 'on'>): HandOverState {
  const [state, setState] = useState(nothing);
  useEffect(() => {
    let turn = 0;
    const read = (): void => {
      turn += 1;
      const mine = turn;
      ask('hand-over/read', {}).then((result) => {
        // Only the last question's answer counts: an older one may name somebody else.
        if (mine === turn) setState(result.ok ? result.value : nothing);
      }, reportFault);
    };
    read();
    const stop = on('hand-over/changed', read);
    return () => {
      turn = -1;
      stop();
    };
  }, [ask, on]);
  return state;
}
