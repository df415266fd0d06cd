import { List } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../contracts/app-state.ts';
import type { Person } from '../../contracts/person.ts';
import { readPlaces } from '../features/agenda/day.ts';
import { DayButton } from '../features/agenda/day-button.tsx';
import { TodayList } from '../features/agenda/today-list.tsx';
import { closeDocument, type DocumentState, readDocument } from '../features/document/document-store.ts';
import { beginAgain, createGuidanceStore, readGuidance } from '../features/guidance/guidance-store.ts';
import { useAlerts } from '../features/show/use-alerts.ts';
import { Patients } from '../features/patients/patients.tsx';
import { readPatients } from '../features/patients/patients-store.ts';
import { MySessions } from '../features/sessions/my-sessions.tsx';
import { installFromMenu } from '../features/updates/sign-out-and-install.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../words/words.ts';
import { FirstDay } from './first-day.tsx';
import { Frame } from './frame.tsx';
import styles from './frame.module.css';
import { KeysPanel } from './keys-panel.tsx';
import { PhysicianPlace } from './physician-place.tsx';
import { SearchField } from './search-field.tsx';
import { show, ShowPlace } from './show-place.tsx';
import {
  goHome,
  openAppointment,
  openDay,
  openLink,
  openLinks,
  openTodo,
  type Session,
  startNewLink,
} from './session.ts';
import type { Place } from './place.ts';
import { useKeys } from './use-keys.ts';
import { UserMenu } from './user-menu.tsx';
import { reportFault } from '../ui/report-fault.ts';

interface PhysicianShellProps {
  readonly session: Session;
  readonly state: AppState;
  readonly person: Person;
  readonly now: Date;
  /** True while the window is locked: nothing is seen or reached, and everything stays where it was. */
  readonly covered: boolean;
  /** The patient whose documents can be sent back to the practice's software, as files. */
  readonly returning: string | null;
}

/** The physician's window: the bar, my patients on the left, the record or a panel in the rest. */
export function PhysicianShell({ session, state, person, now, covered, returning }: PhysicianShellProps) {
  const [search, setSearch] = useState('');
  const [full, setFull] = useState(false);
  const [beside, setBeside] = useState<'keys' | 'sessions' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const place = useStore(session.place);
  const openedToday = useStore(session.openedToday);
  const { ask } = session.bridge;
  const [guidance] = useState(createGuidanceStore);
  useEffect(() => {
    readGuidance(guidance, ask).catch(reportFault);
  }, [guidance, ask]);
  const alerts = useAlerts(ask);
  const isShown = useStore(session.show, ({ phase }) => phase === 'on');
  const reading = useStore(session.document, isOpen) && place.at === 'record';

  const lock = () => {
    ask('session/lock', {}).catch(reportFault);
  };
  useKeys(
    {
      search: () => {
        setFull(false);
        field.current?.focus();
        field.current?.select();
      },
      find: () => {
        setFull(false);
        focusRecordSearch();
      },
      newPatient: () => startNewLink(session),
      nextPatient: () => {
        setSearch('');
        setFull(false);
        openNext(session);
      },
      lock,
      help: () => setBeside((before) => (before === 'keys' ? null : 'keys')),
      show: () => show(session),
      full: () => {
        if (reading) setFull((before) => !before);
      },
      back: () => {
        if (beside !== null) setBeside(null);
        else if (full) setFull(false);
        else stepBack(session, () => setSearch(''));
      },
    },
    !covered && !isShown,
  );

  return (
    <Frame
      state={state}
      now={now}
      covered={covered}
      middle={
        <>
          <div className={styles['menuOnly']}>
            <Button look="quiet" icon={<List aria-hidden />} onPress={() => goHome(session)}>
              {words('patients.title')}
            </Button>
          </div>
          <SearchField input={field} text={search} onText={setSearch} />
          <DayButton store={session.agenda} onOpen={() => openDay(session)} />
        </>
      }
      end={
        <UserMenu
          person={person}
          onKeys={() => setBeside('keys')}
          onSessions={() => setBeside('sessions')}
          onLinks={() => openLinks(session)}
          onTodo={() => openTodo(session)}
          alerts={alerts}
          onLock={lock}
          onSignOut={() => {
            ask('session/sign-out', {}).catch(reportFault);
          }}
          onInstall={() => installFromMenu(ask)}
        />
      }
    >
      <div
        className={styles['shell']}
        data-full={(full && reading) || (place.at === 'links' && search === '')}
        data-side={readSide(place, search)}
      >
        <div className={styles['side']}>
          <Patients
            store={session.patients}
            search={search}
            current={readCurrent(place)}
            openedToday={openedToday}
            now={now}
            today={
              <TodayList
                store={session.agenda}
                now={now}
                current={place.at === 'record' ? place.patient : null}
                onOpen={(entry) => {
                  setFull(false);
                  openAppointment(session, entry);
                }}
              />
            }
            onOpen={(link) => {
              setSearch('');
              setFull(false);
              openLink(session, link);
            }}
            onNew={() => startNewLink(session)}
            onLinks={() => openLinks(session)}
            onRetry={() => {
              readPatients(session.patients, ask).catch(reportFault);
            }}
          />
        </div>
        <div className={styles['place']}>
          <FirstDay session={session} store={guidance} />
          <PhysicianPlace
            session={session}
            now={now}
            online={state.connection.state === 'online'}
            covered={covered}
            full={full}
            onFull={setFull}
            returning={returning}
          />
        </div>
      </div>
      <ShowPlace session={session} covered={covered} />
      {beside === 'keys' && !covered ? (
        <KeysPanel
          onClose={() => setBeside(null)}
          onGuide={() => {
            setBeside(null);
            beginAgain(guidance, ask);
          }}
        />
      ) : null}
      {beside === 'sessions' && !covered ? <MySessions ask={ask} now={now} onClose={() => setBeside(null)} /> : null}
    </Frame>
  );
}

