import { type WordId, words } from './words.ts';

const named: Readonly<Record<string, WordId>> = {
  Enter: 'key.enter',
  Escape: 'key.escape',
  Shift: 'key.shift',
  Space: 'key.space',
  Delete: 'key.delete',
  Home: 'key.home',
  End: 'key.end',
  PageUp: 'key.page-up',
  PageDown: 'key.page-down',
};

/** What is printed on a key, in the language of the window; letters, arrows, F1… and `Ctrl` are the same on every Belgian keyboard. */
export function toKeyName(key: string): string {
  const id = named[key];
  return id === undefined ? key : words(id);
}
