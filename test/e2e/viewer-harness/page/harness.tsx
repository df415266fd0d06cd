import '../../../../src-renderer/without-eval.ts';
import '../../../../src-renderer/ui/tokens.css';
import '../../../../src-renderer/ui/fonts.css';
import '../../../../src-renderer/ui/base.css';
import './harness.css';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { StudySummary } from '../../../../contracts/imaging.ts';
import { DecodePool } from '../../../../src-renderer/viewer/decode-pool.ts';
import { prepareScreen } from '../../../../src-renderer/viewer/screen/slice-screen.ts';
import { prepareViewer } from '../../../../src-renderer/viewer/prepare-viewer.ts';
import { ViewerSession } from '../../../../src-renderer/viewer/viewer-session.ts';
import { forgetPlaces } from '../../../../src-renderer/viewer/last-place.ts';
import { PixelSource } from '../../../../src-renderer/viewer/pixel-source.ts';
import { Viewer, type ViewerEvent } from '../../../../src-renderer/viewer/viewer.tsx';
import type { PixelPlan } from '../plan.ts';
import { type PhotographWish, readPair, readUpright } from './photographs.tsx';
import { nextFrame, readGray, toBase64 } from './read-canvas.ts';

declare global {
  interface Window {
    pixelHost: { open(plan: PixelPlan): Promise<void> };
    harness: typeof harness;
  }
}

