import { join } from 'node:path';
import { updateEnds, UpdateOutcome } from '../../contracts/updates.ts';
import { readIfThere } from '../storage/safe-file.ts';

/** What root's helper says of this PC. */
export interface RootState {
  /** The counter of what is installed; 0 before the first update. */
  readonly counter: number;
  /** The highest counter that root ever accepted. */
  readonly highest: number;
  /** True from the installation until the window painted. */
  readonly onTrial: boolean;
  /** How the last attempt ended; null before the first. */
  readonly end: UpdateOutcome | null;
}

/** Reads root's `state` and `counter`; a PC that never was updated has neither, and a line that is not understood counts as absent. */
export async function readRootState(folder: string): Promise<RootState> {
  const [state, highest] = await Promise.all(['state', 'counter'].map((name) => readText(join(folder, name))));
  const lines = new Map<string, string>();
  for (const line of (state ?? '').split('\n')) {
    const space = line.indexOf(' ');
    if (space > 0) lines.set(line.slice(0, space), line.slice(space + 1).trim());
  }
  const counter = toCounter(lines.get('counter'));
  return {
    counter,
    highest: Math.max(counter, toCounter(highest?.trim())),
    onTrial: lines.get('trial') === 'yes',
    end: toEnd(lines),
  };
}

function toEnd(lines: ReadonlyMap<string, string>): UpdateOutcome | null {
  const end = lines.get('end');
  const reason = lines.get('reason');
  const read = (known: string | null): UpdateOutcome | null =>
    UpdateOutcome.safeParse({
      counter: toCounter(lines.get('end-counter')),
      end,
      reason: known,
      at: lines.get('at'),
    }).data ?? null;
  if (!isEnd(end)) return null;
  return read(reason ?? null) ?? read(null);
}

function isEnd(text: string | undefined): text is UpdateOutcome['end'] {
  return (updateEnds as readonly (string | undefined)[]).includes(text);
}

function toCounter(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

async function readText(path: string): Promise<string | undefined> {
  return (await readIfThere(path).catch(() => null))?.toString('utf8');
}
