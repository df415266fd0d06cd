/** The window over its scripted bridge, for tests: the app's own protocol, policy and sandbox; the scenario stands in the environment. */
import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron/main';
import { openPaperPrinter } from '../../../src-main/printing/print-paper.ts';
import type { Paper } from '../../../src-main/printing/paper.ts';
import { declareAppScheme, serveApp } from '../../../src-main/window/app-protocol.ts';
import { appOrigin } from '../../../src-main/window/origin.ts';

/** Prints as the application does, into memory: the pages of a PDF, in base64 for the way to the test. */
async function printPaper(paper: Paper, signal = new AbortController().signal): Promise<string> {
  let printed = '';
  const instead = async (pdf: Uint8Array): Promise<void> => void (printed = Buffer.from(pdf).toString('base64'));
  await openPaperPrinter({ renderer: join(import.meta.dirname, 'page'), instead, printer: null })(paper, signal);
  return printed;
}
Object.assign(globalThis, { printPaper });

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
