import { execFile, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { writeSafely } from '../storage/safe-file.ts';

const run = promisify(execFile);

/** Hands a PDF to a printer; resolves once the system has taken the job. Throws `printer-absent` or `print-failed`. */
export type PrintPdf = (pdf: Uint8Array) => Promise<void>;

const PATIENCE = 20_000;
/** What the job is called in the queue, where everybody may read it: never a person's name. */
const JOB = 'Passerelle';

function assertPdf(pdf: Uint8Array): void {
  if (Buffer.from(pdf.subarray(0, 5)).toString('latin1') !== '%PDF-') throw new ExpectedFailure('print-failed');
}

async function listPrinters(): Promise<string[]> {
  try {
    const { stdout } = await run('lpstat', ['-e'], { timeout: PATIENCE });
    return stdout.split('\n').filter((line) => line !== '');
  } catch {
    return [];
  }
}

/**
 * Prints through CUPS (Linux, macOS): the PDF goes in by a pipe and never to a file of ours. `printer` null takes the system's default, and
 * the only printer there is when no default was chosen.
 */
export function openCupsPrinter(printer: string | null): PrintPdf {
  return async (pdf) => {
    assertPdf(pdf);
    const printers = await listPrinters();
    const only = printers.length === 1 ? printers[0] : undefined;
    const chosen = printer ?? only;
    if (printers.length === 0 || (printer !== null && !printers.includes(printer)))
      throw new ExpectedFailure('printer-absent');
    await send(chosen === undefined ? [] : ['-d', chosen], pdf);
  };
}

function send(destination: readonly string[], pdf: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const lp = spawn('lp', [...destination, '-t', JOB, '-o', 'media=A4'], {
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: PATIENCE,
    });
    let complaint = '';
    lp.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString('utf8');
    });
    lp.once('error', (cause) => reject(new ExpectedFailure('printer-absent', { cause })));
    lp.once('close', (status) => {
      if (status === 0) resolve();
      else reject(new ExpectedFailure(/no default destination/i.test(complaint) ? 'printer-absent' : 'print-failed'));
    });
    // A printer that refuses closes the pipe: its exit status says so, the broken pipe need not.
    lp.stdin.on('error', () => undefined);
    lp.stdin.end(pdf);
  });
}

/** Prints into a folder, for tests of a test build alone: `page-1.pdf`, `page-2.pdf`… */
export function openFolderPrinter(folder: string): PrintPdf {
  let count = 0;
  return async (pdf) => {
    assertPdf(pdf);
    await mkdir(folder, { recursive: true });
    count += 1;
    await writeSafely(join(folder, `page-${count}.pdf`), pdf);
  };
}
