import { openCupsPrinter, openFolderPrinter, type PrintPdf } from './print-pdf.ts';
import { printByWindow } from './print-window.ts';

/** What decides how this PC prints. */
export interface PrinterSetting {
  /** Name of the printer in the system, null for its default. */
  readonly printer: string | null;
  /** Folder that takes the place of the printer; only a test build has one. */
  readonly folder: string | null;
}

/** The printer of this PC. CUPS takes a PDF as it is; Windows has no such door, and there a hidden window prints it. */
export function openPrinter({ printer, folder }: PrinterSetting): PrintPdf {
  if (folder !== null) return openFolderPrinter(folder);
  return process.platform === 'win32' ? (pdf) => printByWindow(pdf, printer) : openCupsPrinter(printer);
}
