import { randomUUID } from 'node:crypto';
import { type Agenda, type AgendaTaken, longestAgenda } from '../../contracts/agenda.ts';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { TherapeuticLink } from '../../contracts/link.ts';
import type { Tell } from '../ipc/channels.ts';
import type { OpenSession } from '../session/session.ts';
import { openTurns } from '../storage/in-turn.ts';
import { type AheadLimits, openPace } from '../sync/prefetch-pace.ts';
import type { RoomDay } from '../sync/copy-room.ts';
import { type Expected, toTurns } from '../sync/prefetch-order.ts';
import type { PrefetchParts } from '../sync/prefetch-shape.ts';
import { openPrefetch } from '../sync/prefetch.ts';
import { emptyDay, KeptDay, type KeptEntry, mergeLines } from './kept-day.ts';
import { type KnownNumbers, openKnownNumbers } from './known-numbers.ts';
import { readAgenda, type ReadAgenda } from './read-agenda.ts';
import { openSight } from './sight.ts';
import { toEntry } from './standing.ts';
import { practiceZone, toWall } from './zone-time.ts';

/** The collaborators of the day. */
export interface AgendaParts extends Omit<PrefetchParts, 'mayRead' | 'refused' | 'changed' | 'clock' | 'pace'> {
  readonly listLinks: () => Promise<readonly TherapeuticLink[]>;
  /** Whoever is signed in and not locked; throws when nobody is. */
  readonly session: () => OpenSession;
  readonly limits: AheadLimits;
  readonly tell: Tell;
}

/** One appointment as the practice's software hands it over. */
export interface HandedLine {
  /** `HH:MM` in Belgium. */
  readonly at: string | null;
  readonly name: string;
  readonly birthDate: string | null;
  readonly niss: string | null;
}

/** Today's patients of one physician, sealed in his vault until the day ends, and the copying of their records before they sit down [X02]. */
export interface AgendaKeeper {
  readonly numbers: KnownNumbers;
  read(): Promise<Agenda>;
  /** A line, a pasted list, or a file's bytes. */
  take(content: string | Uint8Array): Promise<AgendaTaken>;
  /** What the practice's software hands over; nothing of it is kept but what `take` keeps. */
  takeLines(lines: readonly HandedLine[]): Promise<AgendaTaken>;
  choose(entry: string, patient: string | null): Promise<void>;
  arrive(entry: string, arrived: boolean): Promise<void>;
  remove(entry: string): Promise<void>;
  clear(): Promise<void>;
  /** Somebody signed in or came back. */
  opened(): void;
  /** The session ended. */
  closed(): void;
  linksChanged(): void;
  /** The hospital has news of this patient; null: of all, and of the links. */
  stale(patient: string | null): void;
  /** Of this patient (null: of all) nothing may be read any more. */
  lost(patient: string | null): void;
  /** His copy was destroyed; it may be made again. */
  copyGone(patient: string | null): void;
  seen(patient: string): void;
  isCurrent(patient: string): boolean;
  /** Whom the day still expects, and whom it has seen. */
  day(): RoomDay;
  stop(): void;
}

const TELL_EVERY = 400;
const SAVE_EVERY = 5_000;
const TICK = 30_000;