const violations: string[] = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(
    `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
  ),
);

function openPort(plan: PixelPlan): Promise<MessagePort> {
  const port = new Promise<MessagePort>((resolve) =>
    window.addEventListener('message', (event) => event.ports[0] && resolve(event.ports[0]), { once: true }),
  );
  return window.pixelHost.open(plan).then(() => port);
}

const root = document.getElementById('root') as HTMLDivElement;
const react = createRoot(root);
const events: ViewerEvent[] = [];
let cover: (covered: boolean) => void = () => undefined;
let session: ViewerSession | null = null;

function Page({ study, pixels }: { readonly study: StudySummary; readonly pixels: MessagePort }): React.ReactElement {
  const [covered, setCovered] = useState(false);
  cover = (value) => flushSync(() => setCovered(value));
  return <Viewer study={study} pixels={pixels} covered={covered} onEvent={(event) => events.push(event)} />;
}

const drawn = (key: string): Promise<void> =>
  new Promise((resolve) => {
    const check = (): boolean => session?.store.getState().drawn === key;
    if (check()) return resolve();
    const stop = session?.store.subscribe(() => check() && (stop?.(), resolve()));
    return undefined;
  });

/** What the tests may do in the page. */
const harness = {
  violations,
  events,
  prepare: (path?: 'cpu' | 'gpu') => prepareScreen(path),
  cover: (covered: boolean) => cover(covered),

  /** Shows the whole viewer, as the app does. */
  async show(study: StudySummary, plan: PixelPlan): Promise<void> {
    const pixels = await openPort(plan);
    react.render(<Page key={Math.random()} study={study} pixels={pixels} />);
  },

  /** Shows two photographs for comparison: the first images of two studies. */
  async showPhotographs(before: PhotographWish, after: PhotographWish): Promise<void> {
    react.render(await readPair([before, after], openPort));
  },
  readPicture: (base64: string) => readUpright(base64),

  /** Opens a session on a bare element of the given size, so that one pixel of the image is one of the canvas. */
  async open(study: StudySummary, plan: PixelPlan, size: readonly [number, number]): Promise<void> {
    session?.close();
    const element = document.createElement('div');
    Object.assign(element.style, {
      width: `${size[0]}px`,
      height: `${size[1]}px`,
      position: 'absolute',
      top: '0',
      left: '0',
    });
    root.replaceChildren(element);
    session = new ViewerSession(study, await openPort(plan));
    session.attach(element);
  },

  /** Opens a study with one worker that spins for ever in the place of the first; what becomes of the slice it held, and of the others. */
  async openSpinning(study: StudySummary, plan: PixelPlan) {
    let opened = 0;
    const start = (): Worker => {
      opened += 1;
      return opened === 1
        ? new Worker(new URL('./spin-worker.ts', import.meta.url), { type: 'module' })
        : new Worker(new URL('../../../../src-renderer/viewer/decode/decode-worker.ts', import.meta.url), {
            type: 'module',
          });
    };
    forgetPlaces();
    const pool = new DecodePool(start, 1, 1500);
    const live = new ViewerSession(study, await openPort(plan), pool);
    const settled = async (done: () => boolean): Promise<void> => {
      while (!done()) await nextFrame();
    };
    const now = () => live.store.getState();
    await settled(() => /^[ru]+$/.test(now().loaded));
    const first =
      now().slice.phase === 'unreadable' ? `unreadable: ${Reflect.get(now().slice, 'reason')}` : now().slice.phase;
    const others = now().loaded.split('r').length - 1;
    live.retry();
    await settled(() => now().slice.phase === 'ready');
    const outcome = { first, others, again: now().slice.phase, replaced: pool.replaced };
    live.close();
    pool.close();
    return outcome;
  },

  /** Waits until the slice on the screen has settled; its state, without its pixels. */
  async settled(): Promise<{
    phase: string;
    reason: string;
    key: string;
    facts: unknown;
    color: boolean;
    syntax: string;
  }> {
    const live = session;
    if (!live) throw new Error('no session');
    for (;;) {
      const { slice, key, drawn: shown } = live.store.getState();
      if (slice.phase === 'ready' && shown === key) {
        const { facts, pixels, syntax } = slice.frame;
        return {
          phase: 'ready',
          reason: '',
          key,
          facts: { ...facts, modalityLut: null, voiLut: null, palette: null },
          color: pixels.color,
          syntax,
        };
      }
      if (slice.phase === 'unreadable')
        return { phase: slice.phase, reason: slice.reason, key, facts: null, color: false, syntax: slice.detail };
      if (slice.phase === 'missing')
        return { phase: slice.phase, reason: slice.failure, key, facts: null, color: false, syntax: '' };
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  },

  async moveTo(index: number): Promise<void> {
    session?.moveTo(index);
    await harness.settled();
  },

  /** Reads the canvas back at a linear window; gray levels row by row, or RGB for color. */
  async readCanvas(
    range: { lower: number; upper: number } | null,
  ): Promise<{ width: number; height: number; pixels: string }> {
    const live = session;
    if (!live?.screen) throw new Error('no session');
    if (range) live.setWindow({ kind: 'manual', range });
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const canvas = live.screen.canvas;
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const bytes = new Uint8Array(canvas.width * canvas.height * 3);
    for (let i = 0, at = 0; i < data.length; i += 4, at += 3) bytes.set(data.subarray(i, i + 3), at);
    return { width: canvas.width, height: canvas.height, pixels: toBase64(bytes) };
  },

  /** The modality value of every pixel as the canvas shows it: windows of `levels` values, each giving every value in it a gray of its own. */
  async readValues(levels: number): Promise<{ columns: number; rows: number; missing: number; base64: string }> {
    const live = session;
    const slice = live?.store.getState().slice;
    if (!live || slice?.phase !== 'ready') throw new Error('no slice');
    const { facts, pixels } = slice.frame;
    const values = new Int32Array(facts.rows * facts.columns);
    const found = new Uint8Array(values.length);
    for (let lower = pixels.min - 1; lower <= pixels.max; lower += levels - 2) {
      const { width, height, gray } = await readGray(live, { lower, upper: lower + levels - 1 });
      if (width !== facts.columns || height !== facts.rows) throw new Error(`canvas ${width} × ${height}`);
      for (let i = 0; i < values.length; i += 1) {
        const shown = facts.photometric === 'MONOCHROME1' ? 255 - (gray[i] ?? 0) : (gray[i] ?? 0);
        const offset = Math.round((shown * (levels - 1)) / 255);
        // The two ends of a window also stand for everything beyond them.
        if (offset === 0 || offset === levels - 1) continue;
        values[i] = lower + offset;
        found[i] = 1;
      }
    }
    // Padding lies outside the picture's own range: no window ever gave it a gray, which is all the canvas can say of it.
    for (let i = 0; i < values.length; i += 1) {
      const value = pixels.values[i] ?? 0;
      if (found[i] === 1 || facts.padding === null || (value >= pixels.min && value <= pixels.max)) continue;
      [values[i], found[i]] = [value, 1];
    }
    return {
      columns: facts.columns,
      rows: facts.rows,
      missing: found.filter((one) => one === 0).length,
      base64: toBase64(new Uint8Array(values.buffer)),
    };
  },

  /** The value under a point given in pixels of the element, through the probe's own way. */
  probe(point: readonly [number, number]): readonly [number, number] | null {
    return session?.screen?.toPixel(point) ?? null;
  },
  session: () => session,
  warm: () => prepareViewer(),

  /** ms from mounting the viewer to its first slice on the screen, and to its last slice loaded. */
  async timeOpening(study: StudySummary, plan: PixelPlan, count: number): Promise<{ first: number; all: number }> {
    forgetPlaces();
    react.render(null);
    const pixels = await openPort(plan);
    await nextFrame();
    await nextFrame();
    events.length = 0;
    const started = performance.now();
    react.render(<Page key={Math.random()} study={study} pixels={pixels} />);
    let first = 0;
    for (;;) {
      await nextFrame();
      if (first === 0 && events.some((event) => event.kind === 'first-image')) first = performance.now() - started;
      const loaded = document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow');
      if (Number(loaded) === count) return { first, all: performance.now() - started };
    }
  },

  /** ms for the bytes alone through the same port, as many at once as the viewer asks for. */
  async timeBytes(uids: readonly string[], plan: PixelPlan): Promise<number> {
    const source = new PixelSource(await openPort(plan), () => undefined);
    const started = performance.now();
    const queue = [...uids];
    const one = async (): Promise<void> => {
      for (let uid = queue.shift(); uid; uid = queue.shift())
        await source.read(uid, 'near', new AbortController().signal);
    };
    await Promise.all(Array.from({ length: 6 }, one));
    const time = performance.now() - started;
    source.close();
    return time;
  },

  /** Presses ↓ once a frame through the whole stack; frames in ms, and how many different slices were drawn. */
  async scroll(steps: number): Promise<{ frames: number[]; drawn: number }> {
    const surface = document.querySelector<HTMLElement>('[role="application"]');
    if (!surface) throw new Error('no image');
    surface.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
    for (let n = 0; n < 5; n += 1) await nextFrame();
    const put = CanvasRenderingContext2D.prototype.putImageData;
    let drawn = 0;
    CanvasRenderingContext2D.prototype.putImageData = function (
      this: CanvasRenderingContext2D,
      ...args: Parameters<typeof put>
    ) {
      if (args[0].width >= 256) drawn += 1;
      Reflect.apply(put, this, args);
    } as typeof put;
    const frames: number[] = [];
    let last = await nextFrame();
    for (let n = 0; n < steps; n += 1) {
      surface.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      const now = await nextFrame();
      frames.push(now - last);
      last = now;
    }
    CanvasRenderingContext2D.prototype.putImageData = put;
    return { frames, drawn };
  },

  /** Frames of a window that does nothing, ms. */
  async idle(steps: number): Promise<number[]> {
    const frames: number[] = [];
    let last = await nextFrame();
    for (let n = 0; n < steps; n += 1) {
      const now = await nextFrame();
      frames.push(now - last);
      last = now;
    }
    return frames;
  },
  drawn,
};

window.harness = harness;
document.documentElement.dataset['ready'] = 'true';
