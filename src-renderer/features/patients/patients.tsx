import { Link2, UserPlus } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import { PatientRow } from './patient-row.tsx';
import styles from './patients.module.css';
import type { PatientsStore } from './patients-store.ts';
import { countEnding, findLinks, toSections } from './sections.ts';

interface PatientsProps {
  readonly store: PatientsStore;
  /** What stands in the search field of the bar. */
  readonly search: string;
  /** Link or patient whose panel is open, null when none is. */
  readonly current: string | null;
  readonly openedToday: ReadonlySet<string>;
  readonly now: Date;
  /** The day, above the list while nothing is searched. */
  readonly today?: ReactNode;
  readonly onOpen: (link: TherapeuticLink) => void;
  readonly onNew: () => void;
  /** All links, with what ends soon and the paper of them. */
  readonly onLinks: () => void;
  readonly onRetry: () => void;
}

/** The physician's own list [R09]: sections, or what the search finds; arrows walk through it. */
export function Patients({
  store,
  search,
  current,
  openedToday,
  now,
  today,
  onOpen,
  onNew,
  onLinks,
  onRetry,
}: PatientsProps) {
  const state = useStore(store);
  const ending = useMemo(() => (state.phase === 'shown' ? countEnding(state.links, now) : 0), [state, now]);
  return (
    <nav className={styles['list']} aria-label={words('patients.title')} onKeyDown={walk}>
      <div className={styles['scroll']}>
        {search.trim() === '' ? today : null}
        {state.phase === 'loading' ? <Waiting label={words('patients.loading')} /> : null}
        {state.phase === 'failed' ? (
          <FailureNotice failure={state.error} retry={{ label: words('patients.retry'), onPress: onRetry }} />
        ) : null}
        {state.phase === 'shown' ? (
          <Sections
            links={state.links}
            search={search}
            current={current}
            openedToday={openedToday}
            now={now}
            onOpen={onOpen}
          />
        ) : null}
      </div>
      <div className={styles['foot']}>
        <Button icon={<UserPlus aria-hidden />} onPress={onNew}>
          {words('patients.new')}
        </Button>
        <Button look="quiet" size="small" icon={<Link2 aria-hidden />} onPress={onLinks}>
          {ending === 0 ? words('patients.links') : words('patients.links-ending', { count: ending })}
        </Button>
      </div>
    </nav>
  );
}

interface SectionsProps extends Pick<PatientsProps, 'search' | 'current' | 'openedToday' | 'now' | 'onOpen'> {
  readonly links: readonly TherapeuticLink[];
}

function Sections({ links, search, current, openedToday, now, onOpen }: SectionsProps) {
  const found = useMemo(() => (search.trim() === '' ? null : findLinks(links, search, now)), [links, search, now]);
  const sections = useMemo(() => toSections(links, openedToday, now), [links, openedToday, now]);
  const rows = (some: readonly TherapeuticLink[]) =>
    some.map((link) => (
      <li key={link.id}>
        <PatientRow
          link={link}
          isCurrent={current === link.id || (link.state === 'active' && current === link.patient.id)}
          now={now}
          onOpen={onOpen}
        />
      </li>
    ));
  if (found !== null)
    return (
      <section aria-label={words('patients.results')}>
        <h2 className={styles['heading']}>{words('patients.results')}</h2>
        <p className={styles['count']} role="status">
          {words('patients.count', { count: found.length })}
        </p>
        {found.length === 0 ? (
          <p className={styles['note']}>
            {words('patients.no-result')} {words('patients.no-result-next')}
          </p>
        ) : (
          <ul>{rows(found)}</ul>
        )}
      </section>
    );
  if (sections.length === 0) return <p className={styles['note']}>{words('patients.empty')}</p>;
  return sections.map((section) => (
    <section key={section.id} aria-label={words(`patients.${section.id}`)}>
      <h2 className={styles['heading']}>{words(`patients.${section.id}`)}</h2>
      <ul>{rows(section.links)}</ul>
    </section>
  ));
}

/** ↑ and ↓ walk from row to row, as in every list. */
function walk(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-patient-row]')];
  const place = rows.indexOf(document.activeElement as HTMLElement);
  if (place < 0) return;
  event.preventDefault();
  rows[place + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
