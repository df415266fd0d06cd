import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Ends the session, then installs, for a menu that waits for nothing: what fails stands below the sign-in, which is shown meanwhile. */
export function installFromMenu(ask: Bridge['ask']): void {
  ask('session/sign-out', {})
    .then((signedOut) => (signedOut.ok ? ask('update/install-now', {}) : signedOut))
    .catch(reportFault);
}
