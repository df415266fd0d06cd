/** What a key does while something is shown to the patient; `pass` leaves it to what is shown, `none` to nobody. */
export type ShowKey = 'end' | 'larger' | 'smaller' | 'lock' | 'left' | 'right' | 'up' | 'down' | 'pass' | 'none';

const reading: ReadonlySet<string> = new Set([
  'Tab',
  'Enter',
  ' ',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'PageUp',
  'PageDown',
  'Home',
  'End',
]);

const moves: Readonly<Record<string, ShowKey>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

/**
 * What a key does: Échap ends, Ctrl and an arrow move the pointer, Ctrl + and − change the size, Ctrl L locks. Reading keys and, over images, those of the
 * viewer go on to what is shown; every other key of the window (search, next patient, marks, printing…) is nobody's: nothing happens behind.
 */
export function readShowKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  overImages: boolean,
): ShowKey {
  if (event.key === 'Escape') return 'end';
  if (event.altKey) return 'none';
  if (event.ctrlKey || event.metaKey) {
    if (event.key === '+' || event.key === '=') return 'larger';
    if (event.key === '-') return 'smaller';
    if (event.key.toLowerCase() === 'l') return 'lock';
    return moves[event.key] ?? 'none';
  }
  if (reading.has(event.key)) return 'pass';
  return overImages && (event.key.length === 1 || event.key === 'Delete') ? 'pass' : 'none';
}
