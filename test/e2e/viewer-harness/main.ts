/** The viewer's own window for tests: the app's protocol, policy and sandbox, one page, and a utility process that reads files as the vault would. */
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, MessageChannelMain, session, utilityProcess } from 'electron/main';
import { declareAppScheme, serveApp } from '../../../src-main/window/app-protocol.ts';
import { appOrigin } from '../../../src-main/window/origin.ts';

const folder = import.meta.dirname;
const webgl = process.env['VIEWER_WEBGL'] ?? 'software';

if (webgl === 'none')
  for (const name of ['disable-gpu', 'disable-software-rasterizer']) app.commandLine.appendSwitch(name);
else app.commandLine.appendSwitch('enable-unsafe-swiftshader');
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
declareAppScheme();
app.on('window-all-closed', () => app.quit());

/** Opens the window; called by the test that drives it, since Playwright may miss for ever what a window does while it connects. */
async function openWindow(): Promise<void> {
  await app.whenReady();
  void serveApp(session.defaultSession, join(folder, 'page'));
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    show: true,
    webPreferences: {
      preload: join(folder, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      backgroundThrottling: false,
    },
  });
  const host = utilityProcess.fork(join(folder, 'pixel-host.js'));
  ipcMain.handle('pixels/open', (event, plan: unknown) => {
    const { port1, port2 } = new MessageChannelMain();
    host.postMessage(plan, [port1]);
    event.sender.postMessage('pixels/port', null, [port2]);
  });
  void window.loadURL(`${appOrigin}/index.html`);
}

Object.assign(globalThis, { openWindow });
