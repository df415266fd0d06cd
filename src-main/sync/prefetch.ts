import type { AheadReason } from '../../contracts/agenda.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import type { HospitalClient } from '../hospital/client.ts';
import { fetchBulk, toSingles } from './fetch-bulk.ts';
import { compareCopy } from './mirror-run.ts';
import { NoRoom } from './copy-room.ts';
import { Halted, Overtaken, toMeaning } from './prefetch-failures.ts';
import { type AheadCopy, planCopy } from './prefetch-plan.ts';
import { type Expected, toUnits, type Unit } from './prefetch-order.ts';
import type { AheadPart } from './prefetch-parts.ts';
import type { Prefetch, PrefetchParts } from './prefetch-shape.ts';

/** Asked for at once; how many of them are under way the queue says. */
const PARALLEL = 4;
/** A document or image that could not be fetched is tried again after so many milliseconds. */
const AGAIN = 300_000;
/** Of a refused document the manifest is asked again after so many milliseconds. */
const SOON = 5_000;

/** Opens the copying ahead: nobody is expected. */
export function openPrefetch(parts: PrefetchParts): Prefetch {
  const { vault, queue, pace, log } = parts;
  let expected: readonly Expected[] = [];
  let copies = new Map<string, AheadCopy>();
  let halt: AheadReason | null = null;
  let running: Promise<void> | null = null;
  let current: string | null = null;
  let stopped = false;

  function copyOf(patient: string): AheadCopy {
    const known = copies.get(patient);
    if (known !== undefined) return known;
    const made: AheadCopy = {
      news: 1,
      compared: 0,
      at: null,
      plan: null,
      failure: null,
      retryAt: 0,
      againAt: 0,
      isCrowded: false,
    };
    copies.set(patient, made);
    return made;
  }
  const isConfirmed = (copy: AheadCopy): boolean => copy.plan !== null && copy.compared === copy.news;
  const left = (copy: AheadCopy, part: AheadPart): number => copy.plan?.missing[part].size ?? 1;

  function isWanted({ patient, part }: Unit): boolean {
    const copy = copyOf(patient);
    if (!parts.mayRead(patient) || parts.isCopying(patient)) return false;
    if (copy.retryAt > parts.now().getTime()) return false;
    if (copy.isCrowded && part !== 'documents') return false;
    return part === 'documents'
      ? !isConfirmed(copy) || left(copy, part) > 0
      : isConfirmed(copy) && left(copy, part) > 0;
  }
  const choose = (): Unit | undefined => toUnits(expected, parts.clock()).find(isWanted);

  /** Waits for the turn of one more question; throws when it is somebody else's, or nobody's. */
  async function takeTurn(unit: Unit, item: MirrorItem | null): Promise<void> {
    await queue.quiet();
    // Documents are little and wait for nothing; their bytes count, and images then wait for them.
    if (unit.part !== 'documents') await pace.turn();
    if (stopped || !parts.mayRun()) throw new Overtaken();
    const now = choose();
    if (now?.patient !== unit.patient || now.part !== unit.part) throw new Overtaken();
    if (pace.isSpent()) throw new Halted('line-budget');
    if (item !== null) await takeRoom(unit, item);
  }

  /** There is none for whoever was seen today: nobody waits for him any more, and the others go on. */
  async function takeRoom({ patient }: Unit, item: MirrorItem): Promise<void> {
    try {
      await parts.room.take(patient, item, 'ahead');
    } catch (cause) {
      if (!(cause instanceof NoRoom)) throw cause;
      if (!expected.some((one) => one.patient === patient && one.seen)) throw new Halted(cause.reason);
      copyOf(patient).isCrowded = true;
      throw new Overtaken();
    }
  }

  async function compare(unit: Unit, copy: AheadCopy): Promise<void> {
    await takeTurn(unit, null);
    await compareNow(unit, copy);
  }

  async function compareNow(unit: Unit, copy: AheadCopy): Promise<void> {
    const { news } = copy;
    const at = parts.now().toISOString();
    const state = await compareCopy(unit.patient, parts);
    if (copies.get(unit.patient) !== copy) {
      // Forgotten meanwhile: the manifest that was on its way began a copy anew.
      await vault.order('purge', { patient: unit.patient });
      return;
    }
    const plan = await planCopy(vault, unit.patient, state);
    Object.assign(copy, { plan, at, compared: news, failure: null });
  }

  function stored(copy: AheadCopy, item: MirrorItem): void {
    if (copy.plan === null) return;
    for (const part of Object.values(copy.plan.missing)) part.delete(item);
    parts.changed();
  }

  async function fetchOne({ patient }: Unit, copy: AheadCopy, item: MirrorItem): Promise<void> {
    try {
      await queue.fetch(patient, item, 'ahead');
      pace.spent(item.bytes);
      stored(copy, item);
    } catch (cause) {
      const meaning = toMeaning(cause);
      if (meaning.means === 'refused') {
        // Whether the patient or this document alone is refused, the manifest says.
        copy.news += 1;
        rest(patient, SOON);
        throw new Overtaken();
      }
      if (meaning.means !== 'alone') throw cause;
      // This one alone: the others go on, and it is asked for again later.
      log.write('prefetch/item-failed', { code: meaning.code }, cause);
      stored(copy, item);
      copy.plan?.failed.add(item);
      Object.assign(copy, { failure: meaning.code, againAt: parts.now().getTime() + AGAIN });
    }
  }

  async function fetchMissing(unit: Unit, copy: AheadCopy): Promise<void> {
    const { plan } = copy;
    if (plan === null) return;
    const missing = [...plan.missing[unit.part]];
    const singles = unit.part === 'documents' ? toSingles(missing) : missing;
    const work = async (items: MirrorItem[]): Promise<void> => {
      for (let item = items.shift(); item !== undefined; item = items.shift()) {
        await takeTurn(unit, item);
        await fetchOne(unit, copy, item);
      }
    };
    const workers = (items: MirrorItem[]): Promise<void>[] => Array.from({ length: PARALLEL }, () => work(items));
    const bulk = async (): Promise<void> => {
      const paced = (): HospitalClient => ({
        ...parts.client(),
        async readResources(type, ids, signal) {
          await takeTurn(unit, null);
          const received = await parts.client().readResources(type, ids, signal);
          pace.spent(received.reduce((sum, { byteLength }) => sum + byteLength, 0));
          return received;
        },
      });
      await fetchBulk(unit.patient, missing, { client: paced, vault, log }, (item) => stored(copy, item));
      // What no answer to many had is asked for by itself.
      const left = missing.filter((item) => !alone.has(item) && plan.missing.documents.has(item));
      await allDone(workers(left));
    };
    const alone = new Set(singles);
    await allDone([...(unit.part === 'documents' ? [bulk()] : []), ...workers([...singles])]);
    if (copies.get(unit.patient) !== copy || plan !== copy.plan) return;
    // Which images are key images stands in what has only now come.
    if (unit.part !== 'rest')
      copy.plan = await planCopy(vault, unit.patient, await vault.order('read-state', { patient: unit.patient }), plan);
    if (Object.values(copy.plan.missing).every(({ size }) => size === 0) && copy.plan.failed.size === 0)
      await vault.order('settle', { patient: unit.patient });
  }

  /** The next patient's manifest is asked for while this one's documents come: the line does not stand still between the two. */
  async function compareNext(unit: Unit): Promise<void> {
    const next = toUnits(expected, parts.clock()).find(
      (one) => one.part === 'documents' && one.patient !== unit.patient && isWanted(one),
    );
    if (next === undefined || isConfirmed(copyOf(next.patient))) return;
    const copy = copyOf(next.patient);
    await queue.quiet();
    if (stopped || !parts.mayRun() || pace.isSpent() || !isWanted(next)) return;
    try {
      await compareNow(next, copy);
    } catch (cause) {
      await fail(next.patient, copy, cause);
    }
  }

  /** The patient is left alone for a while. */
  function rest(patient: string, milliseconds: number): void {
    copyOf(patient).retryAt = parts.now().getTime() + milliseconds;
    setTimeout(poke, milliseconds + 10).unref();
  }

  async function fail(patient: string, copy: AheadCopy, cause: unknown): Promise<void> {
    if (copies.get(patient) !== copy) return;
    const meaning = toMeaning(cause);
    if (meaning.means === 'all') halt = meaning.reason;
    if (meaning.means === 'begun-anew') {
      copies.delete(patient);
      rest(patient, 1_000);
    }
    if (meaning.means === 'refused') {
      copies.delete(patient);
      rest(patient, AGAIN);
      await vault.order('purge', { patient }).catch(() => undefined);
      parts.refused(patient);
    }
    if (meaning.means !== 'alone') return;
    log.write('prefetch/failed', { code: meaning.code }, cause);
    copy.failure = meaning.code;
    rest(patient, AGAIN);
  }

  async function run(): Promise<void> {
    halt = null;
    const now = parts.now().getTime();
    for (const copy of copies.values()) if ((copy.plan?.failed.size ?? 0) > 0 && copy.againAt <= now) copy.news += 1;
    while (!stopped && halt === null && parts.mayRun()) {
      const unit = choose();
      if (unit === undefined) return;
      const copy = copyOf(unit.patient);
      current = unit.patient;
      try {
        await (isConfirmed(copy) ? allDone([fetchMissing(unit, copy), compareNext(unit)]) : compare(unit, copy));
      } catch (cause) {
        await fail(unit.patient, copy, cause);
      }
      parts.changed();
    }
  }

  function poke(): void {
    if (stopped || running !== null || !parts.mayRun()) return;
    running = run()
      .catch((cause: unknown) => log.write('prefetch/bug', {}, cause))
      .finally(() => {
        running = null;
        current = null;
        parts.changed();
      });
  }

  return {
    expect(next) {
      expected = next;
      poke();
    },
    stale(patient) {
      for (const [one, copy] of copies) if (patient === null || one === patient) copy.news += 1;
      parts.changed();
      poke();
    },
    forget(patient) {
      const gone = patient === null ? [...copies.keys()] : [patient];
      for (const one of gone) {
        copies.delete(one);
        queue.drop(one);
      }
      parts.changed();
    },
    poke,
    read(patient) {
      const copy = copies.get(patient);
      if (!parts.isOnline()) return { state: 'waiting', reason: 'offline' };
      if (copy?.plan == null || !isConfirmed(copy)) {
        if (halt !== null) return { state: 'waiting', reason: halt };
        if (copy?.failure != null) return { state: 'waiting', reason: copy.failure };
        return current === patient
          ? { state: 'copying', part: 'documents', done: 0, total: 0 }
          : { state: 'waiting', reason: 'turn' };
      }
      const { missing, totals, failed } = copy.plan;
      const isLost = [...failed].some((item) => item.kind === 'resource' || copy.plan?.keys.has(item) === true);
      for (const part of ['documents', 'key-images'] as const) {
        if (missing[part].size === 0) continue;
        if (halt !== null || copy.isCrowded) return { state: 'waiting', reason: halt ?? 'disk-budget' };
        if (current !== patient) return { state: 'waiting', reason: 'turn' };
        return { state: 'copying', part, done: totals[part] - missing[part].size, total: totals[part] };
      }
      if (isLost) return { state: 'waiting', reason: copy.failure ?? 'bug' };
      const whole = missing['last-study'].size + missing.rest.size + failed.size === 0;
      return { state: 'ready', whole, at: copy.at ?? parts.now().toISOString() };
    },
    isCurrent: (patient) => {
      const copy = copies.get(patient);
      return parts.isOnline() && copy !== undefined && isConfirmed(copy) && left(copy, 'documents') === 0;
    },
    halted: () => halt,
    stop() {
      stopped = true;
      copies = new Map();
      pace.stop();
    },
  };
}

/** Waits for all of them, whatever becomes of one, then throws what the first that failed did. */
async function allDone(works: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(works);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
