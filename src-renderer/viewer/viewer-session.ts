import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PixelFailure, StudySummary } from '../../contracts/imaging.ts';
import { type DecodePool, readSharedPool } from './decode-pool.ts';
import type { DecodedFrame } from './decode/decode.ts';
import type { PresentationState } from './decode/presentation-state.ts';
import type { ImageReference } from './decode/report.ts';
import { PixelSource } from './pixel-source.ts';
import type { Presentation } from './screen/presentation.ts';
import { SliceScreen } from './screen/slice-screen.ts';
import { PresentationBook } from './stack/presentation-book.ts';
import { clampPoint, type PixelPoint } from './stack/measures.ts';
import { middleOf, type Stack, StudyLoader } from './stack/study-loader.ts';
import { toPresets, toWindow, type Preset } from './stack/windows.ts';
import { toPresentedWindow } from './sr/presented.ts';
import { recallPlace, rememberPlace } from './last-place.ts';
import { locate, type Located } from './locate.ts';
import type { Tool } from './tools.ts';
import type { ViewerState, WindowChoice } from './viewer-state.ts';
import { toEntries, toInitialState, toProgress, toSliceView } from './viewer-view.ts';

/** Decoded pixels kept at once, bytes: a third of a small PC's memory, some 1,500 CT slices. */
const pixelBudget = 768 * 1024 ** 2;

/** One study opened on one pixel port: its slices, what is shown of them and every deed of the reader. */
export class ViewerSession {
  readonly store: StoreApi<ViewerState>;
  readonly #study: StudySummary;
  readonly #source: PixelSource;
  readonly #loader: StudyLoader;
  readonly #book = new PresentationBook();
  #screen: SliceScreen | null = null;
  #announced = false;
  /** Slices changed since stacks and loading bar were last derived. */
  #changed = true;
  #measureId = 0;

  constructor(study: StudySummary, port: MessagePort, pool: DecodePool = readSharedPool()) {
    this.#study = study;
    this.#source = new PixelSource(port, (failure) => this.#end(failure));
    this.#loader = new StudyLoader(study, this.#source, pool, pixelBudget, (slices) => {
      this.#screen?.forget(slices.filter((slice) => slice.state.phase !== 'ready').map((slice) => slice.key));
      this.#changed = true;
      if (slices.some((slice) => slice.key === this.#state.key)) this.#update();
      this.#announceSoon();
    });
    this.store = createStore<ViewerState>(() =>
      toInitialState(study, this.#loader.stacks, recallPlace(study.studyInstanceUid)),
    );
    this.#loader.focus({ stack: this.#state.stack, index: this.#state.index });
    this.store.subscribe(({ phase, key, window, inverted, measures }) => {
      if (phase === 'open') rememberPlace(study.studyInstanceUid, { key, window, inverted, measures });
    });
  }

  get #state(): ViewerState {
    return this.store.getState();
  }

