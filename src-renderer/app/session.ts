import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Bridge } from '../../contracts/ipc.ts';
import type { HandOverAccepted } from '../../contracts/hand-over.ts';
import type { TherapeuticLink } from '../../contracts/link.ts';
import { type AgendaStore, createAgendaStore, followAgenda } from '../features/agenda/agenda-store.ts';
import type { AgendaEntry } from '../../contracts/agenda.ts';
import {
  closeDocument,
  createDocumentStore,
  type DocumentStore,
  openDocument,
  readDocument,
  refreshDocument,
} from '../features/document/document-store.ts';
import { followSecondScreen } from '../features/document/second-screen.ts';
import { createLinkStore, type LinkStore } from '../features/link/link-store.ts';
import { createPatientsStore, followPatients, type PatientsStore } from '../features/patients/patients-store.ts';
import {
  closeRecord,
  createRecordStore,
  followRecord,
  openRecord,
  readPatient,
  refreshRecord,
  type RecordState,
  type RecordStore,
} from '../features/record/record-store.ts';
import type { Search } from '../features/search/search.ts';
import { createShowStore, endShow, type ShowStore } from '../features/show/show-store.ts';
import type { Place } from './place.ts';
import { forgetPlaces } from '../viewer/last-place.ts';
import { onLanguage } from '../words/language.ts';
import { reportFault } from '../ui/report-fault.ts';
import { createRecordSearch, keepSearchTrue } from './record-search.ts';

/** A renewal under way in the place where it was asked for: in the record of its patient, or among all links. */
export interface Renewal {
  readonly patient: string;
  readonly store: LinkStore;
}

/** Everything one signed-in physician has on the screen; it ends with the session and is never kept. */
export interface Session {
  readonly bridge: Bridge;
  readonly place: StoreApi<Place>;
  readonly renewal: StoreApi<Renewal | null>;
  readonly patients: PatientsStore;
  readonly agenda: AgendaStore;
  readonly record: RecordStore;
  readonly document: DocumentStore;
  readonly search: Search;
  readonly show: ShowStore;
  /** Patients whose record was open since the start, the one on the screen apart. */
  readonly openedToday: StoreApi<ReadonlySet<string>>;
}

/** A session with nothing on the screen. */
export function createSession(bridge: Bridge): Session {
  return {
    bridge,
    place: createStore<Place>(() => ({ at: 'home' })),
    renewal: createStore<Renewal | null>(() => null),
    patients: createPatientsStore(),
    agenda: createAgendaStore(),
    record: createRecordStore(),
    document: createDocumentStore(),
    search: createRecordSearch(bridge),
    show: createShowStore(),
    openedToday: createStore<ReadonlySet<string>>(() => new Set<string>()),
  };
}

/** Joins the stores, which do not read each other: what closes a record closes its document, news of one refresh the other. */
export function followSession(session: Session): () => void {
  const { bridge, record, document } = session;
  const stops = [
    followPatients(session.patients, bridge),
    followAgenda(session.agenda, bridge),
    followRecord(record, bridge),
    onLanguage(() => {
      sayAnew(session).catch(reportFault);
    }),
    record.subscribe((now, before) => keepDocumentTrue(session, now, before)),
    record.subscribe((now) => keepSearchTrue(session.search, now)),
    session.place.subscribe((place) => keepShowTrue(session, place)),
    followSecondScreen(bridge, () => readPatient(record.getState())),
    bridge.on('alert/opened', ({ patient }) => openAlert(session, patient)),
  ];
  return () => {
    for (const stop of stops) stop();
    endShow(session.show, bridge.ask);
    closeDocument(document);
    record.setState({ phase: 'none' }, true);
    session.search.follow(null, []);
    forgetPlaces();
  };
}

/** After another language was chosen: what the main process puts into words is read again, first the document, which is no news. */
async function sayAnew({ bridge, record, document }: Session): Promise<void> {
  const patient = readPatient(record.getState());
  if (patient === null) return;
  await refreshDocument(document, bridge.ask, patient, false);
  await refreshRecord(record, bridge.ask);
}

/** The notice that was pressed: its patient, or the day when it spoke of several. */
function openAlert(session: Session, patient: string | null): void {
  if (session.show.getState().phase === 'on') return;
  if (patient === null) openDay(session);
  else openPatient(session, patient);
}

/** Nothing of one patient's record is shown once another place is chosen. */
function keepShowTrue({ show, bridge }: Session, place: Place): void {
  const shown = show.getState();
  if (shown.phase === 'on' && (place.at !== 'record' || place.patient !== shown.patient)) endShow(show, bridge.ask);
}

function keepDocumentTrue({ bridge, document }: Session, now: RecordState, before: RecordState): void {
  if (now.phase !== 'shown') {
    closeDocument(document);
    if (readPatient(now) !== readPatient(before)) forgetPlaces();
    return;
  }
  const open = readDocument(document.getState());
  if (open === null || before.phase !== 'shown' || before.index === now.index) return;
  const entry = now.index.entries.find((one) => one.document === open);
  if (entry === undefined) {
    closeDocument(document);
    return;
  }
  const old = before.index.entries.find((one) => one.document === open);
  // While a copy is under way news come by the dozen: only those of this very document count until it is done.
  if (now.index.sync.state === 'copying' && JSON.stringify(old) === JSON.stringify(entry)) return;
  refreshDocument(document, bridge.ask, now.patient).catch(reportFault);
}

