import { CalendarClock } from 'lucide-react';
import { useStore } from 'zustand';
import type { AgendaEntry } from '../../../contracts/agenda.ts';
import { words } from '../../words/words.ts';
import styles from './agenda.module.css';
import type { AgendaStore } from './agenda-store.ts';
import { Badge } from './badge.tsx';
import { readPlaces, toName } from './day.ts';

interface TodayListProps {
  readonly store: AgendaStore;
  readonly now: Date;
  /** Patient whose record is open, null when none is. */
  readonly current: string | null;
  readonly onOpen: (entry: AgendaEntry) => void;
}

/** The day above the list of patients: hour, name and how far the copy is; who comes now and next. Nothing on a day without a list. */
export function TodayList({ store, now, current, onOpen }: TodayListProps) {
  const state = useStore(store);
  if (state.phase !== 'shown' || state.agenda.entries.length === 0) return null;
  const { entries } = state.agenda;
  const shown = withoutLongSeen(entries);
  const places = readPlaces(entries, now);
  return (
    <section className={styles['today']} aria-label={words('agenda.title')}>
      <h2 className={styles['heading']}>
        <CalendarClock size={14} aria-hidden />
        {words('agenda.title')}
      </h2>
      <ol>
        {shown.map((entry) => {
          const place = places.now === entry.id ? 'now' : places.next === entry.id ? 'next' : null;
          return (
            <li key={entry.id}>
              <button
                type="button"
                className={styles['row']}
                data-patient-row
                data-place={place ?? undefined}
                data-seen={entry.seen || undefined}
                aria-current={entry.patient !== null && entry.patient.id === current}
                onClick={() => onOpen(entry)}
              >
                <span className={styles['hour']}>{entry.at ?? '–'}</span>
                <span className={styles['name']}>{toName(entry)}</span>
                <span className={styles['marks']}>
                  {entry.arrived && !entry.seen ? (
                    <span className={styles['place']}>{words('agenda.arrived')}</span>
                  ) : place === null ? null : (
                    <span className={styles['place']}>{words(`agenda.place.${place}`)}</span>
                  )}
                  {entry.seen ? <span className={styles['soft']}>{words('agenda.seen')}</span> : null}
                  <Badge standing={entry.standing} />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Whom one has seen leaves the list for the panel, but for the last one: what is to come stays in sight. */
function withoutLongSeen(entries: readonly AgendaEntry[]): readonly AgendaEntry[] {
  const last = entries.findLast(({ seen }) => seen);
  return entries.filter((entry) => !entry.seen || entry === last);
}
