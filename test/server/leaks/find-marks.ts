import type { MarkedRecord } from './marked-record.ts';

/** Part of a marked record that an answer betrays. */
export interface Found {
  readonly record: MarkedRecord;
  readonly part: 'seen' | 'hidden' | 'identity';
  readonly mark: string;
}

/** What looks like a mark: ids, UIDs, words, words in base64, names, numbers. */
const PATTERNS: readonly RegExp[] = [
  /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  /2\.25\.9\d{5}(?:\.1)*/g,
  /Canari(?:seen|hidden)\d+x[0-9a-f]{8}/g,
  /Pérsonne\d+q/g,
  /\b\d{11}\b/g,
  /LEAK-\d{4}/g,
];
/** « Canari » in base64, where a content begins with it. */
const ENCODED = /Q2FuYXJp[A-Za-z0-9+/]+/g;

/** Makes the finder of these records' marks in any text, whoever they belong to. */
export function openFinder(records: readonly MarkedRecord[]): (text: string) => readonly Found[] {
  const known = new Map<string, Omit<Found, 'mark'>>();
  for (const record of records) {
    known.set(record.patient, { record, part: 'identity' });
    for (const mark of record.identity) known.set(mark, { record, part: 'identity' });
    for (const part of ['seen', 'hidden'] as const)
      for (const mark of record[part].marks) known.set(mark, { record, part });
  }
  return (text) => {
    const decoded = [...text.matchAll(ENCODED)].map(([found]) => Buffer.from(found, 'base64').toString('utf8'));
    const whole = [text, ...decoded].join('\n');
    return PATTERNS.flatMap((pattern) =>
      [...new Set([...whole.matchAll(pattern)].map(([mark]) => mark))].flatMap((mark) => {
        const found = known.get(mark);
        return found === undefined ? [] : [{ ...found, mark }];
      }),
    );
  };
}