/** Opens the day: nothing is known before `opened`. */
export function openAgenda(parts: AgendaParts): AgendaKeeper {
  const { vault, now, log } = parts;
  const numbers = openKnownNumbers(vault, log);
  const pace = openPace(parts.limits);
  const sight = openSight(numbers, now);
  let day = '';
  let kept: KeptDay | null = null;
  let telling: NodeJS.Timeout | undefined;
  let saving: NodeJS.Timeout | undefined;
  const inTurn = openTurns();

  const today = (): string => toWall(now().getTime(), practiceZone).day;
  let expected: readonly Expected[] = [];

  const clock = (): string => toWall(now().getTime(), practiceZone).at;
  const prefetch = openPrefetch({
    ...parts,
    pace,
    clock,
    mayRead: sight.mayRead,
    refused(patient) {
      sight.bar(patient);
      linksChanged();
    },
    changed() {
      tell();
      note();
    },
  });

  function tell(): void {
    telling ??= setTimeout(() => {
      telling = undefined;
      parts.tell('agenda/changed', {});
    }, TELL_EVERY);
    telling.unref();
  }

  async function save(): Promise<void> {
    clearTimeout(saving);
    saving = undefined;
    if (kept === null) return;
    kept = { ...kept, bytes: pace.total() };
    await vault.order('save-today', { day, text: JSON.stringify(kept) });
  }

  /** Keeps, now and then, what copying ahead has reached. */
  function note(): void {
    if (kept === null) return;
    const ready = { ...kept.ready };
    for (const { patient } of expected) {
      const ahead = prefetch.read(patient);
      if (ahead.state !== 'ready' || ready[patient] === ahead.at) continue;
      ready[patient] = ahead.at;
      numbers.learnFromCopy(patient).catch((cause: unknown) => log.write('agenda/number-not-learnt', {}, cause));
    }
    kept = { ...kept, ready };
    saving ??= setTimeout(() => void save().catch(() => undefined), SAVE_EVERY);
    saving.unref();
  }

  /** Nobody else has patients, or asks the hospital for any. */
  function assertPhysician(): void {
    if (parts.session().person.role !== 'physician') throw new ExpectedFailure('forbidden-for-role');
  }

  /** The day of today, emptied when another one has begun. */
  async function load(): Promise<KeptDay> {
    assertPhysician();
    if (kept !== null && day === today()) return kept;
    if (kept !== null) await vault.order('drop-days', null);
    day = today();
    const read = KeptDay.safeParse(JSON.parse((await vault.order('read-today', { day })) ?? 'null'));
    kept = read.success ? read.data : emptyDay;
    pace.begin(kept.bytes);
    for (const patient of Object.keys(kept.ready)) {
      // The copy may have been destroyed since, with its lease or its link.
      const isThere = await vault.order('read-state', { patient }).then(
        () => true,
        () => false,
      );
      if (!isThere) delete kept.ready[patient];
    }
    return kept;
  }

  async function refreshLinks(): Promise<void> {
    const links = await sight.adopt(parts.listLinks);
    await numbers.open(links.length === 0 ? null : links.map(({ patient }) => patient.id));
  }

  /** Looks at the day anew: whom it expects, and in which order. */
  async function follow(): Promise<void> {
    const { entries } = await load();
    sight.look();
    // Whoever cannot be read any more lost his copy; it begins anew if that is ever allowed again.
    for (const { patient } of expected) if (!sight.mayRead(patient)) prefetch.forget(patient);
    expected = sight.listExpected(entries);
    prefetch.expect(expected);
    tell();
  }

  function linksChanged(): void {
    void inTurn(async () => {
      assertPhysician();
      await refreshLinks();
      await follow();
    }).catch((cause: unknown) => {
      if (!(cause instanceof ExpectedFailure)) log.write('agenda/not-followed', {}, cause);
    });
  }

  async function change(work: (entries: readonly KeptEntry[]) => readonly KeptEntry[]): Promise<void> {
    await inTurn(async () => {
      const before = await load();
      kept = { ...before, entries: [...work(before.entries)] };
      await save();
      await follow();
    });
  }
  const changeOne = (id: string, part: Partial<KeptEntry>): Promise<void> =>
    change((entries) => entries.map((entry) => (entry.id === id ? { ...entry, ...part } : entry)));

  async function merge({ lines, unread, elsewhere, gone }: ReadAgenda): Promise<AgendaTaken> {
    return await inTurn(async () => {
      const before = await load();
      if (sight.isEmpty()) await refreshLinks();
      const marked = await Promise.all(
        lines.map(async ({ day: _day, number, ...line }) => ({
          ...line,
          number: number === null ? null : await numbers.toFingerprint(number),
        })),
      );
      sight.look();
      const { entries, ...counts } = mergeLines(before.entries, marked, gone, sight.patientOf, randomUUID);
      kept = { ...before, entries: [...entries] };
      await save();
      await follow();
      return { ...counts, elsewhere, unread: unread.slice(0, 20).map((line) => line.slice(0, 80)) };
    });
  }

  const ticking = setInterval(() => {
    if (kept !== null && day !== today()) {
      prefetch.expect([]);
      void inTurn(follow).catch(() => undefined);
    }
    if (kept?.entries.length && sight.isEmpty()) linksChanged(); // The list could not be had when it was wanted.
    prefetch.poke();
  }, TICK);
  ticking.unref();

  return {
    numbers,
    async read() {
      const { entries } = await inTurn(load);
      const readyAt = (patient: string): string | null => kept?.ready[patient] ?? null;
      const shown = entries.map((entry) => toEntry(entry, sight.meant(entry), prefetch.read, readyAt));
      return { day, entries: shown, halted: prefetch.halted() };
    },
    async take(content) {
      if (content.length > longestAgenda) throw new ExpectedFailure('input-invalid');
      return await merge(readAgenda(content, today()));
    },
    async takeLines(lines) {
      const read = lines.map(({ at, name, birthDate, niss }) => ({
        at,
        day: null,
        words: name.replace(/\d/g, ' ').trim().slice(0, 120),
        births: birthDate === null ? [] : [birthDate],
        number: niss,
        uid: null,
        cancelled: false,
      }));
      return await merge({ lines: read, unread: [], elsewhere: 0, gone: [] });
    },
    choose: (entry, patient) => changeOne(entry, { chosen: patient ?? 'nobody' }),
    arrive: (entry, arrived) => changeOne(entry, { arrived }),
    remove: (id) => change((entries) => entries.filter((entry) => entry.id !== id)),
    clear: () => change(() => []),
    opened: linksChanged,
    closed() {
      clearTimeout(saving);
      saving = undefined;
      kept = null;
      sight.forget();
      numbers.forget();
      expected = [];
      prefetch.expect([]);
      prefetch.forget(null);
    },
    linksChanged,
    stale(patient) {
      prefetch.stale(patient);
      if (patient === null) linksChanged();
    },
    lost(patient) {
      sight.bar(patient);
      if (kept !== null && patient !== null) delete kept.ready[patient];
      prefetch.forget(patient);
    },
    seen(patient) {
      void change((entries) =>
        entries.map((entry) => (sight.meant(entry).link?.patient.id === patient ? { ...entry, seen: true } : entry)),
      ).catch(() => undefined);
    },
    copyGone: prefetch.forget,
    isCurrent: prefetch.isCurrent,
    day() {
      const turns = toTurns(expected, clock());
      const listed = (isSeen: boolean): string[] =>
        turns.filter(({ seen }) => seen === isSeen).map(({ patient }) => patient);
      return { expected: listed(false), seen: listed(true) };
    },
    stop() {
      clearInterval(ticking);
      clearTimeout(telling);
      clearTimeout(saving);
      prefetch.stop();
    },
  };
}
