import type { PixelPriority, StudySummary } from '../../../contracts/imaging.ts';
import type { DecodePool } from '../decode-pool.ts';
import { UnreadableImage } from '../decode/unreadable.ts';
import { type PixelSource, PixelsMissing } from '../pixel-source.ts';
import { type OrderedStack, toStacks } from './order.ts';
import { type Slice, takeFacts, takeObject, toExpected, toSlices, withFrames } from './slice.ts';

/** A stack on the strip: its id stays while slices arrive, its order may still change. */
export interface Stack extends OrderedStack<Slice> {
  readonly id: string;
  readonly seriesInstanceUid: string;
  /** Keys of `slices`. */
  readonly keys: readonly string[];
  /** Counted from 1 when a series falls apart into several stacks, else 0. */
  readonly part: number;
}

/** Where the reader is looking: decides what is loaded next. */
export interface Focus {
  readonly stack: string;
  readonly index: number;
}

/** Told after slices changed state. */
export type LoaderListener = (slices: readonly Slice[]) => void;

const readsAhead = 6;

/** Loads a study's slices in the order they are wanted: what is on the screen, its neighbours, one picture of every stack, the rest of the stack. */
export class StudyLoader {
  readonly #study: StudySummary;
  readonly #source: Pick<PixelSource, 'read'>;
  readonly #pool: Pick<DecodePool, 'decode'>;
  readonly #listener: LoaderListener;
  readonly #budget: number;
  readonly #bySeries: Map<string, readonly Slice[]>;
  readonly #byKey: Map<string, Slice>;
  readonly #reading = new Map<string, AbortController>();
  #stacks: readonly Stack[];
  #focus: Focus;
  #held = 0;
  #unsorted = false;
  #ended = false;

  constructor(
    study: StudySummary,
    source: Pick<PixelSource, 'read'>,
    pool: Pick<DecodePool, 'decode'>,
    budget: number,
    listener: LoaderListener,
  ) {
    this.#study = study;
    this.#source = source;
    this.#pool = pool;
    this.#budget = budget;
    this.#listener = listener;
    this.#bySeries = new Map(study.series.map((series) => [series.seriesInstanceUid, toSlices(series)]));
    this.#byKey = new Map([...this.#bySeries.values()].flat().map((slice) => [slice.key, slice]));
    this.#stacks = this.#arrange();
    const first = this.#stacks[0];
    this.#focus = { stack: first?.id ?? '', index: middleOf(first) };
  }

  /** The stacks in the order of the study's series. */
  get stacks(): readonly Stack[] {
    return this.#stacks;
  }

  /** The slice of a key; undefined when the study has none. */
  slice(key: string): Slice | undefined {
    return this.#byKey.get(key);
  }

  /** Sorts again if files have said where they lie since the last time; true when that changed any stack. Once a frame is enough. */
  sort(): boolean {
    if (!this.#unsorted) return false;
    this.#unsorted = false;
    const before = this.#stacks;
    const after = this.#arrange();
    const same = (one: Stack, other: Stack | undefined): boolean =>
      one.slices.length === other?.slices.length && one.slices.every((slice, index) => slice === other.slices[index]);
    this.#stacks = after;
    return after.length !== before.length || !after.every((stack, index) => same(stack, before[index]));
  }

  /** Says what is on the screen; loading follows from there. */
  focus(focus: Focus): void {
    this.#focus = focus;
    this.#pump();
  }

  /** Asks again for a slice that did not come. */
  retry(key: string): void {
    const slice = this.#byKey.get(key);
    if (slice?.state.phase !== 'missing' && slice?.state.phase !== 'unreadable') return;
    slice.state = { phase: 'waiting' };
    this.#listener([slice]);
    this.#pump();
  }

  /** Stops all loading and forgets every pixel. */
  close(): void {
    this.#ended = true;
    for (const controller of this.#reading.values()) controller.abort();
    for (const slice of this.#byKey.values()) slice.state = { phase: 'waiting' };
  }

  #arrange(): readonly Stack[] {
    return this.#study.series.flatMap((series) => {
      const stacks = toStacks(this.#bySeries.get(series.seriesInstanceUid) ?? []);
      return stacks.map((stack, index) => ({
        ...stack,
        keys: stack.slices.map(({ key }) => key),
        id: `${series.seriesInstanceUid}#${index}`,
        seriesInstanceUid: series.seriesInstanceUid,
        part: stacks.length > 1 ? index + 1 : 0,
      }));
    });
  }

  #pump(): void {
    while (!this.#ended && this.#reading.size < readsAhead) {
      const next = this.#choose();
      if (!next) return;
      void this.#load(next.slice, next.priority);
    }
  }

  #choose(): { readonly slice: Slice; readonly priority: PixelPriority } | null {
    const stack = this.#stacks.find((one) => one.id === this.#focus.stack) ?? this.#stacks[0];
    const near = stack ? this.#nearest(stack, this.#focus.index, 12) : null;
    if (near) return { slice: near.slice, priority: near.distance === 0 ? 'now' : 'near' };
    for (const other of this.#stacks) {
      const poster = other.slices[middleOf(other)];
      if (poster && this.#wants(poster)) return { slice: poster, priority: 'near' };
    }
    const far =
      stack && this.#held < this.#budget ? this.#nearest(stack, this.#focus.index, Number.POSITIVE_INFINITY) : null;
    return far ? { slice: far.slice, priority: 'later' } : null;
  }

