import type { Manifest } from '../../contracts/mirror.ts';
import type { Tell } from '../ipc/channels.ts';
import type { Log } from '../log/log.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import { toAlertText } from './alert-words.ts';
import { openNewResults } from './new-results.ts';

/** Shows one notice of the system; `dismissed` when the system or the user took it away. */
export type ShowAlert = (
  text: string,
  heard: { readonly pressed: () => void; readonly dismissed: () => void },
) => { readonly close: () => void };

/** The collaborators of the notices. */
export interface AlertsParts {
  readonly state: AppStateHolder;
  /** Whether this PC wants notices. */
  readonly isOn: () => boolean;
  /** The record is open. */
  readonly isOpen: (patient: string) => Promise<boolean>;
  /** The day expects this patient. */
  readonly isExpected: (patient: string) => Promise<boolean>;
  /** The window has the eyes of the user. */
  readonly isFocused: () => boolean;
  readonly showAlert: ShowAlert;
  readonly raise: () => void;
  readonly tell: Tell;
  readonly log: Log;
  /** How long to gather before a notice is shown, in milliseconds. */
  readonly gather?: number;
}

/** Notices of the operating system that new results came: a number, without name or kind, never over a lock or what is shown to a patient. */
export interface Alerts {
  /** A patient's copy was compared with the hospital. */
  compared(manifest: Manifest): void;
  /** Something is shown to a patient, or no longer. */
  hold(on: boolean): void;
  /** The window was brought to the front: what it shows needs no notice. */
  seen(): void;
  stop(): void;
}

const GATHER = 3_000;

/** Opens the notices: none stands. */
export function openAlerts(parts: AlertsParts): Alerts {
  const { state } = parts;
  const news = openNewResults();
  const pending = new Map<string, number>();
  let alert: { readonly close: () => void } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isHeld = false;
  /** What was pressed while the window was locked: opened once it no longer is. */
  let wanted: { readonly patient: string | null } | null = null;
  const isAtWork = (): boolean => state.read().stage.stage === 'signed-in';

  function close(): void {
    clearTimeout(timer);
    timer = undefined;
    const last = alert;
    alert = null;
    last?.close();
  }

  function open(patient: string | null): void {
    parts.raise();
    if (isAtWork()) parts.tell('alert/opened', { patient });
    else if (state.read().stage.stage === 'locked') wanted = { patient };
  }

  function deliver(): void {
    if (!parts.isOn()) pending.clear();
    if (isHeld || !isAtWork() || pending.size === 0) return;
    close();
    const patients = [...pending.keys()];
    const count = [...pending.values()].reduce((sum, one) => sum + one, 0);
    const shown = parts.showAlert(toAlertText(count, state.read().language), {
      pressed() {
        pending.clear();
        open(patients.length === 1 ? (patients[0] ?? null) : null);
      },
      dismissed() {
        if (alert === shown) pending.clear();
      },
    });
    alert = shown;
  }

  function soon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      deliver();
    }, parts.gather ?? GATHER);
    timer.unref();
  }

  async function add(patient: string, count: number): Promise<void> {
    // On the screen before the eyes of the physician it needs no notice.
    const isOpen = await parts.isOpen(patient);
    if (isOpen ? parts.isFocused() : !(await parts.isExpected(patient))) return;
    pending.set(patient, (pending.get(patient) ?? 0) + count);
    soon();
  }

  const stopHearing = state.onChange(({ stage }) => {
    if (stage.stage === 'signed-in') {
      if (wanted !== null) parts.tell('alert/opened', wanted);
      wanted = null;
      return;
    }
    // A notice that stands would be read on the system's own lock screen.
    close();
    pending.clear();
    isHeld = false;
    if (stage.stage === 'locked') return;
    wanted = null;
    news.forget();
  });

  return {
    compared(manifest) {
      const count = news.count(manifest);
      if (count > 0 && parts.isOn())
        add(manifest.patient, count).catch((cause: unknown) => parts.log.write('alert/failed', {}, cause));
    },
    hold(on) {
      isHeld = on;
      if (on) close();
      else if (pending.size > 0) soon();
    },
    seen() {
      close();
      pending.clear();
    },
    stop() {
      stopHearing();
      close();
    },
  };
}
