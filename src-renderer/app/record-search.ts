import type { Bridge } from '../../contracts/ipc.ts';
import type { TimelineEntry } from '../../contracts/record.ts';
import { openIndex } from '../features/search/open-index.ts';
import { createSearch, type Search } from '../features/search/search.ts';
import type { ReadText } from '../features/search/text-feed.ts';
import type { RecordState } from '../features/record/record-store.ts';
import { toTimeline } from '../features/record/timeline.ts';
import { formatDate, toDay } from '../words/format.ts';
import { words } from '../words/words.ts';

type Desk = import('../features/document/texts/text-desk.ts').TextDesk;

/** Until the window is idle, at the latest after a second: the first search waits for nothing else. */
const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: 1_000 });
  });

/** Opens the readers of texts with the first document of a record, and ends them with the record: their code is fetched apart. */
function openReadText(): { readonly readText: ReadText; readonly end: () => void } {
  let desk: Promise<Desk> | null = null;
  return {
    async readText(source, signal, recognises) {
      desk ??= import('../features/document/texts/text-desk.ts').then(({ openTextDesk }) => openTextDesk());
      return await (await desk).read(source, signal, recognises);
    },
    end() {
      desk?.then((opened) => opened.end()).catch(() => undefined);
      desk = null;
    },
  };
}

/** Joins the search with the readers of documents, which know nothing of each other. */
export function createRecordSearch({ ask }: Pick<Bridge, 'ask'>): Search {
  const { readText, end } = openReadText();
  const search = createSearch({ ask, openIndex, readText, whenIdle });
  search.state.subscribe((now, before) => {
    if (now.phase === 'none' && before.phase === 'open') end();
  });
  return search;
}

/** What the line of a document says, and how one would call it: `laboratoire novembre 2026`. Not its day: 20 would be found in too many. */
function toHead({ title, detail, kind, at }: TimelineEntry): string {
  const month = at === null ? '' : formatDate(toDay(at).slice(0, 7));
  return [title, detail ?? '', words(`kind.${kind}`), words(`kinds.${kind}`), month].join('\n');
}

/** The search follows the record on the screen: what is not in it cannot be found, and nothing is known once it is closed. */
export function keepSearchTrue(search: Search, record: RecordState): void {
  if (record.phase !== 'shown') search.follow(null, []);
  else
    search.follow(
      record.patient,
      toTimeline(record.index.entries).map((entry) => ({ document: entry.document, head: toHead(entry) })),
    );
}
