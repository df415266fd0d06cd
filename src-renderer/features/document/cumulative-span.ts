/** Which of many lines are in sight, and how much room those before and after them take. */
export interface Span {
  readonly first: number;
  /** One after the last. */
  readonly end: number;
  readonly before: number;
  readonly after: number;
}

/** The lines of these sizes that a window of `room` shows when it is scrolled by `scroll`, with `more` on either side. */
export function toSpan(sizes: readonly number[], scroll: number, room: number, more: number): Span {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let first = 0;
  let top = 0;
  while (first < sizes.length - 1 && top + (sizes[first] ?? 0) <= scroll) top += sizes[first++] ?? 0;
  let end = first;
  let bottom = top;
  while (end < sizes.length && bottom < scroll + room) bottom += sizes[end++] ?? 0;
  for (let count = 0; count < more && first > 0; count += 1) top -= sizes[--first] ?? 0;
  for (let count = 0; count < more && end < sizes.length; count += 1) bottom += sizes[end++] ?? 0;
  return { first, end, before: top, after: Math.max(0, total - bottom) };
}

/** Where to scroll so that one line is wholly in sight; `scroll` itself where it is already. */
export function toScroll(sizes: readonly number[], place: number, scroll: number, room: number): number {
  const start = sizes.slice(0, place).reduce((sum, size) => sum + size, 0);
  const end = start + (sizes[place] ?? 0);
  if (start < scroll) return start;
  return end > scroll + room ? Math.max(0, end - room) : scroll;
}
