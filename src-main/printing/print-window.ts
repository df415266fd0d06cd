import { BrowserWindow, session } from 'electron/main';
import { ExpectedFailure } from '../../contracts/failure.ts';

const PATIENCE = 30_000;

/**
 * Prints a PDF by Chromium's own PDF viewer in a hidden window of its own, memory-only session: the bytes come from this process and
 * leave no file. `printer` null asks for the system's default.
 */
export async function printByWindow(pdf: Uint8Array, printer: string | null): Promise<void> {
  const place = session.fromPartition(`print-${Date.now()}`, { cache: false });
  place.protocol.handle(
    'app',
    () => new Response(new Uint8Array(pdf), { headers: { 'content-type': 'application/pdf' } }),
  );
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: place, sandbox: true, contextIsolation: true, nodeIntegration: false, plugins: true },
  });
  try {
    const printers = await window.webContents.getPrintersAsync();
    if (printers.length === 0 || (printer !== null && !printers.some((one) => one.name === printer)))
      throw new ExpectedFailure('printer-absent');
    await window.loadURL('app://print/consent.pdf');
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new ExpectedFailure('print-failed')), PATIENCE);
      const settings = {
        silent: true,
        pageSize: 'A4',
        margins: { marginType: 'none' },
        ...(printer === null ? {} : { deviceName: printer }),
      } as const;
      window.webContents.print(settings, (taken) => {
        clearTimeout(timer);
        if (taken) resolve();
        else reject(new ExpectedFailure('print-failed'));
      });
    });
  } finally {
    window.destroy();
    place.protocol.unhandle('app');
  }
}
