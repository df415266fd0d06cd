import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { TimelineSearch } from '../features/record/timeline-pane.tsx';
import { SearchNote } from '../features/search/search-note.tsx';
import type { Search } from '../features/search/search.ts';
import { isSearching } from '../features/search/search-state.ts';
import { SnippetLine } from '../features/search/snippet-line.tsx';

function useTimelineSearch(search: Search): TimelineSearch {
  const found = useStore(search.state, (state) => (state.phase === 'open' ? (state.found?.documents ?? null) : null));
  const searching = useStore(search.state, isSearching);
  return useMemo(
    () => ({
      found,
      isSearching: searching,
      onType: search.type,
      note: (shown) => <SearchNote search={search} shown={shown} />,
      snippet: (document, otherwise) => (
        <SnippetLine search={search} document={document}>
          {otherwise}
        </SnippetLine>
      ),
    }),
    [search, found, searching],
  );
}

/** The search as the timeline reads and draws it: both are features, and joined here. */
export function bindTimelineSearch(search: Search): () => TimelineSearch {
  return function useSearch() {
    return useTimelineSearch(search);
  };
}
