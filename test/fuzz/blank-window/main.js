// An empty, sandboxed window for test/fuzz/html.ts.
import { app, BrowserWindow } from 'electron/main';

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true } });
  void window.loadURL('about:blank');
});
