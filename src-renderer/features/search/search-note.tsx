import { useStore } from 'zustand';
import { useLanguage } from '../../ui/use-language.ts';
import { type WordId, words } from '../../words/words.ts';
import { isSearching, type Unsearched } from './search-state.ts';
import type { Search } from './search.ts';
import styles from './search.module.css';

/** What keeps documents from being searched wholly, or with certainty. */
const limits: readonly (readonly [why: Unsearched, sentence: WordId])[] = [
  ['waiting', 'find.waiting'],
  ['recognised', 'find.recognised'],
  ['scan', 'find.scans'],
  ['unreadable', 'find.unreadable'],
];

/** Under the field while something is typed: how many, and everything that keeps « nothing found » from being the whole truth. */
export function SearchNote({ search, shown }: { search: Search; shown: number }) {
  useLanguage();
  const state = useStore(search.state);
  if (state.phase === 'none' || state.typed.trim() === '') return null;
  const { found, done, total, awaited, unsearched, failure } = state;
  const count = (wanted: Unsearched): number => [...unsearched.values()].filter((why) => why === wanted).length;
  return (
    <div className={styles['note']} data-found={found?.typed}>
      <p role="status">
        {isSearching(state) && shown === 0 ? words('find.searching') : words('find.count', { count: shown })}
        {failure === null && done < total ? ` · ${words('find.reading', { done, total })}` : ''}
      </p>
      {(found?.query ?? []).map(({ typed, near }) =>
        near === null || near.size === 0 ? null : (
          <p key={typed}>{words('find.near', { typed, near: [...near].slice(0, 4).join(', ') })}</p>
        ),
      )}
      {failure === null ? null : <p className={styles['limit']}>{words('find.titles-only')}</p>}
      {awaited === null || awaited === 0 ? null : (
        <p className={styles['limit']}>{words('find.awaited', { count: awaited })}</p>
      )}
      {limits.map(([why, sentence]) =>
        count(why) === 0 ? null : (
          <p key={why} className={styles['limit']}>
            {words(sentence, { count: count(why) })}
          </p>
        ),
      )}
    </div>
  );
}
