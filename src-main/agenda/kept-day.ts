import { z } from 'zod';
import { Instant, PatientId } from '../../contracts/identifiers.ts';
import type { AgendaLine } from './read-line.ts';

/** One appointment as it is kept sealed until the day ends: no national number, only what this vault calls it. */
export const KeptEntry = z.strictObject({
  id: z.uuid(),
  at: z.string().nullable(),
  words: z.string(),
  births: z.array(z.string()),
  /** Fingerprint of the national number on the line. */
  number: z.string().nullable(),
  uid: z.string().nullable(),
  /** Whom the physician chose; `nobody` when it was none of the candidates. */
  chosen: z.union([PatientId, z.literal('nobody')]).nullable(),
  arrived: z.boolean(),
  seen: z.boolean(),
});
export type KeptEntry = z.infer<typeof KeptEntry>;

/** Everything that is kept of a day. */
export const KeptDay = z.strictObject({
  entries: z.array(KeptEntry),
  /** Bytes copied ahead today. */
  bytes: z.number(),
  /** When the copy of a patient was last the hospital's, documents and key images whole. */
  ready: z.record(z.string(), Instant),
});
export type KeptDay = z.infer<typeof KeptDay>;

/** A day on which nobody is expected. */
export const emptyDay: KeptDay = { entries: [], bytes: 0, ready: {} };

/** What an appointment says of who is meant. */
export interface Whom {
  readonly words: string;
  readonly births: readonly string[];
  readonly number: string | null;
  readonly chosen: string | null;
}

/** A line whose national number was exchanged for its fingerprint. */
export type MarkedLine = Omit<AgendaLine, 'day'>;

/** What became of the lines of one list. */
export interface Merged {
  readonly entries: readonly KeptEntry[];
  readonly added: number;
  readonly moved: number;
  readonly cancelled: number;
  readonly known: number;
}

/** No practice sees so many people on one day. */
const most = 200;

/** The same person on two lists, whatever the order of the words. */
function toNameKey({ words, births }: Pick<Whom, 'words' | 'births'>): string {
  const plain = words
    .normalize('NFD')
    .replace(/[^\p{L}\s]/gu, '')
    .toLowerCase()
    .split(/\s+/)
    .toSorted()
    .join(' ');
  return plain === '' ? '' : `${plain}/${births.join(' ')}`;
}

/**
 * Takes the lines of a list into the day. An appointment that is there already (the same name in its calendar, the same number, the same
 * words, or the same patient by `patientOf`) moves instead of standing twice; one that is cancelled or `gone` goes. Nothing else is taken away: a
 * list may be a part.
 */
export function mergeLines(
  before: readonly KeptEntry[],
  lines: readonly MarkedLine[],
  gone: readonly string[],
  patientOf: (whom: Whom) => string | null,
  makeId: () => string,
): Merged {
  let entries = [...before];
  const taken = new Set<string>();
  let [added, moved, cancelled, known] = [0, 0, 0, 0];
  const remove = (entry: KeptEntry): void => {
    entries = entries.filter((one) => one !== entry);
    cancelled += 1;
  };
  for (const uid of gone) for (const entry of entries.filter((one) => one.uid === uid)) remove(entry);
  for (const { cancelled: isCancelled, ...line } of lines) {
    const patient = patientOf({ ...line, chosen: null });
    const free = entries.filter(({ id }) => !taken.has(id));
    const same =
      free.find(({ uid }) => uid !== null && uid === line.uid) ??
      free.find(
        ({ uid, number }) => (uid === null || line.uid === null) && number !== null && number === line.number,
      ) ??
      free.find(
        (one) => (one.uid === null || line.uid === null) && toNameKey(one) !== '' && toNameKey(one) === toNameKey(line),
      ) ??
      free.find((one) => (one.uid === null || line.uid === null) && patient !== null && patientOf(one) === patient);
    if (isCancelled) {
      if (same !== undefined) remove(same);
      continue;
    }
    if (same === undefined) {
      if (entries.length >= most) continue;
      const entry: KeptEntry = {
        ...line,
        births: [...line.births],
        id: makeId(),
        chosen: null,
        arrived: false,
        seen: false,
      };
      entries.push(entry);
      taken.add(entry.id);
      added += 1;
      continue;
    }
    taken.add(same.id);
    const at = line.at ?? same.at;
    if (at === same.at) known += 1;
    else moved += 1;
    const births = line.births.length > 0 ? [...line.births] : same.births;
    const isLonger = line.words.length > same.words.length;
    const next = {
      ...same,
      at,
      births,
      number: line.number ?? same.number,
      uid: line.uid ?? same.uid,
      words: isLonger ? line.words : same.words,
    };
    entries = entries.map((one) => (one === same ? next : one));
  }
  return { entries: toSorted(entries), added, moved, cancelled, known };
}

/** In the order of the day: by the hour, then those without one as they came. */
export function toSorted(entries: readonly KeptEntry[]): KeptEntry[] {
  return entries.toSorted((one, other) => (one.at ?? '99').localeCompare(other.at ?? '99'));
}
