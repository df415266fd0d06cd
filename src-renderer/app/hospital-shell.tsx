import { useState } from 'react';
import type { AppState } from '../../contracts/app-state.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import type { Person } from '../../contracts/person.ts';
import { MySessions } from '../features/sessions/my-sessions.tsx';
import { installFromMenu } from '../features/updates/sign-out-and-install.ts';
import { reportFault } from '../ui/report-fault.ts';
import { words } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { type SectionEntry, sections } from './sections.tsx';
import styles from './tabs.module.css';
import { useKeys } from './use-keys.ts';
import { UserMenu } from './user-menu.tsx';

interface HospitalShellProps {
  readonly bridge: Bridge;
  readonly state: AppState;
  readonly person: Person;
  readonly now: Date;
  readonly covered: boolean;
}

/** The window of somebody at the hospital: the same frame, the sections of the role as tabs. */
export function HospitalShell({ bridge: { ask }, state, person, now, covered }: HospitalShellProps) {
  const lock = () => {
    ask('session/lock', {}).catch(reportFault);
  };
  useKeys({ lock }, !covered);
  const entries = person.role === 'physician' ? [] : sections[person.role];
  const [chosen, setChosen] = useState(entries[0]?.id);
  const [mine, setMine] = useState(false);
  const entry = entries.find(({ id }) => id === chosen);
  return (
    <Frame
      state={state}
      now={now}
      covered={covered}
      middle={entries.length > 1 ? <Tabs entries={entries} chosen={chosen} onChoose={setChosen} /> : undefined}
      end={
        <UserMenu
          person={person}
          onSessions={() => setMine(true)}
          onLock={lock}
          onSignOut={() => {
            ask('session/sign-out', {}).catch(reportFault);
          }}
          onInstall={() => installFromMenu(ask)}
        />
      }
    >
      {entry?.show({ ask, state, person, now })}
      {mine && !covered ? <MySessions ask={ask} now={now} onClose={() => setMine(false)} /> : null}
    </Frame>
  );
}

interface TabsProps {
  readonly entries: readonly SectionEntry[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

function Tabs({ entries, chosen, onChoose }: TabsProps) {
  return (
    <nav className={styles['tabs']} aria-label={words('section.tabs')}>
      {entries.map(({ id, tab }) => (
        <button
          key={id}
          type="button"
          className={styles['tab']}
          aria-current={id === chosen ? 'page' : undefined}
          onClick={() => onChoose(id)}
        >
          {words(tab)}
        </button>
      ))}
    </nav>
  );
}