  #nearest(stack: Stack, index: number, reach: number): { readonly slice: Slice; readonly distance: number } | null {
    const last = Math.min(reach, Math.max(index, stack.slices.length - 1 - index));
    for (let distance = 0; distance <= last; distance += 1) {
      for (const at of distance === 0 ? [index] : [index + distance, index - distance]) {
        const slice = stack.slices[at];
        if (slice && this.#wants(slice)) return { slice, distance };
      }
    }
    return null;
  }

  /** A file is read once for all its frames: its next frame waits for the one under way. */
  #wants(slice: Slice): boolean {
    return slice.state.phase === 'waiting' && !this.#reading.has(slice.sopInstanceUid);
  }

  async #load(slice: Slice, priority: PixelPriority): Promise<void> {
    const controller = new AbortController();
    this.#reading.set(slice.sopInstanceUid, controller);
    slice.state = { phase: 'loading' };
    try {
      let bytes: ArrayBuffer | null = await this.#source.read(slice.sopInstanceUid, priority, controller.signal);
      for (let next: Slice | undefined = slice; next && bytes && !this.#ended; next = this.#sibling(slice)) {
        bytes = await this.#decode(next, bytes);
      }
    } catch (error) {
      if (!this.#ended)
        this.#settle(
          slice,
          error instanceof PixelsMissing
            ? { phase: 'missing', failure: error.failure }
            : { phase: 'missing', failure: 'failed' },
        );
    } finally {
      this.#reading.delete(slice.sopInstanceUid);
      this.#pump();
    }
  }

  async #decode(slice: Slice, bytes: ArrayBuffer): Promise<ArrayBuffer | null> {
    slice.state = { phase: 'loading' };
    try {
      // A file may hold more frames than anybody said: it is kept until it has told.
      const keep = slice.frames > 1 || slice.announced.reader === 'image';
      const decoded = await this.#pool.decode(bytes, slice.frame, toExpected(this.#study, slice), keep);
      if (this.#ended) return null;
      if (!decoded.frame) {
        if (takeObject(slice, decoded.object)) this.#unsorted = true;
        this.#settle(slice, { phase: 'object', object: decoded.object });
        return null;
      }
      this.#held += decoded.frame.pixels.values.byteLength;
      if (takeFacts(slice, decoded.frame)) this.#unsorted = true;
      this.#take(slice, decoded.frame.facts.frames);
      this.#settle(slice, { phase: 'ready', frame: decoded.frame });
      this.#evict();
      return decoded.bytes;
    } catch (error) {
      const known = error instanceof UnreadableImage ? error : new UnreadableImage('damaged', 'unknown');
      if (!this.#ended) this.#settle(slice, { phase: 'unreadable', reason: known.reason, detail: known.detail });
      return null;
    }
  }

  /** FHIR's ImagingStudy knows no number of frames: the file tells it, and its slices become as many. */
  #take(read: Slice, frames: number): void {
    if (frames === read.frames) return;
    const series = this.#bySeries.get(read.seriesInstanceUid) ?? [];
    const others = series.filter((slice) => slice.sopInstanceUid !== read.sopInstanceUid);
    for (const slice of series) if (slice.sopInstanceUid === read.sopInstanceUid) this.#byKey.delete(slice.key);
    const own = withFrames(read, frames);
    for (const slice of own) this.#byKey.set(slice.key, slice);
    this.#bySeries.set(read.seriesInstanceUid, [...others, ...own]);
    this.#unsorted = true;
  }

  /** While a file of many frames is in hand, its frames nearest to the focus are decoded too, one after the other. */
  #sibling(slice: Slice): Slice | undefined {
    const stack = this.#stacks.find((one) => one.id === this.#focus.stack);
    if (stack?.seriesInstanceUid !== slice.seriesInstanceUid || this.#held >= this.#budget) return undefined;
    const focused = stack.slices[this.#focus.index];
    const center = focused?.sopInstanceUid === slice.sopInstanceUid ? focused.frame : slice.frame;
    const waiting = (this.#bySeries.get(slice.seriesInstanceUid) ?? []).filter(
      (one) => one.sopInstanceUid === slice.sopInstanceUid && one.state.phase === 'waiting',
    );
    return waiting.toSorted((a, b) => Math.abs(a.frame - center) - Math.abs(b.frame - center))[0];
  }

  #settle(slice: Slice, state: Slice['state']): void {
    slice.state = state;
    this.#listener([slice]);
  }

  /** Beyond the budget, what is farthest from the focus goes first; it will be read again when wanted. */
  #evict(): void {
    if (this.#held <= this.#budget) return;
    const stack = this.#stacks.find((one) => one.id === this.#focus.stack);
    const ranked = [...this.#byKey.values()]
      .filter((slice) => slice.state.phase === 'ready')
      .map((slice) => ({ slice, distance: distanceTo(stack, slice, this.#focus.index) }))
      .sort((a, b) => b.distance - a.distance);
    const gone: Slice[] = [];
    for (const { slice, distance } of ranked) {
      if (this.#held <= this.#budget * 0.9 || distance < 12) break;
      if (slice.state.phase === 'ready') this.#held -= slice.state.frame.pixels.values.byteLength;
      slice.state = { phase: 'waiting' };
      gone.push(slice);
    }
    if (gone.length > 0) this.#listener(gone);
  }
}

/** A stack opens in its middle: there the anatomy is recognised at once. */
export function middleOf(stack: OrderedStack<Slice> | undefined): number {
  return stack ? Math.floor((stack.slices.length - 1) / 2) : 0;
}

function distanceTo(stack: Stack | undefined, slice: Slice, index: number): number {
  const at = stack?.slices.indexOf(slice) ?? -1;
  return at < 0 ? Number.POSITIVE_INFINITY : Math.abs(at - index);
}
