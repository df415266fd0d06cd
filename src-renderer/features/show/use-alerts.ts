import { useEffect, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Whether this PC tells that new results came, and what changes it; null until it is known. */
export function useAlerts(ask: Bridge['ask']): { readonly isOn: boolean; readonly toggle: () => void } | null {
  const [isOn, setOn] = useState<boolean | null>(null);
  useEffect(() => {
    ask('alert/read', {})
      .then((result) => {
        if (result.ok) setOn(result.value.on);
      })
      .catch(reportFault);
  }, [ask]);
  if (isOn === null) return null;
  return {
    isOn,
    toggle: () => {
      ask('alert/choose', { on: !isOn })
        .then((result) => {
          if (result.ok) setOn(!isOn);
        })
        .catch(reportFault);
    },
  };
}
