import type { App } from 'electron/main';

type Registry = Pick<App, 'isPackaged' | 'isDefaultProtocolClient' | 'setAsDefaultProtocolClient'>;

/**
 * Makes this application the one that `passerelle://` opens. On Linux and macOS the package itself says so (electron-builder.yml), and asking
 * Linux holds this thread for a process; Windows learns it at the first start. What is not installed registers nothing: a link would open the bare runtime.
 */
export function registerLinks(app: Registry, platform = process.platform): void {
  if (platform !== 'win32' || !app.isPackaged || app.isDefaultProtocolClient('passerelle')) return;
  app.setAsDefaultProtocolClient('passerelle');
}
