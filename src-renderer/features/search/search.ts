import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../../contracts/ipc.ts';
import { reportFault } from '../../ui/report-fault.ts';
import type { IndexAnswer, IndexPort, OpenIndex, Snippets } from './index-messages.ts';
import type { OpenSearch, SearchState } from './search-state.ts';
import { openTextFeed, type ReadText, type TextFeed } from './text-feed.ts';

/** What the search is handed by whoever joins the features. */
export interface SearchParts {
  readonly ask: Bridge['ask'];
  readonly openIndex: OpenIndex;
  readonly readText: ReadText;
  readonly whenIdle: () => Promise<void>;
}

/** A document of the open record as its line says it. */
export interface SearchedLine {
  readonly document: string;
  readonly head: string;
}

/** Search in the open record: its texts are read while nobody waits, kept in a worker's memory, and gone when the record is. */
export interface Search {
  readonly state: StoreApi<SearchState>;
  /** The record on the screen with its lines in their order, null when there is none: what is not among them is not found any more. */
  follow(patient: string | null, lines: readonly SearchedLine[]): void;
  type(typed: string): void;
  /** Pages (from 1) of a document on which what is typed stands. */
  listPages(document: string): Promise<readonly number[]>;
}

/** So often, at most, is a search made again because more texts are known, in milliseconds. */
const again = 400;

