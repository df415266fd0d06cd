import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { reportFault } from '../../ui/report-fault.ts';
import { findMarks, goToMark, isPage, isSameMark, type Mark, paintMarks } from './marks.ts';
import type { Query } from './query.ts';
import type { Search } from './search.ts';
import type { SearchState } from './search-state.ts';

/** Where one stands among the places of the words in the open document. */
export interface Marks {
  readonly place: number;
  readonly total: number;
  /** True while pages with words are not drawn: there may be several on each. */
  readonly isMore: boolean;
  readonly go: (step: 1 | -1) => void;
}

interface Standing {
  readonly marks: readonly Mark[];
  readonly current: Mark | null;
}

const nothing: Standing = { marks: [], current: null };

function readQuery(state: SearchState): Query | null {
  return state.phase === 'open' ? (state.found?.query ?? null) : null;
}

/** The current mark after the document was marked anew: the same place, else the first on the page that was gone to, else as far from the top as before. */
function toCurrent(before: Standing, marks: readonly Mark[]): Mark | null {
  const { current } = before;
  if (current === null) return marks[0] ?? null;
  const same = marks.find((mark) => isSameMark(mark, current));
  if (same !== undefined) return same;
  const drawn = isPage(current)
    ? marks.find((mark) => !isPage(mark) && current.contains(mark.startContainer))
    : undefined;
  return drawn ?? marks[Math.min(before.marks.indexOf(current), marks.length - 1)] ?? null;
}

/** Marks the words of the search in the document below `root`, and again whenever something of it is drawn. */
export function useMarks(search: Search, document: string | null, root: RefObject<HTMLElement | null>): Marks {
  const query = useStore(search.state, readQuery);
  const [standing, setStanding] = useState(nothing);
  const latest = useRef(nothing);
  const isNew = useRef(true);

  const stand = useCallback(
    (next: Standing) => {
      latest.current = next;
      if (root.current !== null) paintMarks(root.current, next.marks, next.current);
      setStanding(next);
    },
    [root],
  );

  useEffect(() => {
    isNew.current = true;
    latest.current = nothing;
  }, [document, query]);

  useEffect(() => {
    const element = root.current;
    if (element === null || document === null || query === null) {
      stand(nothing);
      return undefined;
    }
    let pages: readonly number[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    const mark = (): void => {
      timer = null;
      const before = latest.current;
      const marks = findMarks(element, query, pages);
      const current = toCurrent(before, marks);
      const wasPage = before.current !== null && isPage(before.current) && current !== null && !isPage(current);
      stand({ marks, current });
      if (current !== null && (isNew.current || wasPage)) {
        isNew.current = false;
        goToMark(current);
      }
    };
    const soon = (): void => {
      timer ??= setTimeout(mark, 60);
    };
    // Typing on moves nothing on the screen: the last word typed is waited for.
    const watcher = new MutationObserver(soon);
    watcher.observe(element, { childList: true, subtree: true, characterData: true });
    element.addEventListener('load', soon, true);
    search
      .listPages(document)
      .then((found) => {
        pages = found;
        soon();
      })
      .catch(reportFault);
    soon();
    return () => {
      if (timer !== null) clearTimeout(timer);
      watcher.disconnect();
      element.removeEventListener('load', soon, true);
    };
  }, [search, document, query, root, stand]);

  const go = useCallback(
    (step: 1 | -1) => {
      const { marks, current } = latest.current;
      if (marks.length === 0) return;
      const at = current === null ? -1 : marks.indexOf(current);
      const next = marks[(at + step + marks.length) % marks.length] ?? null;
      stand({ marks, current: next });
      if (next !== null) goToMark(next);
    },
    [stand],
  );

  useEffect(() => {
    if (query === null) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F3' || event.defaultPrevented) return;
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [query, go]);

  const { marks, current } = standing;
  const place = current === null ? 0 : Math.max(0, marks.indexOf(current));
  return { place, total: marks.length, isMore: marks.some(isPage), go };
}
