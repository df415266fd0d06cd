import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrowserWindow, type Session, session } from 'electron/main';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { contentSecurityPolicy, toServedFile } from '../window/app-protocol.ts';
import { appOrigin, appScheme } from '../window/origin.ts';
import { type Layout, type Paper, readLayout, toPaperHtml } from './paper.ts';
import type { PrintPdf } from './print-pdf.ts';
import type { PrintPaper } from './record-printing.ts';

/** What printing a paper needs of this PC. */
export interface PaperPrinterParts {
  /** The folder of the built window: the style sheet of a printed page and its letters. */
  readonly renderer: string;
  /** Takes the place of the printer and of its question; only a test build has one. */
  readonly instead: PrintPdf | null;
  /** The printer that this PC prefers, null for the system's. */
  readonly printer: string | null;
}

/** One page that is being printed: what the hidden window reads, by the paths of its own address. */
interface Job {
  readonly html: () => string;
  readonly paper: Paper;
}

/** The window's own policy, without a script: a letter brings none, and the page has none. */
const policy = contentSecurityPolicy
  .replace(/script-src[^;]*/, "script-src 'none'")
  .replace(/worker-src[^;]*/, "worker-src 'none'");

/** Letters and pictures are there: a hidden page asks for its fonts only as it is laid out, and text whose font is on its way is not drawn. */
const whole = `Promise.all([
  ...[...document.fonts].map((face) => face.load().catch(() => undefined)),
  ...[...document.images].map((image) => image.decode().catch(() => undefined)),
]).then(() => document.fonts.ready).then(() => document.images.length)`;

const jobs = new Map<string, Job>();
/** Where our own words to the page are spoken, apart from it. */
const WORLD = 7;
let count = 0;

/** Answers the hidden windows: their own page and its pictures from memory, style and letters from the build, nothing else. */
async function answer(renderer: string, url: string): Promise<Response> {
  const [, name = '', what = ''] = /^\/job-(\d+)\/([a-z0-9.-]+)$/.exec(new URL(url).pathname) ?? [];
  const job = jobs.get(name);
  const headers = { 'content-security-policy': policy, 'cache-control': 'no-store' };
  if (job !== undefined) {
    const picture = job.paper.sheet.pictures[Number(/^picture-(\d+)$/.exec(what)?.[1] ?? 0) - 1];
    if (picture !== undefined)
      return new Response(new Uint8Array(picture.bytes), { headers: { ...headers, 'content-type': picture.mime } });
    if (what === 'paper.html')
      return new Response(job.html(), { headers: { ...headers, 'content-type': 'text/html; charset=utf-8' } });
  }
  const file = toServedFile(renderer, url);
  if (file === null || !/\.(css|woff2?)$/.test(file.path)) return new Response('', { status: 404 });
  const bytes = new Uint8Array(await readFile(file.path));
  return new Response(bytes, { headers: { ...headers, 'content-type': file.type } });
}

/** A session of its own, in memory: no network, no storage, no permission. */
function openPlace(renderer: string): Session {
  const place = session.fromPartition('printing', { cache: false });
  if (place.protocol.isProtocolHandled(appScheme)) return place;
  place.protocol.handle(appScheme, (request) => answer(renderer, request.url));
  place.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !details.url.startsWith(`${appOrigin}/`) }));
  place.setPermissionRequestHandler((_contents, _permission, reply) => reply(false));
  place.setPermissionCheckHandler(() => false);
  return place;
}

/** A4 without margins of its own: the page leaves its margins itself. */
const page = {
  pageSize: 'A4',
  margins: { top: 0, bottom: 0, left: 0, right: 0 },
  printBackground: true,
} as const;

/** Shows the system's question and waits for its answer; a printer that refuses is `print-failed`. */
function askPrinter(window: BrowserWindow, landscape: boolean, deviceName: string | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    window.webContents.print(
      {
        silent: false,
        printBackground: true,
        pageSize: 'A4',
        landscape,
        margins: { marginType: 'none' },
        ...(deviceName === null ? {} : { deviceName }),
      },
      (taken, reason) => {
        if (taken) resolve(true);
        else if (/cancel/i.test(reason)) resolve(false);
        else reject(new ExpectedFailure('print-failed'));
      },
    );
  });
}

/**
 * Prints by a hidden window: sandboxed, without scripts of its own, network or storage. It is laid out twice, the second time with its page numbers.
 * Nothing of it is written by us; what the printer's queue holds is the system's.
 */
export function openPaperPrinter({ renderer, instead, printer }: PaperPrinterParts): PrintPaper {
  return async (paper, signal) => {
    signal.throwIfAborted();
    const assertWanted = (): void => {
      if (signal.aborted) throw new ExpectedFailure('record-not-available');
    };
    const template = await readFile(join(renderer, 'print.html'), 'utf8');
    assertWanted();
    let layout: Layout | null = null;
    count += 1;
    const name = String(count);
    jobs.set(name, { paper, html: () => toPaperHtml(template, paper, layout) });
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        session: openPlace(renderer),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webgl: false,
        devTools: false,
        spellcheck: false,
      },
    });
    const leave = (): void => {
      jobs.delete(name);
      if (!window.isDestroyed()) window.destroy();
    };
    const ended = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        // First why, since the window that leaves says only that it is closed.
        reject(new ExpectedFailure('record-not-available'));
        leave();
      });
      window.once('closed', () => reject(new ExpectedFailure('print-failed')));
    });
    const work = async (): Promise<boolean> => {
      const url = `${appOrigin}/job-${name}/paper.html`;
      const { landscape } = paper.sheet;
      const load = async (): Promise<void> => {
        await window.loadURL(url);
        await window.webContents.executeJavaScriptInIsolatedWorld(WORLD, [{ code: whole }]);
      };
      await load();
      layout = readLayout(await window.webContents.printToPDF({ ...page, landscape }));
      await load();
      if (instead !== null) {
        const pdf = await window.webContents.printToPDF({ ...page, landscape });
        assertWanted();
        await instead(pdf);
        return true;
      }
      const printers = await window.webContents.getPrintersAsync();
      assertWanted();
      if (printers.length === 0) throw new ExpectedFailure('printer-absent');
      const preferred = printers.some((one) => one.name === printer) ? printer : null;
      return await askPrinter(window, landscape, preferred);
    };
    const working = work();
    working.catch(() => undefined);
    try {
      return await Promise.race([working, ended]);
    } finally {
      ended.catch(() => undefined);
      leave();
    }
  };
}
