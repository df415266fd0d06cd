import { useCallback } from 'react';
import type { TherapeuticLink } from '../../contracts/link.ts';
import type { LinkStore } from '../features/link/link-store.ts';
import { Renewal } from '../features/link/renewal.tsx';
import { reportFault } from '../ui/report-fault.ts';
import { endRenewal, leaveRenewal, type Session } from './session.ts';

/** The renewal under way, wherever it was asked for. */
export function OpenRenewal({ session, store }: { session: Session; store: LinkStore }) {
  const signed = useCallback(
    (link: TherapeuticLink) => {
      endRenewal(session, link).catch(reportFault);
    },
    [session],
  );
  const close = useCallback(() => leaveRenewal(session), [session]);
  return <Renewal ask={session.bridge.ask} store={store} onSigned={signed} onClose={close} />;
}
