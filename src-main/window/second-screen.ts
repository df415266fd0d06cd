import { ExpectedFailure } from '../../contracts/failure.ts';
import type { StudySummary } from '../../contracts/imaging.ts';
import type { SecondScreen, SecondView, ViewerPlace } from '../../contracts/second-screen.ts';
import type { Tell } from '../ipc/channels.ts';
import type { Log } from '../log/log.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import type { Monitor, Screens } from './screens.ts';

/** The second window, as whoever decides about it knows it. */
export interface SecondWindow {
  /** What it shows is another thing: it asks anew. */
  changed(): void;
  focus(): void;
  /** Gone at once, with its process and all that it holds. */
  destroy(): void;
}

/** The collaborators of the second screen. */
export interface SecondScreenParts {
  readonly screens: Screens;
  readonly state: AppStateHolder;
  /** Opens the window over one monitor, taking the keyboard or not; `closed` when its user closes it, or its process dies. */
  readonly openWindow: (monitor: Monitor, takesKeys: boolean, closed: () => void) => SecondWindow;
  /** A study of an open record; throws when the record or the study is not there, or no longer. */
  readonly readStudy: (patient: string, study: string) => Promise<StudySummary>;
  /** Whether this PC was told to show images there, and how to keep that. */
  readonly wanted: boolean;
  readonly keep: (wanted: boolean) => Promise<void>;
  readonly tell: Tell;
  readonly log: Log;
}

/** The images of an open record on another monitor: follows that record, and is gone with it. */
export interface SecondScreenKeeper {
  read(): SecondScreen;
  /** What the second window may show and ask pixels of; null when there is nothing. */
  view(): SecondView;
  show(wanted: {
    readonly patient: string;
    readonly study: string;
    readonly place: ViewerPlace | null;
    readonly byHand: boolean;
  }): Promise<void>;
  leave(patient: string, study: string): void;
  bringBack(): void;
  keepPlace(study: string, place: ViewerPlace): void;
  /** Every event told to the main window passes here first. */
  readonly hear: Tell;
  /** Takes the window away, whatever stands in it. */
  close(): void;
  stop(): void;
}

interface Shown {
  readonly patient: string;
  readonly study: StudySummary;
  readonly monitor: number;
  readonly opening: number;
  place: ViewerPlace | null;
}

/** Opens the keeper: nothing is shown. */
export function openSecondScreen(parts: SecondScreenParts): SecondScreenKeeper {
  const { screens, state, log } = parts;
  let { wanted } = parts;
  let window: { readonly on: number; readonly it: SecondWindow } | null = null;
  let shown: Shown | null = null;
  /** Counts what was asked for: an answer that comes after something else was decided is nothing. */
  let turn = 0;
  let openings = 0;
  let told = '';

  const other = (): Monitor | undefined => screens.list().find(({ id }) => id !== screens.main());
  const isAtWork = (): boolean => state.read().stage.stage === 'signed-in';
  const read = (): SecondScreen => ({
    available: other() !== undefined,
    wanted,
    shown: shown === null ? null : { patient: shown.patient, study: shown.study.studyInstanceUid },
  });

  function tell(): void {
    const now = read();
    if (JSON.stringify(now) === told) return;
    told = JSON.stringify(now);
    parts.tell('second-screen/changed', now);
  }

  /** Nothing is shown any more; the main window learns where its reader was. */
  function empty(): void {
    turn += 1;
    const last = shown;
    shown = null;
    if (last !== null)
      parts.tell('second-screen/left', {
        patient: last.patient,
        study: last.study.studyInstanceUid,
        place: last.place,
      });
  }

  function close(): void {
    empty();
    const last = window;
    window = null;
    last?.it.destroy();
    tell();
  }

  function choose(next: boolean): void {
    if (wanted === next) return;
    wanted = next;
    parts.keep(next).catch((cause: unknown) => log.write('second-screen/not-kept', {}, cause));
  }

  function bringBack(): void {
    choose(false);
    close();
    tell();
  }

  function put(next: Omit<Shown, 'monitor' | 'opening'>, takesKeys: boolean): void {
    const monitor = window === null ? other() : screens.list().find(({ id }) => id === window?.on);
    if (monitor === undefined) throw new ExpectedFailure('not-found');
    openings += 1;
    shown = { ...next, monitor: monitor.id, opening: openings };
    if (window === null) {
      const opened = parts.openWindow(monitor, takesKeys, () => {
        if (window?.it === opened) bringBack();
      });
      window = { on: monitor.id, it: opened };
    } else {
      window.it.changed();
      if (takesKeys) window.it.focus();
    }
    tell();
  }

  /** The record changed: what is gone from it goes, what is another study is opened anew. */
  async function follow(): Promise<void> {
    const before = shown;
    if (before === null) return;
    const mine = turn;
    const study = await parts.readStudy(before.patient, before.study.studyInstanceUid).catch(() => null);
    if (turn !== mine || shown !== before) return;
    if (study === null) close();
    else if (JSON.stringify(study) !== JSON.stringify(before.study)) put({ ...before, study }, false);
  }

  const stops = [
    screens.onChange(() => {
      // The system has already moved the window to a monitor that is left: the images belong in the main window then.
      if (window !== null && !screens.list().some(({ id }) => id === window?.on)) close();
      tell();
    }),
    state.onChange(() => {
      if (!isAtWork()) close();
      else if (window !== null) window.it.changed();
    }),
  ];

  return {
    read,
    view: () => ({
      language: state.read().language,
      shown:
        shown === null || !isAtWork()
          ? null
          : { patient: shown.patient, study: shown.study, place: shown.place, opening: shown.opening },
    }),
    async show({ patient, study, place, byHand }) {
      turn += 1;
      const mine = turn;
      const found = await parts.readStudy(patient, study);
      if (turn !== mine || !isAtWork()) return;
      // Asked for again, it stays as it is.
      if (window !== null && shown?.patient === patient && JSON.stringify(shown.study) === JSON.stringify(found)) {
        if (byHand) window.it.focus();
      } else put({ patient, study: found, place }, byHand);
      if (byHand) choose(true);
      tell();
    },
    leave(patient, study) {
      if (shown?.patient !== patient || shown.study.studyInstanceUid !== study) {
        turn += 1;
        return;
      }
      empty();
      window?.it.changed();
      tell();
    },
    bringBack,
    keepPlace(study, place) {
      if (shown?.study.studyInstanceUid === study) shown.place = place;
    },
    hear(event, value) {
      if (event === 'record/closed') {
        const { patient } = value as { patient: string | null };
        if (patient === null || shown === null || patient === shown.patient) close();
      } else if (event === 'record/changed' && (value as { patient: string }).patient === shown?.patient)
        follow().catch((cause: unknown) => log.write('second-screen/failed', {}, cause));
    },
    close,
    stop() {
      for (const stop of stops) stop();
      close();
    },
  };
}
