import type { Segment } from './message.ts';

/** The remark of consecutive NTE segments, one line each, as the sender wrote it; '' for none. Page furniture at its ends is trimmed. */
export function toNote(notes: readonly Segment[]): string {
  const lines = notes.flatMap((nte) => {
    const values = nte.all(3);
    return values.length === 0 ? [''] : values.map((value) => value.text().trimEnd());
  });
  return lines.join('\n').replace(/^\n+/, '').trimEnd();
}
