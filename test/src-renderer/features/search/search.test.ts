import { describe, expect, it } from 'vitest';
import type { Bridge } from '../../../../contracts/ipc.ts';
import { createSearch, type Search } from '../../../../src-renderer/features/search/search.ts';
import { isSearching, type SearchState } from '../../../../src-renderer/features/search/search-state.ts';
import { openLocalIndex } from './local-index.ts';
import { fc } from '../../../support/property.ts';

const patient = '00000000-0000-4000-8000-000000000001';

/** A record whose documents come, change and go, behind the questions of the search. */
function openSample(first: Readonly<Record<string, string>> = {}) {
  const documents = new Map(Object.entries(first));
  const asked: string[] = [];
  let refuseLook = false;
  let hold: Promise<void> = Promise.resolve();
  const toStamp = (text: string): string => text.slice(0, 60);
  const ask = async (channel: string, input: { documents?: string[] }): Promise<unknown> => {
    asked.push(channel);
    if (channel === 'search/list')
      return {
        ok: true,
        value: { awaited: 1, sources: [...documents].map(([document, text]) => ({ document, stamp: toStamp(text) })) },
      };
    if (channel === 'search/report-look')
      return refuseLook ? { ok: false, error: { code: 'disk-full', incident: 'A' } } : { ok: true, value: {} };
    const read = (input.documents ?? []).flatMap((document) => {
      const text = documents.get(document);
      return text === undefined ? [] : [{ document, stamp: toStamp(text), author: null, parts: [], text }];
    });
    await hold;
    return { ok: true, value: read };
  };
  const search = createSearch({
    ask: ask as unknown as Bridge['ask'],
    openIndex: openLocalIndex,
    readText: async (source) => ({ text: (source as unknown as { text: string }).text, unsearched: null }),
    whenIdle: () => Promise.resolve(),
  });
  return {
    search,
    documents,
    asked,
    refuse: () => {
      refuseLook = true;
    },
    holdReading(): () => void {
      let release: () => void = () => undefined;
      hold = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
    /** The timeline of the window follows. */
    follow: (head = 'Lettre') =>
      search.follow(
        patient,
        [...documents.keys()].map((document) => ({ document, head })),
      ),
  };
}

const rest = () => new Promise((resolve) => setTimeout(resolve, 5));
const found = (search: Search): readonly string[] => {
  const state = search.state.getState();
  return state.phase === 'open' ? [...(state.found?.documents ?? [])].toSorted() : [];
};

/** Every document that a state names in any way. */
function listNamed(state: SearchState): readonly string[] {
  if (state.phase === 'none') return [];
  return [...(state.found?.documents ?? []), ...(state.found?.snippets.keys() ?? []), ...state.unsearched.keys()];
}

describe('the search in an open record', () => {
  it('finds what stands inside documents, and shows it only once that was kept as looked at [X05] [R21]', async () => {
    const { search, follow, asked } = openSample({ a: 'Contrôle du potassium', b: 'Rien' });
    follow();
    await rest();
    expect(asked).not.toContain('search/report-look');
    const seen: SearchState[] = [];
    search.state.subscribe((state) => {
      if (state.phase === 'open' && state.found !== null) expect(asked).toContain('search/report-look');
      seen.push(state);
    });
    search.type('potassium');
    await rest();
    expect(found(search)).toEqual(['a']);
    search.type('potassium rien');
    search.type('controle');
    await rest();
    expect(asked.filter((channel) => channel === 'search/report-look')).toHaveLength(1);
    expect(seen.length).toBeGreaterThan(0);
  });

  it('shows titles alone when the look cannot be kept, and says so [X05] [R21]', async () => {
    const { search, follow, refuse } = openSample({ a: 'Contrôle du potassium' });
    refuse();
    follow();
    await rest();
    search.type('potassium');
    await rest();
    const state = search.state.getState();
    expect(state.phase === 'open' && [state.found, state.failure?.code]).toEqual([null, 'disk-full']);
  });

  it('forgets everything when the record is closed [X05] [R15]', async () => {
    const { search, follow } = openSample({ a: 'Contrôle du potassium' });
    follow();
    await rest();
    search.type('potassium');
    await rest();
    search.follow(null, []);
    expect(search.state.getState()).toEqual({ phase: 'none' });
    follow();
    expect(found(search)).toEqual([]);
  });

  it('says of nothing that it is missing while a text is read, at first and anew in another language [X05]', async () => {
    const { search, follow, holdReading } = openSample({ a: 'Contrôle du potassium' });
    const said: boolean[] = [];
    search.state.subscribe((state) => said.push(!isSearching(state) && found(search).length === 0));
    for (const head of ['Lettre', 'Brief']) {
      const release = holdReading();
      search.type('');
      follow(head);
      await rest();
      said.length = 0;
      search.type('potassium');
      await rest();
      expect(isSearching(search.state.getState())).toBe(true);
      release();
      await rest();
      expect([found(search), isSearching(search.state.getState())]).toEqual([['a'], false]);
      expect(said).not.toContain(true);
    }
    search.type('sodium');
    await rest();
    expect([found(search), isSearching(search.state.getState())]).toEqual([[], false]);
  });

  it('never takes in what was hidden while it was being read [X05] [R18]', async () => {
    const { search, documents, follow, holdReading } = openSample({ a: 'Contrôle du potassium', b: 'sodium' });
    const release = holdReading();
    follow();
    await rest();
    documents.delete('a');
    follow();
    release();
    await rest();
    search.type('potassium');
    await rest();
    expect(found(search)).toEqual([]);
    search.type('sodium');
    await rest();
    expect(found(search)).toEqual(['b']);
  });

  it('counts documents that are not copied, and those that cannot be read [X05]', async () => {
    const { search, follow } = openSample({ a: 'potassium' });
    follow();
    await rest();
    const state = search.state.getState();
    expect(state.phase === 'open' && [state.done, state.total, state.awaited]).toEqual([1, 1, 1]);
  });

  it('never shows, counts or suggests what is hidden, whatever came before [X05] [R18]', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const text = fc.constantFrom('potassium 5,9', 'sérologie VIH', 'dépression', 'potassium et sérologie', '');
    const typed = fc.constantFrom('potassium', 'serologie', 'vih', 'lettre', 'potasium', '');
    const step = fc.oneof(
      fc.record({ show: name, text }),
      fc.record({ hide: name }),
      fc.record({ type: typed }),
      fc.record({ wait: fc.constant(true) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), typed, async (steps, last) => {
        const { search, documents, follow } = openSample({ a: 'potassium 5,9' });
        follow();
        // Gathered, not thrown: whoever changes the state would swallow it.
        const leaks: string[] = [];
        const watch = (state: SearchState): void => {
          leaks.push(...listNamed(state).filter((document) => !documents.has(document)));
        };
        let isFollowed = true;
        const stop = search.state.subscribe((state) => {
          if (isFollowed) watch(state);
        });
        for (const one of steps) {
          if ('show' in one) documents.set(one.show, one.text);
          else if ('hide' in one) {
            // Until the window is told, it cannot know.
            isFollowed = false;
            documents.delete(one.hide);
          } else if ('type' in one) search.type(one.type);
          else await rest();
          if ('show' in one || 'hide' in one) {
            follow();
            isFollowed = true;
            watch(search.state.getState());
          }
        }
        search.type('');
        await rest();
        search.type(last);
        await rest();
        await rest();
        // The same as a search that never knew anything else.
        const fresh = openSample(Object.fromEntries(documents));
        fresh.follow();
        await rest();
        fresh.search.type(last);
        await rest();
        expect(found(search)).toEqual(found(fresh.search));
        expect(leaks).toEqual([]);
        stop();
        search.follow(null, []);
        fresh.search.follow(null, []);
      }),
      { numRuns: 60 },
    );
  });
});
