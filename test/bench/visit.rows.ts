import type { Ratio } from './table.ts';
import type { Memory } from './visit.memory.ts';
import type { CopiedAhead } from './visit.practice.ts';

/** Copying ahead against a plain client's download of as many bytes over the same line. */
export function toPrefetchRows(
  count: number,
  ahead: CopiedAhead,
  plain: { readonly bytes: number; readonly milliseconds: number },
): Ratio[] {
  const alone = (bytes: number): number => (bytes * plain.milliseconds) / plain.bytes;
  const row = (what: string, value: number, bytes: number): Ratio => ({
    what: `${what}, ${(bytes / 1e6).toFixed(0)} MB`,
    value,
    unit: 'ms',
    against: { what: 'as many bytes by a plain client', value: alone(bytes) },
    keep: '–',
  });
  return [
    { what: 'list → the first patient is ready', value: ahead.firstReady, unit: 'ms', against: null, keep: '–' },
    row(`list → all ${count} are ready`, ahead.allReady, ahead.readyBytes),
    row(`list → all ${count} are whole`, ahead.whole, ahead.wholeBytes),
  ];
}

/** What the day left behind: after the last visit against the beginning, and against the fifth, when all code has run. */
export function toMemoryRows(weighed: readonly Memory[]): Ratio[] {
  const [first, fifth, last] = [weighed[0], weighed[1], weighed.at(-1)];
  if (first === undefined || fifth === undefined || last === undefined) return [];
  const of = (what: string, unit: Ratio['unit'], read: (one: Memory) => number, against: Memory): Ratio => ({
    what: `${what} after ${last.visits} visits`,
    value: read(last),
    unit,
    against: { what: `after ${against.visits}`, value: read(against) },
    keep: against === fifth ? '≤ 1.1' : 'back to 1',
  });
  const kinds = Object.keys(last.processes).filter((kind) => (last.processes[kind] ?? 0) > 50);
  return [
    of('memory of all processes', 'MB', ({ all }) => all, first),
    of('memory of all processes', 'MB', ({ all }) => all, fifth),
    ...kinds.map((kind) => of(`memory: ${kind}`, 'MB', ({ processes }) => processes[kind] ?? 0, fifth)),
    of("JavaScript of the window's page", 'MB', ({ windowHeap }) => windowHeap, fifth),
    of('JavaScript of the main process', 'MB', ({ mainHeap }) => mainHeap, fifth),
    of('nodes of the page that live', 'count', ({ elements }) => elements, fifth),
  ];
}
