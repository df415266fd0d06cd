import { useStore } from 'zustand';
import { useLanguage } from '../../ui/use-language.ts';
import { words } from '../../words/words.ts';
import { isSearching } from './search-state.ts';
import type { Search } from './search.ts';
import styles from './search.module.css';

/** Under the field while something is typed: how many, and everything that keeps « nothing found » from being the whole truth. */
export function SearchNote({ search, shown }: { search: Search; shown: number }) {
  useLanguage();
  const state = useStore(search.state);
  if (state.phase === 'none' || state.typed.trim() === '') return null;
  const { found, done, total, awaited, unsearched, failure } = state;
  const scans = [...unsearched.values()].filter((why) => why === 'scan').length;
  const unreadable = unsearched.size - scans;
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
      {scans === 0 ? null : <p className={styles['limit']}>{words('find.scans', { count: scans })}</p>}
      {unreadable === 0 ? null : <p className={styles['limit']}>{words('find.unreadable', { count: unreadable })}</p>}
    </div>
  );
}
