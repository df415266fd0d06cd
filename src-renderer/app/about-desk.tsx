import { type ReactNode, useCallback, useState } from 'react';
import type { AppState } from '../../contracts/app-state.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import type { About } from '../features/about/about.tsx';
import { AboutContext } from '../ui/about-button.tsx';
import { reportFault } from '../ui/report-fault.ts';

interface AboutDeskProps {
  readonly ask: Bridge['ask'];
  readonly state: AppState;
  readonly children: ReactNode;
}

/** Lets every screen, the lock and the sign-in too, open what Passerelle says of itself; its code is fetched the first time. */
export function AboutDesk({ ask, state, children }: AboutDeskProps) {
  const [isOpen, setOpen] = useState(false);
  const [Page, setPage] = useState<typeof About | null>(null);
  const open = useCallback(() => {
    setOpen(true);
    import('../features/about/about.tsx').then((one) => setPage(() => one.About), reportFault);
  }, []);
  return (
    <AboutContext value={open}>
      {children}
      {isOpen && Page !== null ? <Page ask={ask} state={state} onClose={() => setOpen(false)} /> : null}
    </AboutContext>
  );
}
