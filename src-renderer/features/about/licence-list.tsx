import { useMemo, useState } from 'react';
import type { Licence } from '../../../contracts/about.ts';
import { TextField } from '../../ui/field.tsx';
import { LongList } from '../../ui/long-list.tsx';
import { words } from '../../words/words.ts';
import styles from './about.module.css';

/** Height of every line, as about.module.css sets it. */
const rowHeight = 32;

/** Every package whose name, licence or licence's text holds what is typed; the text of the chosen one beside. */
export function LicenceList({ licences }: { licences: readonly Licence[] }) {
  const [search, setSearch] = useState('');
  const [place, setPlace] = useState(0);
  const found = useMemo(() => find(licences, search), [licences, search]);
  const chosen = found[Math.min(place, found.length - 1)];
  return (
    <>
      <TextField
        label={words('about.licences.search')}
        hint={words('about.licences.count', { count: found.length })}
        value={search}
        maxLength={80}
        onChange={(text) => {
          setSearch(text);
          setPlace(0);
        }}
      />
      <div className={styles['licences']}>
        <LongList
          label={words('about.licences')}
          items={found}
          toKey={({ name, version }) => `${name}@${version}`}
          rowHeight={rowHeight}
          boxClass={styles['names']}
          rowClass={styles['row']}
          place={place}
          onPlace={setPlace}
          isSelected={(one) => one === chosen}
        >
          {({ name, version, licence }) => (
            <>
              <span>
                {name} {version}
              </span>
              <span className={styles['soft']}>{licence}</span>
            </>
          )}
        </LongList>
        {/* Its text scrolls by keyboard too. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={styles['text']} role="region" aria-label={words('about.licences.text')} tabIndex={0} lang="en">
          {chosen?.text}
        </div>
      </div>
    </>
  );
}

function find(licences: readonly Licence[], search: string): readonly Licence[] {
  const looked = search.trim().toLowerCase();
  if (looked === '') return licences;
  const isNamed = ({ name, licence }: Licence) => `${name} ${licence}`.toLowerCase().includes(looked);
  // A package of that name before one whose licence speaks of it.
  return [
    ...licences.filter(isNamed),
    ...licences.filter((one) => !isNamed(one) && one.text.toLowerCase().includes(looked)),
  ];
}