/** A search without a record. */
export function createSearch({ ask, openIndex, readText, whenIdle }: SearchParts): Search {
  const state = createStore<SearchState>(() => ({ phase: 'none' }));
  let port: IndexPort | null = null;
  let feed: TextFeed | null = null;
  let heads = new Map<string, string>();
  let order: readonly string[] = [];
  let asked = 0;
  /** Whether the hospital's trace knows that texts are searched in this opening: until then nothing found in them is shown. */
  let isTraced = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let pageQuestions = 0;
  const pages = new Map<number, (pages: readonly number[]) => void>();

  const read = (): OpenSearch | null => {
    const now = state.getState();
    return now.phase === 'open' ? now : null;
  };
  const change = (next: Partial<OpenSearch>): void => {
    const now = read();
    if (now !== null) state.setState({ ...now, ...next }, true);
  };

  function end(): void {
    feed?.close();
    port?.close();
    feed = null;
    port = null;
    heads = new Map();
    order = [];
    isTraced = false;
    asked += 1;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    for (const tell of pages.values()) tell([]);
    pages.clear();
    state.setState({ phase: 'none' }, true);
  }

  function searchNow(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const now = read();
    if (now === null || port === null) return;
    asked += 1;
    port.post({ ask: 'search', id: asked, typed: now.typed });
  }

  /** More is known, or less: what stands on the screen follows, though not at every document. */
  function searchSoon(): void {
    if ((read()?.typed ?? '') !== '' && timer === null) timer = setTimeout(searchNow, again);
  }

  async function trace(patient: string, id: number, show: () => void): Promise<void> {
    const result = await ask('search/report-look', { patient });
    if (read()?.patient !== patient) return;
    if (!result.ok) {
      // What was found before was found for other letters.
      change({ failure: result.error, found: null });
      return;
    }
    isTraced = true;
    if (id === asked) show();
  }

  function hearFound(answer: Extract<IndexAnswer, { is: 'found' }>): void {
    const now = read();
    if (now === null) return;
    const show = (): void => {
      const documents = new Set([...answer.documents].filter((document) => heads.has(document)));
      const snippets = new Map(answer.snippets.filter(([document]) => heads.has(document)));
      change({ found: { typed: now.typed, documents, query: answer.query, snippets }, failure: null });
    };
    if (isTraced || answer.snippets.length === 0) show();
    else trace(now.patient, answer.id, show).catch(reportFault);
  }

  function addSnippets(snippets: Snippets): void {
    const found = read()?.found;
    if (found == null || !isTraced) return;
    const known = snippets.filter(([document]) => heads.has(document));
    change({ found: { ...found, snippets: new Map([...found.snippets, ...known]) } });
  }

  function hear(answer: IndexAnswer): void {
    if (answer.is === 'pages') {
      pages.get(answer.id)?.(answer.pages);
      pages.delete(answer.id);
    } else if (answer.id !== asked) return;
    else if (answer.is === 'found') hearFound(answer);
    else if (answer.is === 'snippets') addSnippets(answer.snippets);
    else change({ found: null });
  }

  function begin(patient: string): void {
    state.setState(
      {
        phase: 'open',
        patient,
        typed: '',
        found: null,
        done: 0,
        total: 0,
        awaited: null,
        unsearched: new Map(),
        failure: null,
      },
      true,
    );
    const opened = openIndex(
      (answer) => {
        if (port === opened) hear(answer);
      },
      () => {
        if (port !== opened) return;
        feed?.close();
        opened.close();
        port = null;
        change({ found: null, failure: { code: 'bug', incident: '' } });
      },
    );
    port = opened;
    feed = openTextFeed({
      patient,
      ask,
      readText,
      whenIdle,
      isUrgent: () => (read()?.typed ?? '') !== '',
      onText(document, text, unsearched) {
        const head = heads.get(document);
        const now = read();
        if (head === undefined || now === null || port !== opened) return;
        opened.post({ ask: 'put', texts: [{ document, head, text }] });
        if ((unsearched ?? null) !== (now.unsearched.get(document) ?? null)) {
          const next = new Map(now.unsearched);
          if (unsearched == null) next.delete(document);
          else next.set(document, unsearched);
          change({ unsearched: next });
        }
        if (unsearched === undefined) dropFromScreen([document]);
        searchSoon();
      },
      onProgress(done, total, awaited) {
        // With the last text the answer is due at once, and « nothing » was said of fewer.
        const isDue = done === total && timer !== null;
        const isStale = isDue && read()?.found?.documents.size === 0;
        change({ done, total, awaited, ...(isStale ? { found: null } : {}) });
        if (isDue) searchNow();
      },
    });
  }

  /** Takes documents off the screen this very moment; the next search confirms it. */
  function dropFromScreen(gone: readonly string[]): void {
    const now = read();
    if (now === null || gone.length === 0) return;
    const without = <T>(map: ReadonlyMap<string, T>): ReadonlyMap<string, T> => {
      const next = new Map(map);
      for (const document of gone) next.delete(document);
      return next;
    };
    const { found } = now;
    const documents = new Set(found?.documents);
    for (const document of gone) documents.delete(document);
    change({
      unsearched: without(now.unsearched),
      // The words taken for those found nowhere may have stood in what is gone: the next search says.
      found:
        found === null
          ? null
          : {
              ...found,
              documents,
              snippets: without(found.snippets),
              query: found.query.map((word) => ({ ...word, near: null })),
            },
    });
  }

  return {
    state,
    follow(patient, lines) {
      if (patient === null) {
        if (read() !== null) end();
        return;
      }
      if (read()?.patient !== patient) {
        end();
        begin(patient);
      }
      const next = new Map(lines.map(({ document, head }) => [document, head]));
      const gone = [...heads.keys()].filter((document) => !next.has(document));
      const changed = lines.filter(({ document, head }) => heads.get(document) !== head);
      heads = next;
      const before = order;
      order = lines.map(({ document }) => document);
      if (order.length !== before.length || order.some((document, place) => document !== before[place]))
        port?.post({ ask: 'order', order });
      if (gone.length > 0) {
        port?.post({ ask: 'remove', documents: gone });
        dropFromScreen(gone);
      }
      const fresh = changed.map(({ document, head }) => ({ document, head, text: '' }));
      if (fresh.length > 0) port?.post({ ask: 'put', texts: fresh });
      feed?.follow(
        order,
        changed.map(({ document }) => document),
      );
      if (gone.length > 0) searchNow();
      else if (fresh.length > 0) searchSoon();
    },
    type(typed) {
      const now = read();
      if (now === null || now.typed === typed) return;
      change(typed.trim() === '' ? { typed, found: null } : { typed });
      searchNow();
    },
    listPages(document) {
      const now = read();
      if (now === null || port === null) return Promise.resolve([]);
      return new Promise((resolve) => {
        pageQuestions += 1;
        const id = pageQuestions;
        pages.set(id, resolve);
        port?.post({ ask: 'pages', id, document, typed: now.typed });
      });
    },
  };
}
