import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { Release, ReleasePackage } from '../../contracts/release.ts';
import type { UpdateOffer, UpdateReason, UpdateState } from '../../contracts/updates.ts';
import { newToken } from '../log/token.ts';
import { openPace } from '../sync/prefetch-pace.ts';
import { UpdateRefusal } from './download.ts';
import { fetchRelease, removeReleases } from './fetch-release.ts';
import { openKept } from './kept.ts';
import { openOffers } from './offers.ts';
import { openOutcomes } from './outcomes.ts';
import { installers } from './package-kind.ts';
import { readKeys } from './read-keys.ts';
import { toEnd } from './resting.ts';
import { type Updates, type UpdatesParts, usualTiming } from './updates-shape.ts';

/** A release whose package lies here, whole and verified. */
interface Ready {
  readonly offer: UpdateOffer;
  readonly release: Release;
  readonly folder: string;
}

/** An ill end is said for a week. */
const SAID = 7 * 24 * 60 * 60_000;
/** An idle PC whose hospital did not confirm is left alone for so long. */
const IDLE_AGAIN = 10 * 60_000;
/** What an answer says when the release, or this PC's way to it, is gone; anything else is the line. */
const GONE: ReadonlySet<FailureCode> = new Set(['not-found', 'forbidden-for-role']);

