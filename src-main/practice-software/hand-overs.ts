import {
  type HandOverAccepted,
  type HandOverFault,
  type HandOverFile,
  handOverLife,
  type HandOverState,
  type Sent,
  type SentForm,
} from '../../contracts/hand-over.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { TherapeuticLink } from '../../contracts/link.ts';
import type { AgendaKeeper } from '../agenda/agenda.ts';
import type { Tell } from '../ipc/channels.ts';
import type { Log } from '../log/log.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import type { OpenSession } from '../session/session.ts';
import type { Records } from '../sync/records.ts';
import { findAsked, type Found, toWritten } from './find-asked.ts';
import type { HandOverCall } from './hand-over-id.ts';
import { openReturning } from './returning.ts';
import { type SendBackParts, sendBack } from './send-back.ts';
import { takeFile } from './take-file.ts';
import { listIds, makeFolders, sweep, toHandOverFolders, watchFolder } from './watch-folder.ts';

/** The collaborators of what the practice's software hands over. */
export interface HandOverParts extends Omit<SendBackParts, 'records'> {
  readonly userData: string;
  readonly state: AppStateHolder;
  readonly session: () => OpenSession;
  readonly agenda: Pick<AgendaKeeper, 'numbers' | 'takeLines'>;
  readonly listLinks: () => Promise<readonly TherapeuticLink[]>;
  readonly records: Pick<Records, 'read' | 'look' | 'isEnded'>;
  readonly tell: Tell;
  /** Brings the window before the others: the physician clicked in his software. */
  readonly raise: () => void;
  readonly now: () => Date;
  readonly log: Log;
}

/** What the practice's software hands over: one request at a time, shown to whoever is signed in, done at his click alone [X07]. */
export interface HandOvers {
  /** Makes the folders and watches the one for drops. */
  start(): Promise<void>;
  /** A link or a command line came. */
  call(called: HandOverCall): Promise<void>;
  read(): Promise<HandOverState>;
  accept(id: string, patient: string | null): Promise<HandOverAccepted>;
  dismiss(): void;
  /** A link was made with this number: it is known from now on, and what is sent back of that patient goes where the software said. */
  linked(patient: string, niss: string): Promise<void>;
  send(patient: string, document: string, as: SentForm): Promise<Sent>;
  /** The session ended. */
  closed(): void;
  stop(): void;
}

interface Pending {
  readonly id: string;
  readonly file: HandOverFile;
  readonly at: number;
  /** Who had locked the window when it came; nobody else is shown it. */
  readonly person: string | null;
}

/** A request that nobody answers is forgotten, in milliseconds. */
const WAITS = 600_000;
/** Names that were used once are refused for as long as a file could still be young. */
const REMEMBERED = 500;

