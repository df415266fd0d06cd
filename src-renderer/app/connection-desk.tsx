import { type ReactNode, useCallback, useState } from 'react';
import type { Bridge } from '../../contracts/ipc.ts';
import { ConnectionCheck } from '../features/connection/connection-check.tsx';
import { CheckConnectionContext } from '../ui/check-connection.tsx';

interface ConnectionDeskProps {
  readonly ask: Bridge['ask'];
  /** Whether there is a hospital to go to. */
  readonly isKnown: boolean;
  readonly children: ReactNode;
}

/** Lets every screen, the lock too, open the check of the connection beside itself. */
export function ConnectionDesk({ ask, isKnown, children }: ConnectionDeskProps) {
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => setOpen(true), []);
  return (
    <CheckConnectionContext value={isKnown ? open : null}>
      {children}
      {isOpen ? <ConnectionCheck ask={ask} onClose={() => setOpen(false)} /> : null}
    </CheckConnectionContext>
  );
}
