/** The window over its scripted bridge, for tests: the app's own protocol, policy and sandbox; the scenario stands in the environment. */
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron/main';
import { declareAppScheme, serveApp } from '../../../src-main/window/app-protocol.ts';
import { appOrigin } from '../../../src-main/window/origin.ts';

if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareAppScheme();
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  void serveApp(session.defaultSession, join(import.meta.dirname, 'page'));
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    webPreferences: { sandbox: true, contextIsolation: true },
  });
  void window.loadURL(`${appOrigin}/index.html#${process.env['WINDOW_SCENARIO'] ?? 'shell'}`);
});
