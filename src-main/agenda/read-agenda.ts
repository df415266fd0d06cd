import { decodeText } from './decode-text.ts';
import { isCalendar, readCalendar } from './read-calendar.ts';
import type { AgendaLine } from './read-line.ts';
import { readTable } from './read-table.ts';

/** A list as it was understood: the lines of today, and what was left out. */
export interface ReadAgenda {
  readonly lines: readonly AgendaLine[];
  readonly unread: readonly string[];
  readonly elsewhere: number;
  /** Names of appointments that are not today any more. */
  readonly gone: readonly string[];
}

/** Reads a list whatever it is: iCalendar, CSV, what was pasted, or one line. Only what is of `today` (Europe/Brussels) is kept. */
export function readAgenda(content: string | Uint8Array, today: string): ReadAgenda {
  const text = typeof content === 'string' ? content : decodeText(content);
  if (isCalendar(text)) return readCalendar(text, today);
  const { lines, unread } = readTable(text, today);
  const mine = lines.filter(({ day }) => day === null || day === today);
  return { lines: mine, unread, elsewhere: lines.length - mine.length, gone: [] };
}
