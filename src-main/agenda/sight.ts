import { type TherapeuticLink, toLinkAt } from '../../contracts/link.ts';
import type { Expected } from '../sync/prefetch-order.ts';
import type { KeptEntry, Whom } from './kept-day.ts';
import type { KnownNumbers } from './known-numbers.ts';
import { type Meaning, toMeant, toOneEach } from './standing.ts';

/** My links as they stand now, and whom each appointment means by them; found once for each state of the links. */
export interface Sight {
  /** The hospital's list; what was barred since it was asked for stays barred until the next one. */
  adopt(list: () => Promise<readonly TherapeuticLink[]>): Promise<readonly TherapeuticLink[]>;
  /** The hospital closed a patient (null: all): nothing is asked of him before the next list says that it may be. */
  bar(patient: string | null): void;
  /** A day, a number or the links changed: whom an appointment means is found anew. */
  look(): void;
  meant(entry: KeptEntry): Meaning;
  patientOf(whom: Whom): string | null;
  mayRead(patient: string): boolean;
  /** Whom of these appointments the hospital may be asked about, each patient once. */
  listExpected(entries: readonly KeptEntry[]): Expected[];
  isEmpty(): boolean;
  forget(): void;
}

/** Opens it without a link. */
export function openSight(numbers: Pick<KnownNumbers, 'read'>, now: () => Date): Sight {
  let links: readonly TherapeuticLink[] = [];
  let barred = new Set<string>();
  let isEverybodyBarred = false;
  let known: readonly TherapeuticLink[] = [];
  let readable: ReadonlySet<string> = new Set();
  let meanings = new WeakMap<KeptEntry, Meaning>();

  function look(): void {
    known = toOneEach(
      links.map((link) => {
        const isBarred = isEverybodyBarred || barred.has(link.patient.id);
        return toLinkAt(isBarred ? { ...link, readable: false } : link, now());
      }),
    );
    readable = new Set(known.filter((link) => link.readable).map(({ patient }) => patient.id));
    meanings = new WeakMap();
  }

  function meant(entry: KeptEntry): Meaning {
    const found = meanings.get(entry) ?? toMeant(entry, known, numbers.read());
    meanings.set(entry, found);
    return found;
  }

  return {
    look,
    meant,
    async adopt(list) {
      const before = { barred, all: isEverybodyBarred };
      barred = new Set(before.barred);
      const listed = await list();
      links = listed;
      barred = new Set([...barred].filter((patient) => !before.barred.has(patient)));
      if (before.all) isEverybodyBarred = false;
      look();
      return listed;
    },
    bar(patient) {
      if (patient === null) isEverybodyBarred = true;
      else barred.add(patient);
      look();
    },
    patientOf: (whom) => toMeant(whom, known, numbers.read()).link?.patient.id ?? null,
    mayRead: (patient) => readable.has(patient),
    listExpected(entries) {
      const named = new Set<string>();
      return entries.flatMap((entry) => {
        const { link } = meant(entry);
        if (link === null || !link.readable || named.has(link.patient.id)) return [];
        named.add(link.patient.id);
        return [{ patient: link.patient.id, at: entry.at, arrived: entry.arrived, seen: entry.seen }];
      });
    },
    isEmpty: () => links.length === 0,
    forget() {
      links = [];
      barred = new Set();
      isEverybodyBarred = false;
      look();
    },
  };
}
