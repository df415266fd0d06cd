import { BrowserWindow, session } from 'electron/main';

/** Prints a page of ours to a PDF in a hidden window: memory-only session, no script, no network, A4. A tagged PDF, not PDF/A (adr/0161). */
export async function pageToPdf(html: string): Promise<Uint8Array> {
  const place = session.fromPartition(`page-${Date.now()}`, { cache: false });
  place.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !details.url.startsWith('app://page/') }));
  place.protocol.handle('app', () => new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: place,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
    },
  });
  try {
    await window.loadURL('app://page/sheet.html');
    const margins = { top: 0.6, bottom: 0.6, left: 0.7, right: 0.7 };
    return await window.webContents.printToPDF({ pageSize: 'A4', margins, generateTaggedPDF: true });
  } finally {
    window.destroy();
    place.protocol.unhandle('app');
  }
}