/** Opens the app's side of updates; nobody is asked before the window stands. */
export async function openUpdates(parts: UpdatesParts): Promise<Updates> {
  const { state, kind, places, now, log, monotonic = () => performance.now(), timing = usualTiming } = parts;
  await mkdir(parts.folder, { recursive: true, mode: 0o700 });
  const kept = await openKept(parts.folder);
  const keys = kind === null ? [] : await readKeys(places.keys);
  const codeFile = join(parts.folder, 'ended');
  const outcomes = await openOutcomes({ ...parts, kept, folder: places.root, codeFile });
  const offers = openOffers({ ...parts, keys, outcomes });
  const pace = openPace({ bytesPerSecond: parts.bytesPerSecond, bytesPerDay: Number.POSITIVE_INFINITY }, monotonic);

  let step: UpdateState['step'] = kind !== null && keys.length === 0 ? 'unavailable' : 'none';
  let shown: { version: string | null; progress: number | null; requiredFrom: string | null } = nothing;
  let ready: Ready | null = null;
  /** Confirmed, and the app closes for it: it starts again afterwards. */
  let isLeaving = false;
  let running: Promise<void> | null = null;
  let settling: Promise<void> | null = null;
  let stopped = false;
  let isPainted = false;
  let idleSince = monotonic();
  let idleTried = Number.NEGATIVE_INFINITY;
  let next: NodeJS.Timeout | undefined;
  let wait = timing.again;
  let lastTold = '';
  let before = state.read();
  let isShutDown = false;
  const ended = new AbortController();

  const isOnline = (): boolean => state.read().connection.state === 'online';
  const atWork = (): boolean => ['signed-in', 'locked'].includes(state.read().stage.stage);
  /** Nobody is signed in, or the window has been locked, and nobody touched it: all that for half an hour. */
  const isIdle = (): boolean => state.read().stage.stage !== 'signed-in' && monotonic() - idleSince >= timing.idle;

  function read(): UpdateState {
    const { ill } = kept.read();
    const { requiredFrom } = shown;
    const isDue = requiredFrom !== null && offers.hospitalNow().getTime() >= Date.parse(requiredFrom);
    return {
      step,
      ...shown,
      // Only what one click mends keeps anybody out: without a line or a package the patients' copies stay within reach.
      isRequired: isDue && step === 'ready' && isOnline(),
      lastEnd: ill !== null && now().getTime() - Date.parse(ill.at) < SAID ? ill : null,
    };
  }
  function show(to: UpdateState['step'], change: Partial<typeof shown> = {}): void {
    step = to;
    shown = { ...(to === 'none' ? nothing : shown), ...change };
    tell();
  }
  function tell(): void {
    const said = read();
    const text = JSON.stringify(said);
    if (text === lastTold || stopped) return;
    lastTold = text;
    parts.tell(said);
  }

  /** Takes note of a release that is not installed; the hospital hears it once. */
  async function refuse(counter: number | null, reason: UpdateReason): Promise<void> {
    log.write('update/refused', { reason, incident: newToken().toUpperCase() });
    ready = null;
    if (counter !== null) await kept.refuse({ counter, end: toEnd(reason), reason, at: now().toISOString() });
    show('none');
  }

  /** One round: ask, judge, fetch. */
  async function round(): Promise<void> {
    await outcomes.send();
    const offer = await offers.ask();
    if (keys.length === 0) return;
    if (offer === null) {
      ready = null;
      await removeReleases(parts.folder, null);
      show('none');
      return;
    }
    const judged = offers.judge(offer);
    if (judged.ok) return await take(offer, judged.release, judged.file);
    await removeReleases(parts.folder, null);
    // Root tried it already, and said how it ended: the helpdesk must push another one.
    if (judged.reason === 'counter' && judged.counter === outcomes.root().end?.counter) return show('none');
    await refuse(judged.counter, judged.reason);
  }

  async function take(offer: UpdateOffer, release: Release, file: ReleasePackage): Promise<void> {
    const { version, counter } = release;
    const told = { version, requiredFrom: offer.requiredFrom };
    if (kind === null || installers[kind] === 'helpdesk') return show('unavailable', { ...told, progress: null });
    const until = kept.restsUntil(counter, now());
    if (until !== null) {
      later(until - now().getTime());
      return show('none');
    }
    if (ready?.offer.release === offer.release) {
      ready = { ...ready, offer };
      return show('ready', { ...told, progress: null });
    }
    ready = null;
    show('downloading', { ...told, progress: shown.progress ?? 0 });
    try {
      const folder = await fetchRelease(offer, release, file, {
        folder: parts.folder,
        client: parts.client,
        pace,
        still: timing.still,
        isStillOffered: async () => (await offers.ask())?.release === offer.release,
        ended: ended.signal,
        progress: (done) => show('downloading', { progress: Math.floor((done / file.size) * 100) / 100 }),
        ...(parts.free === undefined ? {} : { free: parts.free }),
      });
      ready = { offer, release, folder };
    } catch (cause) {
      const reason = toRefusal(cause);
      if (reason === null) throw cause;
      return await refuse(counter, reason);
    }
    log.write('update/ready', { counter });
    show('ready', { progress: null });
  }

  async function runRound(): Promise<void> {
    later(timing.ask * (0.9 + Math.random() / 5));
    try {
      await round();
      wait = timing.again;
    } catch (cause) {
      if (stopped) return;
      const code = cause instanceof ExpectedFailure ? cause.code : 'bug';
      log.write('update/not-fetched', { code, incident: newToken().toUpperCase() }, cause);
      if (GONE.has(code)) show('none');
      later(wait);
      wait = Math.min(wait * 2, timing.slowest);
    }
  }
  function check(): Promise<void> {
    if (stopped || kind === null || parts.client() === null || isLeaving) return Promise.resolve();
    running ??= runRound()
      .catch((cause: unknown) => log.write('update/bug', { incident: newToken().toUpperCase() }, cause))
      .finally(() => {
        running = null;
      });
    return running;
  }
  function later(milliseconds: number): void {
    clearTimeout(next);
    if (!stopped) next = setTimeout(() => void check(), Math.min(milliseconds, timing.ask)).unref();
  }

  /** Whether the hospital still wants it, and whether it still is what it should be: asked right before it is installed. */
  async function confirm(timeout: number): Promise<Ready> {
    const wanted = ready;
    if (wanted === null) throw new ExpectedFailure('conflict');
    const offer = await offers.ask(timeout);
    if (offer?.release === wanted.offer.release && offers.judge(offer).ok) return wanted;
    ready = null;
    show('none');
    later(timing.again);
    throw new ExpectedFailure('conflict');
  }

  /** Keeps what is on trial, and learns how an earlier attempt ended. */
  async function settle(): Promise<void> {
    if (!isPainted) return;
    if (kept.read().attempt !== null) await outcomes.learn();
    await outcomes.keep();
    if (kept.read().unsent.length > 0 && isOnline()) await outcomes.send();
    tell();
  }
  function settleNow(): void {
    settling ??= settle()
      .catch((cause: unknown) => log.write('update/not-settled', { incident: newToken().toUpperCase() }, cause))
      .finally(() => {
        settling = null;
      });
  }

  function tick(): void {
    tell();
    settleNow();
    if (step !== 'ready' || isLeaving || !isIdle() || parts.isBusy()) return;
    if (monotonic() - idleTried < IDLE_AGAIN) return;
    idleTried = monotonic();
    begin(isIdle).catch((cause: unknown) => log.write('update/not-confirmed', {}, cause));
  }

  async function begin(mayGoOn: () => boolean): Promise<void> {
    await confirm(10_000);
    // Somebody may have come while the hospital answered.
    if (!mayGoOn() || parts.isBusy() || isLeaving) throw new ExpectedFailure('conflict');
    isLeaving = true;
    show('installing');
    parts.quit();
  }

  const unhear = state.onChange((after) => {
    if (after.stage.stage !== before.stage.stage) idleSince = monotonic();
    const cameBack = after.connection.state === 'online' && before.connection.state !== 'online';
    before = after;
    tell();
    if (cameBack && isPainted) void check();
  });
  const ticking = setInterval(tick, timing.tick).unref();

  return {
    read,
    painted() {
      if (isPainted) return;
      isPainted = true;
      settleNow();
      void check();
    },
    check,
    active() {
      idleSince = monotonic();
    },
    async installNow() {
      if (step !== 'ready' || atWork() || parts.isBusy()) throw new ExpectedFailure('conflict');
      await begin(() => !atWork());
    },
    wantsExit: () => (isLeaving || ready !== null) && !isShutDown,
    async atExit() {
      try {
        const wanted = isLeaving ? ready : await confirm(timing.confirm);
        if (wanted === null || outcomes.isUnderWay()) return;
        await rm(codeFile, { force: true });
        const attempt = { counter: wanted.release.counter, at: now().toISOString() };
        await kept.change({ attempt: { ...attempt, pid: 0 } });
        const pid = parts.startInstall({ folder: wanted.folder, codeFile, restart: isLeaving });
        await kept.change({ attempt: { ...attempt, pid } });
        log.write('update/begun', { counter: attempt.counter });
      } catch (cause) {
        log.write('update/not-begun', { incident: newToken().toUpperCase() }, cause);
      }
    },
    shutDown() {
      isShutDown = true;
    },
    stop() {
      stopped = true;
      ended.abort();
      clearTimeout(next);
      clearInterval(ticking);
      pace.stop();
      unhear();
    },
  };
}

const nothing = { version: null, progress: null, requiredFrom: null };

function toRefusal(cause: unknown): UpdateReason | null {
  if (cause instanceof UpdateRefusal) return cause.reason;
  return cause instanceof ExpectedFailure && cause.code === 'disk-full' ? 'disk-full' : null;
}
