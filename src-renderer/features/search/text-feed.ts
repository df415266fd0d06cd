import type { Bridge } from '../../../contracts/ipc.ts';
import { mostSearchTexts, type SearchText } from '../../../contracts/search.ts';
import { reportFault } from '../../ui/report-fault.ts';
import type { Unsearched } from './search-state.ts';

/** Turns what a document is made of into its words, those in scanned pages only when it `recognises`; bounded in time and length, and never rejects because of a file. */
export type ReadText = (
  source: SearchText,
  signal: AbortSignal,
  recognises: boolean,
) => Promise<{ readonly text: string; readonly unsearched: Unsearched | null }>;

/** What the feed of one open record needs. */
export interface FeedParts {
  readonly patient: string;
  readonly ask: Bridge['ask'];
  readonly readText: ReadText;
  /** Settles when the window has nothing better to do. */
  readonly whenIdle: () => Promise<void>;
  /** True while somebody waits for what is being read. */
  readonly isUrgent: () => boolean;
  /** The words of a document are known; empty and `undefined` when they no longer are. */
  readonly onText: (document: string, text: string, unsearched: Unsearched | null | undefined) => void;
  readonly onProgress: (done: number, total: number, awaited: number | null) => void;
}

/** Reads the texts of one open record, the newest first, and again what changed. */
export interface TextFeed {
  /** The timeline as it is now, in its order: what is no longer there is forgotten before this returns, lines that changed are read again. */
  follow(order: readonly string[], changed: readonly string[]): void;
  close(): void;
}

/** Opens the feed of a record; `close` stops it wherever it stands, and what comes later is dropped. */
export function openTextFeed(parts: FeedParts): TextFeed {
  const { patient, ask } = parts;
  const ending = new AbortController();
  const { signal } = ending;
  let order: readonly string[] = [];
  let shown = new Set<string>();
  let wanted = new Map<string, string>();
  const read = new Map<string, string>();
  /** Stamps that were asked for and not answered: only another stamp is worth another question. */
  const tried = new Map<string, string>();
  /** Documents with scanned pages, by stamp: read again for these once everything else is known. */
  const scans = new Map<string, string>();
  let awaited: number | null = null;
  let listing = false;
  let listAgain = false;
  let pumping = false;

  const isWanted = (document: string): boolean => {
    const stamp = wanted.get(document);
    return stamp !== undefined && shown.has(document) && stamp !== read.get(document) && stamp !== tried.get(document);
  };
  const report = (): void => {
    const readable = order.filter((document) => wanted.has(document));
    const done = readable.filter((document) => !isWanted(document)).length;
    parts.onProgress(done, readable.length, awaited);
  };

  async function list(): Promise<void> {
    do {
      listAgain = false;
      // oxlint-disable-next-line no-await-in-loop -- one list at a time; news meanwhile ask for one more.
      const result = await ask('search/list', { patient });
      if (signal.aborted) return;
      if (!result.ok) continue;
      ({ awaited } = result.value);
      wanted = new Map(result.value.sources.map(({ document, stamp }) => [document, stamp]));
      for (const [document, stamp] of read) {
        if (wanted.get(document) === stamp) continue;
        read.delete(document);
        // A part of it may be hidden now: its old words go before the new ones come.
        if (shown.has(document)) parts.onText(document, '', undefined);
      }
      report();
    } while (listAgain);
  }

  function refresh(): void {
    if (listing) {
      listAgain = true;
      return;
    }
    listing = true;
    list()
      .catch(reportFault)
      .finally(() => {
        listing = false;
        if (!signal.aborted) pump();
      });
  }

  async function take(source: SearchText): Promise<void> {
    const { document, stamp } = source;
    if (!isWanted(document) || wanted.get(document) !== stamp) return;
    const { text, unsearched } = await parts.readText(source, signal, false);
    // Hidden, changed or closed while it was being read: its words were never here.
    if (signal.aborted || !isWanted(document) || wanted.get(document) !== stamp) return;
    read.set(document, stamp);
    if (unsearched === 'waiting') scans.set(document, stamp);
    parts.onText(document, text, unsearched);
  }

  const isCurrent = (document: string, stamp: string): boolean =>
    !signal.aborted && shown.has(document) && wanted.get(document) === stamp && read.get(document) === stamp;

  /** Reads one document for the words in its scanned pages: seconds a page, so that nobody's question waits for it. */
  async function recognise(document: string, stamp: string): Promise<void> {
    scans.delete(document);
    if (!isCurrent(document, stamp)) return;
    await parts.whenIdle();
    const result = signal.aborted ? null : await ask('search/read', { patient, documents: [document] });
    const source = result?.ok === true ? result.value[0] : undefined;
    if (source?.stamp !== stamp || signal.aborted) return;
    const { text, unsearched } = await parts.readText(source, signal, true);
    if (isCurrent(document, stamp)) parts.onText(document, text, unsearched);
  }

  async function readNext(documents: readonly string[]): Promise<void> {
    if (!parts.isUrgent()) await parts.whenIdle();
    if (signal.aborted) return;
    const asked = documents.map((document) => [document, wanted.get(document)] as const);
    const result = await ask('search/read', { patient, documents: [...documents] });
    if (signal.aborted) return;
    if (!result.ok && documents.length > 1) {
      // One that the main process cannot make a text of takes none of the others with it.
      // oxlint-disable-next-line no-await-in-loop -- one lot at a time.
      for (const document of documents) await readNext([document]);
      return;
    }
    const texts = result.ok ? result.value : [];
    for (const text of texts) {
      // oxlint-disable-next-line no-await-in-loop -- one file at a time, so that a heavy one holds up no more than itself.
      await take(text);
      if (signal.aborted) return;
    }
    // An answer may be cut short, but never before its first document.
    for (const [document, stamp] of texts.length === 0 ? asked : asked.slice(0, 1)) {
      if (stamp === undefined || wanted.get(document) !== stamp || !isWanted(document)) continue;
      tried.set(document, stamp);
      parts.onText(document, '', 'unreadable');
    }
  }

  async function readAll(): Promise<void> {
    for (;;) {
      const next: string[] = [];
      for (const document of order) if (isWanted(document) && next.push(document) === mostSearchTexts) break;
      if (signal.aborted) return;
      if (next.length === 0) {
        const scan = [...scans].find(([document]) => shown.has(document));
        if (scan === undefined) return;
        // oxlint-disable-next-line no-await-in-loop -- one scan at a time, and what is new before it.
        await recognise(...scan);
        continue;
      }
      // oxlint-disable-next-line no-await-in-loop -- one lot at a time: the window and the vault stay free.
      await readNext(next);
      if (!signal.aborted) report();
    }
  }

  function pump(): void {
    if (pumping) return;
    pumping = true;
    readAll()
      .catch(reportFault)
      .finally(() => {
        pumping = false;
      });
  }

  return {
    follow(next, changed) {
      order = next;
      shown = new Set(next);
      for (const document of changed) read.delete(document);
      for (const document of [...read.keys(), ...tried.keys()]) {
        if (shown.has(document)) continue;
        read.delete(document);
        tried.delete(document);
      }
      // What changed is no longer known from this moment on.
      report();
      refresh();
    },
    close: () => ending.abort(),
  };
}
