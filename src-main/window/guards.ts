import type { App, Session, WebContents } from 'electron/main';
import type { Log } from '../log/log.ts';

/** Refuses whatever a page could ask of Electron that this app never needs: devices, notifications, downloads, spell-check sites. */
export function guardSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, reply) => {
    log.write('window/permission-refused', { permission });
    reply(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}

function guardContents(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(() => {
    log.write('window/open-refused');
    return { action: 'deny' };
  });
  contents.on('will-navigate', (event) => {
    log.write('window/navigation-refused');
    event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (event.url !== 'about:srcdoc' && event.url !== 'about:blank') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Puts the same refusals on every page that will ever exist in this app. */
export function guardEveryPage(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, log));
}
