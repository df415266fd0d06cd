import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import type { TimelineSearch } from '../features/record/timeline-pane.tsx';
import { SearchNote } from '../features/search/search-note.tsx';
import type { Search } from '../features/search/search.ts';
import { isSearching } from '../features/search/search-state.ts';
import { SnippetLine } from '../features/search/snippet-line.tsx';

function useTimelineSearch(search: Search): TimelineSearch {
  const found = useStore(search.state, (state) => (state.phase === 'open' ? (state.found?.documents ?? null) : null));
  const answered = useStore(search.state, (state) => (state.phase === 'open' ? (state.found?.typed ?? null) : null));
  const searching = useStore(search.state, isSearching);
  // The same for every letter: a line whose words do not change is not drawn anew.
  const parts = useMemo(
    () => ({
      onType: search.type,
      note: (shown: number) => <SearchNote search={search} shown={shown} />,
      snippet: (document: string, otherwise: ReactNode) => (
        <SnippetLine search={search} document={document}>
          {otherwise}
        </SnippetLine>
      ),
    }),
    [search],
  );
  return useMemo(() => ({ found, answered, isSearching: searching, ...parts }), [found, answered, searching, parts]);
}

/** The search as the timeline reads and draws it: both are features, and joined here. */
export function bindTimelineSearch(search: Search): () => TimelineSearch {
  return function useSearch() {
    return useTimelineSearch(search);
  };
}
