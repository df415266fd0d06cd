import { useEffect } from 'react';

/** What the keys of the window do, one deed each. */
export interface KeyDeeds {
  readonly search: () => void;
  readonly find: () => void;
  readonly newPatient: () => void;
  /** Whoever the day expects next. */
  readonly nextPatient: () => void;
  readonly lock: () => void;
  readonly help: () => void;
  /** What is read, to the patient. */
  readonly show: () => void;
  readonly full: () => void;
  readonly back: () => void;
}

/** Listens to the keys of the window while it is not locked; a key without a deed is left alone. Letters alone never act while one is writing. */
export function useKeys(deeds: Partial<KeyDeeds>, active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    const press = (event: KeyboardEvent) => {
      const name = readDeed(event);
      const deed = name === null ? undefined : deeds[name];
      if (event.defaultPrevented || deed === undefined) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

function readDeed(event: KeyboardEvent): keyof KeyDeeds | null {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (control && !event.shiftKey && !event.altKey) {
    if (key === 'k') return 'search';
    if (key === 'f') return 'find';
    if (key === 'n') return 'newPatient';
    if (key === 'l') return 'lock';
    return null;
  }
  if (event.key === 'F8' && !control && !event.shiftKey && !event.altKey) return 'nextPatient';
  if (event.key === 'Escape') return 'back';
  if (control || event.altKey || isWriting(event.target)) return null;
  if (event.key === '?') return 'help';
  if (key === 'e') return 'show';
  if (key === 'f') return 'full';
  return null;
}

/** What takes letters: a slider, a tick or a choice among few does not. */
const TAKES_LETTERS =
  'input:not([type=range], [type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(TAKES_LETTERS) !== null;
}
