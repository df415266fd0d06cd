import { useEffect, useRef, useState } from 'react';
import type { AppState } from '../../contracts/app-state.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import type { Person } from '../../contracts/person.ts';
import { readDocument } from '../features/document/document-store.ts';
import { preloadReaders } from '../features/document/readers.tsx';
import { OwnNotices } from '../features/approvals/own-notices.tsx';
import { Lock } from '../features/sign-in/lock.tsx';
import { Frame } from './frame.tsx';
import { HospitalShell } from './hospital-shell.tsx';
import styles from './frame.module.css';
import { PhysicianShell } from './physician-shell.tsx';
import { createSession, followSession, reopenAfterLock } from './session.ts';
import { useActivity } from './use-activity.ts';
import { reportFault } from '../ui/report-fault.ts';

interface SignedInProps {
  readonly bridge: Bridge;
  readonly state: AppState;
  readonly person: Person;
  readonly locked: boolean;
  readonly now: Date;
}

/** One signed-in person, locked or not. The lock covers everything at once; unlocking returns to the same place. */
export function SignedIn({ bridge, state, person, locked, now }: SignedInProps) {
  useActivity(bridge.ask, !locked);
  return (
    <>
      <div className={locked ? styles['covered'] : styles['open']} inert={locked}>
        {person.role === 'physician' ? (
          <Physician bridge={bridge} state={state} person={person} locked={locked} now={now} />
        ) : (
          <HospitalShell bridge={bridge} state={state} person={person} now={now} covered={locked} />
        )}
        <OwnNotices
          bridge={bridge}
          online={state.connection.state === 'online'}
          phone={state.hospital?.helpdesk.phone ?? null}
        />
      </div>
      {locked ? (
        <div className={styles['cover']}>
          <Frame state={state} now={now}>
            <Lock ask={bridge.ask} person={person} />
          </Frame>
        </div>
      ) : null}
    </>
  );
}

function Physician({ bridge, state, person, locked, now }: SignedInProps) {
  const [session] = useState(() => createSession(bridge));
  const reading = useRef<string | null>(null);
  useEffect(() => followSession(session), [session]);
  useEffect(preloadReaders, []);
  useEffect(
    () =>
      session.document.subscribe((document) => {
        const open = readDocument(document);
        if (open !== null) reading.current = open;
        else if (session.record.getState().phase === 'shown') reading.current = null;
      }),
    [session],
  );
  useEffect(() => {
    if (!locked) reopenAfterLock(session, reading.current).catch(reportFault);
  }, [session, locked]);
  return <PhysicianShell session={session} state={state} person={person} now={now} covered={locked} />;
}