/** Opens a patient of the list: his record, or the panel where his link waits for its next gesture. */
export function openLink(session: Session, link: TherapeuticLink): void {
  if (link.state === 'active') {
    openPatient(session, link.patient.id);
    return;
  }
  leaveRecord(session);
  if (link.state === 'draft' || link.state === 'printed') {
    const running = readLinks(session).find((one) => one.patient.id === link.patient.id && one.state === 'active');
    const store = createLinkStore({ intent: 'resume', link, renewing: running ?? null });
    session.place.setState({ at: 'link', intent: 'resume', link: link.id, store }, true);
  } else session.place.setState({ at: 'over', link }, true);
}

/** Opens a record; the same patient clicked again stays as he is. */
export function openPatient(session: Session, patient: string): void {
  if (session.renewal.getState()?.patient !== patient) leaveRenewal(session);
  session.place.setState({ at: 'record', patient }, true);
  const state = session.record.getState();
  if (state.phase === 'shown' && state.patient === patient) return;
  noteLeft(session);
  openRecord(session.record, session.bridge.ask, patient).catch(reportFault);
}

/** A patient joins those seen today when one leaves him: nothing in the list moves under the click that opens it. */
function noteLeft(session: Session): void {
  const state = session.record.getState();
  if (state.phase !== 'shown') return;
  const opened = session.openedToday.getState();
  if (!opened.has(state.patient)) session.openedToday.setState(new Set([...opened, state.patient]), true);
}

/** Leaves the record on the screen, if any. */
function leaveRecord(session: Session): void {
  leaveRenewal(session);
  noteLeft(session);
  closeRecord(session.record, session.bridge.ask);
}

/** The panel of a new patient; `fill` is what the practice's software said of him. */
export function startNewLink(session: Session, fill: HandOverAccepted['fill'] = null): void {
  leaveRecord(session);
  session.place.setState(
    { at: 'link', intent: 'new', link: null, store: createLinkStore({ intent: 'new', fill }) },
    true,
  );
}

/** Renews a link where it stands, or goes on with the renewal that was prepared before: the record stays on the screen. */
export function startRenewal(session: Session, link: TherapeuticLink): void {
  const mine = readLinks(session).filter((one) => one.patient.id === link.patient.id);
  const prepared = mine.find((one) => one.state === 'draft' || one.state === 'printed');
  const running = mine.find((one) => one.state === 'active') ?? null;
  const store =
    prepared === undefined
      ? createLinkStore({ intent: 'renew', link })
      : createLinkStore({ intent: 'resume', link: prepared, renewing: running });
  session.renewal.setState({ patient: link.patient.id, store }, true);
}

/** Leaves a renewal as it stands at the hospital: its form may be signed later. */
export function leaveRenewal(session: Session): void {
  session.renewal.setState(null, true);
}

/** The link was signed: the record on the screen stands on it from now on. */
export async function endRenewal(session: Session, link: TherapeuticLink): Promise<void> {
  leaveRenewal(session);
  const state = session.record.getState();
  if (state.phase === 'shown' && state.patient === link.patient.id)
    await openRecord(session.record, session.bridge.ask, link.patient.id);
}

/** All links of the physician, in the whole window. */
export function openLinks(session: Session): void {
  leaveRecord(session);
  session.place.setState({ at: 'links' }, true);
}

/** What is to be done, over all patients. */
export function openTodo(session: Session): void {
  leaveRecord(session);
  session.place.setState({ at: 'todo' }, true);
}

/** Opens a record at one of its documents. */
export async function openPatientAt(session: Session, patient: string, document: string): Promise<void> {
  openPatient(session, patient);
  const isOpening = (): boolean => {
    const state = session.record.getState();
    return state.phase === 'opening' && state.patient === patient;
  };
  if (isOpening())
    await new Promise<void>((resolve) => {
      const stop = session.record.subscribe(() => {
        if (isOpening()) return;
        stop();
        resolve();
      });
    });
  if (readPatient(session.record.getState()) === patient) openEntry(session, document);
}

/** The day, in the large part of the window. */
export function openDay(session: Session): void {
  leaveRecord(session);
  session.place.setState({ at: 'agenda' }, true);
}

/** Opens an appointment: the record, the panel where his link waits, or the day, where the next step stands. */
export function openAppointment(session: Session, { link, standing }: AgendaEntry): void {
  const found = readLinks(session).find(({ id }) => id === link);
  if (found === undefined || standing.state === 'unavailable') openDay(session);
  else openLink(session, found);
}

/** Back to nothing chosen. */
export function goHome(session: Session): void {
  leaveRecord(session);
  session.place.setState({ at: 'home' }, true);
}

/** Opens a document of the record on the screen. */
export function openEntry(session: Session, document: string): void {
  const state = session.record.getState();
  if (state.phase !== 'shown') return;
  const shown = session.document.getState();
  if (shown.phase === 'shown' && shown.document === document) return;
  openDocument(session.document, session.bridge.ask, state.patient, document).catch(reportFault);
}

/** After unlocking: a record that was shut only because the window was locked opens again, at the same document. */
export async function reopenAfterLock(session: Session, document: string | null): Promise<void> {
  const state = session.record.getState();
  if (state.phase !== 'closed' || (state.reason !== 'vault-locked' && state.reason !== 'session-required')) return;
  await openRecord(session.record, session.bridge.ask, state.patient);
  if (document !== null) openEntry(session, document);
}

/** What the physician agreed to: his patient's record or link, or the panel of a new patient filled in. */
export function followHandOver(session: Session, { patient, fill }: HandOverAccepted): void {
  if (patient !== null) {
    const mine = readLinks(session).filter((one) => one.patient.id === patient);
    const link = mine.find((one) => one.state === 'active') ?? mine[0];
    if (link === undefined) openPatient(session, patient);
    else openLink(session, link);
  } else if (fill !== null) startNewLink(session, fill);
}

function readLinks(session: Session): readonly TherapeuticLink[] {
  const state = session.patients.getState();
  return state.phase === 'shown' ? state.links : [];
}
