import type { DocumentView, RecordIndex } from '../../../../contracts/record.ts';
import type { SearchText } from '../../../../contracts/search.ts';
import { buildLargeIndex, findLargeView } from './large-record.ts';
import type { Answers } from '../scripted-bridge.ts';

/** So many documents must a search go through within 50 ms. */
export const largeCount = 5_000;

const largeIndex = buildLargeIndex(largeCount);

/** States of the search worth looking at, as answers over the usual ones. */
export const searchAnswers: Readonly<Record<string, Answers>> = {
  'search-large': {
    'record/open': () => largeIndex,
    'record/read-index': () => largeIndex,
    'document/open': ({ document }) => findLargeView(document),
    ...answerSearch(() => largeIndex, findLargeView),
  },
  'search-refused': { 'search/report-look': () => 'disk-full' },
  'search-reading': { 'search/read': () => new Promise<never>(() => undefined) },
};

/** What the main process answers to the search over a sample record: every document is copied, but for those of `awaited`. */
export function answerSearch(
  readIndex: () => RecordIndex,
  findView: (document: string) => DocumentView | undefined | null,
): Answers {
  return {
    'search/list': () => {
      const { entries } = readIndex();
      const sources = entries.map(({ document }) => ({ document, stamp: document.slice(-40) }));
      return { sources, awaited: entries.filter(({ copy }) => copy === 'absent').length };
    },
    'search/read': ({ documents }) =>
      documents.flatMap((document): SearchText[] => {
        const view = findView(document);
        return view == null
          ? []
          : [{ document, stamp: document.slice(-40), author: view.author, parts: view.parts.filter(isText) }];
      }),
    'search/report-look': () => ({}),
  };
}

function isText({ show }: DocumentView['parts'][number]): boolean {
  return show !== 'study' && show !== 'related';
}