/** Opens the keeper of hand-overs; nothing is read before `start`. */
export function openHandOvers(parts: HandOverParts): HandOvers {
  const { state, agenda, tell, now, log } = parts;
  const folders = toHandOverFolders(parts.userData);
  const used = new Map<string, number>();
  const returning = openReturning({ userData: parts.userData, numbers: agenda.numbers, now, log });
  let pending: Pending | null = null;
  let fault: HandOverFault | null = null;
  let watching: { stop(): void } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  const changed = (): void => tell('hand-over/changed', {});
  const stops = state.onChange(() => {
    const { stage } = state.read();
    // Another person than the one who was here: what was asked of the first is not his to see.
    if (pending?.person != null && stage.stage === 'signed-in' && stage.person.id !== pending.person) pending = null;
    changed();
  });

  function isPhysician(): boolean {
    const { stage } = state.read();
    return stage.stage === 'signed-in' && stage.person.role === 'physician';
  }

  function refuse(why: HandOverFault): void {
    log.write('hand-over/refused', { absent: why === 'absent', expired: why === 'expired', unsafe: why === 'unsafe' });
    // Anybody's web page may call with a name of no file: that takes nothing away from a request that stands.
    if (pending === null) fault = why;
    changed();
  }

  async function take(folder: string, id: string): Promise<void> {
    const at = now().getTime();
    for (const [one, when] of used) if (at - when > WAITS || used.size > REMEMBERED) used.delete(one);
    const isReplay = used.has(id);
    used.set(id, at);
    const taken = await takeFile(folder, id, now());
    if (isReplay || !taken.ok) {
      refuse(taken.ok ? 'absent' : taken.fault);
      return;
    }
    const { stage } = state.read();
    const person = stage.stage === 'locked' || stage.stage === 'signed-in' ? stage.person.id : null;
    pending = { id, file: taken.file, at, person };
    fault = null;
    clearTimeout(timer);
    timer = setTimeout(forget, WAITS);
    timer.unref();
    log.write('hand-over/received', { appointments: taken.file.appointments?.length ?? 0 });
    parts.raise();
    changed();
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work).catch((cause: unknown) => log.write('hand-over/bug', {}, cause));
    return turn;
  }

  function forget(): void {
    clearTimeout(timer);
    pending = null;
    fault = null;
    changed();
  }

  async function find(file: HandOverFile): Promise<Found> {
    const links = await parts.listLinks();
    if (file.niss === undefined) return findAsked(file, { links, numbers: agenda.numbers.read(), number: null });
    const number = await agenda.numbers.toFingerprint(file.niss);
    if (![...agenda.numbers.read().values()].includes(number)) {
      // Copies made by opening a record say their number too; a patient without a copy teaches nothing.
      for (const { patient } of links) await agenda.numbers.learnFromCopy(patient.id).catch(() => undefined);
    }
    return findAsked(file, { links, numbers: agenda.numbers.read(), number });
  }

  function toFill(file: HandOverFile): HandOverAccepted['fill'] {
    if (file.niss === undefined && file.family === undefined) return null;
    const { niss = null, family = '', given = '', birthDate = '' } = file;
    return { niss, family, given, birthDate };
  }

  async function look(patient: string, id: string): Promise<void> {
    await parts.records.look({ patient, object: `hand-over/${id}`, action: 'received' });
  }

  async function listDropped(): Promise<void> {
    const ids = await listIds(folders.dropped);
    // One after the other: the last one is what was asked last.
    for (const id of ids) await take(folders.dropped, id);
  }

  return {
    async start() {
      await makeFolders(folders);
      await Promise.all([sweep(folders.called, now()), sweep(folders.dropped, now())]);
      const appeared = (): void => void inTurn(listDropped);
      watching = watchFolder(folders.dropped, appeared, log);
      const sweeping = setInterval(() => {
        void sweep(folders.called, now());
        void sweep(folders.dropped, now());
      }, handOverLife);
      sweeping.unref();
      const { stop } = watching;
      watching = {
        stop() {
          clearInterval(sweeping);
          stop();
        },
      };
      appeared();
    },
    async call(called) {
      await inTurn(async () => {
        if ('fault' in called) refuse(called.fault);
        else await take(folders.called, called.id);
      });
    },
    async read() {
      const none = { request: null, returning: null };
      const covered = { waiting: pending !== null, fault: pending === null ? fault : null, ...none };
      if (!isPhysician()) return covered;
      const back = returning.patient();
      if (pending === null) return { waiting: false, request: null, fault, returning: back };
      const { id, file } = pending;
      const found = await find(file);
      if (!isPhysician()) return covered;
      const request = {
        id,
        written: toWritten(file),
        asked: toFill(file) !== null,
        appointments: file.appointments?.length ?? 0,
        ...found,
      };
      return { waiting: true, request, fault: null, returning: back };
    },
    async accept(id, patient) {
      parts.session();
      const asked = pending;
      if (!isPhysician()) throw new ExpectedFailure('forbidden-for-role');
      if (asked === null || asked.id !== id) throw new ExpectedFailure('conflict');
      const { file } = asked;
      const { patients } = await find(file);
      // Of two clicks, or of a request that another one replaced meanwhile, one is done.
      if (pending !== asked) throw new ExpectedFailure('conflict');
      if (patient !== null && !patients.some((one) => one.id === patient)) throw new ExpectedFailure('conflict');
      if (patient !== null) await look(patient, id);
      forget();
      const taken = file.appointments === undefined ? null : await agenda.takeLines(file.appointments);
      const fill = patient === null ? toFill(file) : null;
      if (patient !== null) await returning.bind(patient, id, file);
      else if (fill !== null) returning.expect(id, file);
      changed();
      return { patient, fill, taken };
    },
    dismiss: forget,
    async linked(patient, niss) {
      await agenda.numbers.learn(patient, niss).catch(() => undefined);
      try {
        const id = await returning.linked(patient, niss);
        if (id === null) return;
        await look(patient, id);
        changed();
      } catch (cause) {
        log.write('hand-over/not-bound', {}, cause);
      }
    },
    async send(patient, document, as) {
      parts.session();
      return await sendBack(parts, returning, patient, document, as);
    },
    closed() {
      returning.forget();
    },
    stop() {
      stops();
      watching?.stop();
      forget();
      returning.forget();
    },
  };
}