/** Whether the pane holds a document, whichever: the window around it is not drawn again for each that is opened. */
function isOpen(document: DocumentState): boolean {
  return readDocument(document) !== null;
}

/** The next patient of the day by one key; the day itself when it expects nobody more. */
function openNext(session: Session): void {
  const state = session.agenda.getState();
  const entries = state.phase === 'shown' ? state.agenda.entries : [];
  const { next } = readPlaces(entries, new Date());
  const entry = entries.find(({ id }) => id === next);
  if (entry === undefined) openDay(session);
  else openAppointment(session, entry);
}

function readCurrent(place: Place): string | null {
  if (place.at === 'record') return place.patient;
  if (place.at === 'link') return place.link;
  return place.at === 'over' ? place.link.id : null;
}

/** Where there is room for one of them only: the list while one searches or has chosen nobody, else the rest. */
function readSide(place: Place, search: string): 'list' | 'place' {
  return place.at === 'home' || search !== '' ? 'list' : 'place';
}

/** The field that searches the open record; in full window it is there once the timeline is. */
function focusRecordSearch(): void {
  requestAnimationFrame(() => {
    const field = globalThis.document.querySelector<HTMLInputElement>('[data-record-search]');
    field?.focus();
    field?.select();
  });
}

/** Échap: from the text and from the empty search of the record back to the timeline, where letters are keys again; from anywhere else out of the search. */
function stepBack(session: Session, clearSearch: () => void): void {
  const pane = globalThis.document.querySelector('[data-reading-pane]');
  const timeline = globalThis.document.querySelector<HTMLElement>('[data-timeline]');
  if (pane?.contains(globalThis.document.activeElement) === true) {
    if (timeline === null || timeline.offsetParent === null) closeDocument(session.document);
    else timeline.focus();
    return;
  }
  if (globalThis.document.activeElement?.matches('[data-record-search]') === true) timeline?.focus();
  clearSearch();
}
