import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Ends the session, then installs; what fails stands below the sign-in, which is shown meanwhile. */
export async function signOutAndInstall(ask: Bridge['ask']): Promise<void> {
  const signedOut = await ask('session/sign-out', {});
  if (signedOut.ok) await ask('update/install-now', {});
}

/** The same, for a menu that waits for nothing. */
export function installFromMenu(ask: Bridge['ask']): void {
  signOutAndInstall(ask).catch(reportFault);
}
