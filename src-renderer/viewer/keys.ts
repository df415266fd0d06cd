import { playFilm } from './cine/play-film.ts';
import { tools } from './tools.ts';
import type { ViewerSession } from './viewer-session.ts';

/** What handling a key needs of the event. */
export interface KeyPress {
  readonly key: string;
  /** The key's place: figures are found by it, since Belgian keyboards write `&é"` without Shift. */
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly target: EventTarget | null;
  preventDefault(): void;
  stopPropagation(): void;
}

/** Does what a key means in the viewer; leaves the event alone when it means nothing, or belongs to the control that has the focus. */
export function pressKey(session: ViewerSession, event: KeyPress): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (belongsToControl(event)) return;
  if (!act(session, event)) return;
  event.preventDefault();
  event.stopPropagation();
}

/** Arrows and Enter stay with menus, buttons, the strip and the slider; letters and figures are the viewer's everywhere. */
function belongsToControl(event: KeyPress): boolean {
  if (!(event.target instanceof Element)) return false;
  if (event.target.closest('[role="menu"], [role="dialog"]')) return true;
  const walks = /^(Arrow|Enter$| $|Home$|End$|Page)/.test(event.key);
  return walks && event.target.closest('button, input, [role="listbox"], [role="toolbar"]') !== null;
}

function act(session: ViewerSession, event: KeyPress): boolean {
  const { tool, count, film, range } = session.store.getState();
  switch (event.key) {
    case 'PageUp':
      return did(session.moveBy(-10));
    case 'PageDown':
      return did(session.moveBy(10));
    case 'Home':
      return did(session.moveTo(0));
    case 'End':
      return did(session.moveTo(count - 1));
    case '+':
      return did(session.zoomBy(1.25));
    case '-':
    case '−':
      return did(session.zoomBy(0.8));
    case 'Delete':
      return did(session.clearMeasures());
    case 'Escape':
      return session.cancel();
    case ' ':
      return range !== null && did(playFilm(session, { playing: !film.playing }));
    case 'Enter':
      return tool === 'length' && did(session.setPoint());
    default:
      return arrow(session, event) || figure(session, event) || letter(session, event.key);
  }
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Arrows do what the chosen tool does; with Shift ten times as much. */
function arrow(session: ViewerSession, event: KeyPress): boolean {
  const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
  if (!step) return false;
  const [dx, dy] = event.shiftKey ? [step[0] * 10, step[1] * 10] : step;
  const { tool, cursor } = session.store.getState();
  switch (tool) {
    case 'scroll':
      if (step[1] !== 0) session.moveBy(dy);
      else session.chooseBy(step[0]);
      return true;
    case 'window':
      return did(session.turnWindow(dx * 6, dy * 6));
    case 'zoom':
      return did(session.zoomBy(1.1 ** -(dy - dx)));
    case 'pan':
      return did(session.panBy(dx * 10, dy * 10));
    case 'length':
    case 'probe':
      return did(session.aim([(cursor?.[0] ?? 0) + dx, (cursor?.[1] ?? 0) + dy]));
  }
}

function figure(session: ViewerSession, event: KeyPress): boolean {
  const key = /^(?:Digit|Numpad)([0-6])$/.exec(event.code)?.[1] ?? (/^[0-6]$/.test(event.key) ? event.key : '');
  if (key === '0') return did(session.setWindow({ kind: 'file' }));
  const preset = session.presets.find((one) => one.key === key);
  return preset !== undefined && did(session.setWindow({ kind: 'preset', preset }));
}

function letter(session: ViewerSession, key: string): boolean {
  const chosen = tools.find((one) => one.letter === key.toUpperCase());
  if (chosen) return did(session.use(chosen.tool));
  if (key.toUpperCase() === 'I') return did(session.invert());
  return key.toUpperCase() === 'R' && did(session.reset());
}

function did(_done: void): true {
  return true;
}
