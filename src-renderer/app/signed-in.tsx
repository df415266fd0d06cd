import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../contracts/app-state.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import type { PatientFacts } from '../../contracts/link.ts';
import type { Person } from '../../contracts/person.ts';
import { readDocument } from '../features/document/document-store.ts';
import { preloadReaders } from '../features/document/readers.tsx';
import { HandOverFault } from '../features/hand-over/hand-over-fault.tsx';
import { HandOverQuestion } from '../features/hand-over/hand-over-question.tsx';
import { HandOverWaiting } from '../features/hand-over/hand-over-waiting.tsx';
import { useHandOver } from '../features/hand-over/use-hand-over.ts';
import { OwnNotices } from '../features/approvals/own-notices.tsx';
import type { RecordState } from '../features/record/record-store.ts';
import { Lock } from '../features/sign-in/lock.tsx';
import { Frame } from './frame.tsx';
import { HospitalShell } from './hospital-shell.tsx';
import styles from './frame.module.css';
import { PhysicianShell } from './physician-shell.tsx';
import { createSession, followHandOver, followSession, reopenAfterLock } from './session.ts';
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
          <HandOverWaiting bridge={bridge} />
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
  const { request, fault, returning } = useHandOver(bridge);
  const open = useStore(session.record, readOpen);
  // The same patient is on the screen already: nothing is opened, only where his documents may go back is taken.
  const isSame =
    request !== null &&
    request.byNumber &&
    !request.differs &&
    request.appointments === 0 &&
    request.patients[0]?.id === open?.id;
  const same = isSame ? request.id : null;
  useEffect(() => {
    if (same !== null && open !== null)
      bridge.ask('hand-over/accept', { id: same, patient: open.id }).catch(reportFault);
  }, [bridge, same, open]);
  // What is shown to a patient is never covered by the name of another.
  const isShown = useStore(session.show, ({ phase }) => phase === 'on');
  const asked = locked || isSame || isShown ? null : request;
  return (
    <>
      <div className={asked === null ? styles['open'] : styles['covered']} inert={asked !== null}>
        <PhysicianShell
          session={session}
          state={state}
          person={person}
          now={now}
          covered={locked || asked !== null}
          returning={returning}
        />
      </div>
      {asked === null ? null : (
        <div className={styles['cover']}>
          <Frame state={state} now={now}>
            <HandOverQuestion
              key={asked.id}
              ask={bridge.ask}
              request={asked}
              open={open}
              onDone={(accepted) => followHandOver(session, accepted)}
            />
          </Frame>
        </div>
      )}
      {fault !== null && asked === null && !locked && !isShown ? (
        <HandOverFault ask={bridge.ask} fault={fault} />
      ) : null}
    </>
  );
}

/** Whose record is on the screen. */
function readOpen(record: RecordState): PatientFacts | null {
  return record.phase === 'shown' ? record.index.link.patient : null;
}