  /** Gives the session a place on the screen; returns the undo. */
  attach(element: HTMLDivElement): () => void {
    try {
      this.#screen = new SliceScreen(element, {
        frameOf: (key) => this.frameOf(key),
        presentationOf: (key) => this.#presentationOf(key),
        onDrawn: (key) =>
          this.store.setState({ drawn: key, zoom: this.#screen?.zoom ?? 1, view: this.#state.view + 1 }),
      });
    } catch {
      this.store.setState({ screenFailed: true });
      return () => undefined;
    }
    const observer = new ResizeObserver(() => this.#screen?.resize());
    observer.observe(element);
    this.#update();
    return () => {
      observer.disconnect();
      this.#screen?.close();
      this.#screen = null;
      this.store.setState({ drawn: null });
    };
  }

  /** The pixels of a slice, undefined unless they are ready. */
  frameOf(key: string): DecodedFrame | undefined {
    const state = this.#loader.slice(key)?.state;
    return state?.phase === 'ready' ? state.frame : undefined;
  }

  /** How a poster is shown on the strip: by the file's own window. */
  posterPresentation(frame: DecodedFrame): Presentation {
    return this.#book.of(frame, { kind: 'file' }, false);
  }

  get screen(): SliceScreen | null {
    return this.#screen;
  }

  /** Window presets of the slice on the screen. */
  get presets(): readonly Preset[] {
    const frame = this.frameOf(this.#state.key);
    return frame ? toPresets(frame.facts.modality, frame.facts.windows) : [];
  }

  moveTo(index: number): void {
    const stack = this.#stack;
    if (!stack) return;
    const to = Math.min(Math.max(Math.round(index), 0), stack.slices.length - 1);
    if (to === this.#state.index) return;
    this.#place({ index: to, draft: null });
  }

  moveBy(slices: number): void {
    this.moveTo(this.#state.index + slices);
  }

  choose(stack: string): void {
    const found = this.#loader.stacks.find((one) => one.id === stack);
    if (!found || stack === this.#state.stack) return;
    this.#changed = true;
    this.#place({
      stack,
      index: middleOf(found),
      window: { kind: 'file' },
      inverted: false,
      draft: null,
      cursor: null,
      film: { ...this.#state.film, playing: false },
    });
  }

  /** Where a referenced image stands in this study, and the way there; null when it is not in it. */
  locate(image: ImageReference, presentation: PresentationState | null = null): Located | null {
    return locate(this.#loader, this.#state.stacks, image, ({ stack, index }) => {
      this.store.setState({ presentation });
      if (stack !== this.#state.stack) this.choose(stack);
      this.moveTo(index);
      const window = presentation && toPresentedWindow(presentation, image);
      if (window) this.setWindow(window);
    });
  }

  chooseBy(stacks: number): void {
    const at = this.#loader.stacks.findIndex((one) => one.id === this.#state.stack);
    const next = this.#loader.stacks[at + stacks];
    if (next) this.choose(next.id);
  }

  use(tool: Tool): void {
    const frame = this.frameOf(this.#state.key);
    const aims = tool === 'length' || tool === 'probe';
    const middle: PixelPoint | null = frame
      ? [Math.floor(frame.facts.columns / 2), Math.floor(frame.facts.rows / 2)]
      : null;
    this.store.setState({ tool, draft: null, cursor: aims ? (this.#state.cursor ?? middle) : null });
  }

  setWindow(window: WindowChoice): void {
    this.store.setState({ window });
    this.#screen?.refresh();
  }

  /** Turns the window as a drag does: right widens, down brightens less. Steps follow the width, so that MR and CT feel alike. */
  turnWindow(dx: number, dy: number): void {
    const frame = this.frameOf(this.#state.key);
    if (!frame || frame.pixels.color) return;
    const { range } = this.#presentationOf(this.#state.key);
    const now = toWindow(range);
    const step = Math.max(now.width / 300, (frame.pixels.max - frame.pixels.min) / 4000);
    const width = Math.max(now.width + dx * step, 1);
    const center = now.center + dy * step;
    this.setWindow({
      kind: 'manual',
      range: { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 },
    });
  }

  invert(): void {
    this.store.setState({ inverted: !this.#state.inverted });
    this.#screen?.refresh();
  }

  /** The file's window, upright, fitted; measures stay. */
  reset(): void {
    this.store.setState({ window: { kind: 'file' }, inverted: false, draft: null });
    this.#screen?.fit();
    this.#screen?.refresh();
  }

  zoomBy(factor: number, point?: readonly [number, number]): void {
    this.#screen?.zoomBy(factor, point);
  }

  panBy(dx: number, dy: number): void {
    this.#screen?.panBy(dx, dy);
  }

  /** Moves the cursor of the aiming tools; a length under way follows it. */
  aim(point: PixelPoint): void {
    const frame = this.frameOf(this.#state.key);
    if (!frame) return;
    const cursor = clampPoint(frame.facts, point);
    const { draft } = this.#state;
    this.store.setState({ cursor, draft: draft && { ...draft, to: cursor } });
  }

  /** Sets the first, then the second point of a length where the cursor is. */
  setPoint(): void {
    const { cursor, draft, key, measures, tool } = this.#state;
    if (tool !== 'length' || !cursor || this.#state.slice.phase !== 'ready') return;
    if (!draft) {
      this.store.setState({ draft: { from: cursor, to: cursor } });
      return;
    }
    this.#measureId += 1;
    const own = [...(measures[key] ?? []), { id: this.#measureId, from: draft.from, to: cursor }];
    this.store.setState({ draft: null, measures: { ...measures, [key]: own } });
  }

  /** Leaves the length under way, then the tool; false when there was nothing to leave. */
  cancel(): boolean {
    if (this.#state.draft) this.store.setState({ draft: null });
    else if (this.#state.tool !== 'scroll') this.use('scroll');
    else return false;
    return true;
  }

  clearMeasures(): void {
    const { [this.#state.key]: _gone, ...rest } = this.#state.measures;
    this.store.setState({ measures: rest, draft: null });
  }

  retry(): void {
    this.#loader.retry(this.#state.key);
  }

  /** Ends the port and forgets every pixel. */
  close(): void {
    this.#screen?.close();
    this.#screen = null;
    this.#source.close();
    this.#loader.close();
  }

  get #stack(): Stack | undefined {
    return this.#loader.stacks.find((one) => one.id === this.#state.stack) ?? this.#loader.stacks[0];
  }

  #presentationOf(key: string): Presentation {
    const frame = this.frameOf(key);
    if (!frame) return { range: { lower: 0, upper: 255 }, voiFunction: 'LINEAR', lut: null, invert: false };
    return this.#book.of(frame, this.#state.window, this.#state.inverted);
  }

  /** After a new order: the slice on the screen stays on the screen. */
  #keepPlace(): void {
    const { key } = this.#state;
    const stack = this.#loader.stacks.find((one) => one.keys.includes(key));
    if (stack) this.#place({ stack: stack.id, index: stack.keys.indexOf(key) });
  }

  #place(patch: Partial<ViewerState> & Pick<ViewerState, 'index'>): void {
    this.#loader.focus({ stack: patch.stack ?? this.#state.stack, index: patch.index });
    this.#update(patch);
  }

  /** Brings the state up to date with the slices and shows the slice asked for, if it is there. One change of state, one render. */
  #update(patch: Partial<ViewerState> = {}): void {
    const id = patch.stack ?? this.#state.stack;
    const stack = this.#loader.stacks.find((one) => one.id === id) ?? this.#loader.stacks[0];
    const progress = this.#changed ? { stacks: toEntries(this.#study, this.#loader.stacks), ...toProgress(stack) } : {};
    this.#changed = false;
    this.store.setState({ ...patch, ...progress, ...toSliceView(stack, patch.index ?? this.#state.index) });
    const { key, slice } = this.#state;
    if (stack && slice.phase === 'ready') this.#screen?.show(stack.id, stack.keys, key);
  }

  #announceSoon(): void {
    if (this.#announced) return;
    this.#announced = true;
    requestAnimationFrame(() => {
      this.#announced = false;
      if (this.#state.phase !== 'open') return;
      if (this.#loader.sort()) {
        this.#changed = true;
        this.#keepPlace();
      } else this.#update();
    });
  }

  #end(failure: PixelFailure): void {
    this.#loader.close();
    this.store.setState({ phase: 'closed', closed: failure });
  }
}
