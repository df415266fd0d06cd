import { decodeText } from './decode-text.ts';
import { isCalendar, readCalendar } from './read-calendar.ts';
import type { AgendaLine } from './read-line.ts';
import { toNamesOf } from './names.ts';
import { type ReadList, readTable } from './read-table.ts';

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
  const read = isCalendar(text) ? readCalendar(text, today) : toToday(readTable(text, today), today);
  // Breaks and meetings stand in every agenda, and nobody comes to them.
  const lines = read.lines.filter(
    ({ words, births, number }) => births.length > 0 || number !== null || toNamesOf(words).length > 0,
  );
  return { ...read, lines };
}

function toToday({ lines, unread }: ReadList, today: string): ReadAgenda {
  const mine = lines.filter(({ day }) => day === null || day === today);
  return { lines: mine, unread, elsewhere: lines.length - mine.length, gone: [] };
}
