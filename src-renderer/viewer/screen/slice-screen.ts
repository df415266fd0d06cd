import {
  cache,
  Enums,
  imageLoader,
  init,
  metaData,
  type PlanarViewport,
  RenderingEngine,
  setUseCPURendering,
  type Types,
  utilities,
} from '@cornerstonejs/core';
import type { DecodedFrame } from '../decode/decode.ts';
import { ProcessorPainter } from './draw-on-processor.ts';
import { installNullWebGl } from './null-webgl.ts';
import { needsProcessor } from './presentation.ts';
import { chooseRenderPath, type RenderPath } from './render-path.ts';
import type { SliceHolder } from './slice-holder.ts';
import { toImage, toMetadata } from './to-image.ts';

const scheme = 'passerelle';
// cornerstone's own list: it keeps whatever it is not told to forget.
const displaySets = utilities.genericViewportDisplaySetMetadataProvider;
const screens = new Map<string, SliceScreen>();
let prepared: RenderPath | null = null;
let opened = 0;
let mounts = 0;

/** Starts cornerstone once per window and chooses the render path; `forced` is for tests that must see both. */
export function prepareScreen(forced?: RenderPath['path']): RenderPath {
  if (prepared) return prepared;
  const found = chooseRenderPath();
  prepared = forced ? { ...found, path: found.webGl ? forced : 'cpu' } : found;
  if (prepared.path === 'cpu') installNullWebGl();
  init({
    rendering: { useCPURendering: prepared.path === 'cpu', webGlContextCount: 1 },
    debug: { statsOverlay: false },
  });
  setUseCPURendering(prepared.path === 'cpu');
  imageLoader.registerImageLoader(scheme, (imageId) => ({ promise: loadImage(imageId) }));
  metaData.addProvider((type: string, imageId: unknown) => {
    const frame = typeof imageId === 'string' ? find(imageId) : undefined;
    return frame ? toMetadata(type, frame) : undefined;
  }, 10_000);
  return prepared;
}

function find(imageId: string): DecodedFrame | undefined {
  const [, screen = '', key = ''] = /^passerelle:([^/]+)\/(.+)$/.exec(imageId) ?? [];
  return screens.get(screen)?.frameOf(key);
}

async function loadImage(imageId: string): Promise<Types.IImage> {
  const [, screen = '', key = ''] = /^passerelle:([^/]+)\/(.+)$/.exec(imageId) ?? [];
  const owner = screens.get(screen);
  const frame = owner?.frameOf(key);
  if (!owner || !frame) throw new Error('slice not loaded');
  return toImage(imageId, frame, owner.renderOf(key));
}

/** One cornerstone viewport that shows one slice of a list; the only door to cornerstone in the window. */
export class SliceScreen {
  readonly #id = `s${(opened += 1)}`;
  readonly #engine: RenderingEngine;
  readonly #viewport: PlanarViewport;
  readonly #element: HTMLDivElement;
  readonly #holder: SliceHolder;
  readonly #painter = new ProcessorPainter();
  readonly #path: RenderPath['path'];
  #mounted: { readonly list: string; readonly keys: readonly string[]; readonly processor: boolean } | null = null;
  #displaySet = '';
  #target: { readonly list: string; readonly keys: readonly string[]; readonly key: string } | null = null;
  #busy = false;
  #latest: string | null = null;
  #drawnFrame: DecodedFrame | undefined;
  #closed = false;

  constructor(element: HTMLDivElement, holder: SliceHolder) {
    this.#path = prepareScreen().path;
    this.#element = element;
    this.#holder = holder;
    screens.set(this.#id, this);
    this.#engine = new RenderingEngine(this.#id);
    this.#engine.enableElement({
      viewportId: this.#id,
      type: Enums.ViewportType.PLANAR_NEXT,
      element,
      defaultOptions: { background: [0, 0, 0] },
    });
    this.#viewport = this.#engine.getViewport(this.#id) as unknown as PlanarViewport;
    element.addEventListener(Enums.Events.STACK_NEW_IMAGE, this.#onNewImage);
    element.addEventListener(Enums.Events.IMAGE_RENDERED, this.#onRendered);
  }

  frameOf(key: string): DecodedFrame | undefined {
    return this.#holder.frameOf(key);
  }

  renderOf(key: string): Types.IImage['render'] {
    return (target) => {
      const frame = this.#holder.frameOf(key);
      if (frame) this.#pending = key;
      if (frame && target.canvas)
        this.#painter.paint(
          target.canvas,
          target.transform?.getMatrix(),
          target.viewport?.pixelReplication === true,
          frame.pixels,
          frame.facts.columns,
          frame.facts.rows,
          this.#holder.presentationOf(key),
        );
    };
  }

  /** Shows the slice `key` of the list named `list`; only a slice whose frame is ready may be asked for. The last call wins. */
  show(list: string, keys: readonly string[], key: string): void {
    this.#target = { list, keys, key };
    if (!this.#busy) void this.#follow();
  }

  /** Draws again after the presentation changed. */
  refresh(): void {
    if (!this.#mounted || this.#latest === null || this.#closed) return;
    const presentation = this.#holder.presentationOf(this.#latest);
    if (needsProcessor(presentation) && !this.#mounted.processor) {
      this.#mounted = null;
      if (this.#target) this.show(this.#target.list, this.#target.keys, this.#target.key);
      return;
    }
    this.#present(this.#latest);
    this.#viewport.render();
  }

  get zoom(): number {
    return this.#mounted ? this.#viewport.getZoom() : 1;
  }

  /** Canvas pixels per screen pixel times `factor`, keeping the given point of the element still. */
  zoomBy(factor: number, point?: readonly [number, number]): void {
    if (!this.#mounted) return;
    const zoom = Math.min(Math.max(this.#viewport.getZoom() * factor, 0.1), 40);
    this.#viewport.setZoom(zoom, point ? [point[0], point[1]] : undefined);
    this.#viewport.render();
  }

  /** Moves the image by element pixels. */
  panBy(dx: number, dy: number): void {
    if (!this.#mounted) return;
    const [x, y] = this.#viewport.getPan();
    this.#viewport.setPan([x + dx, y + dy]);
    this.#viewport.render();
  }

  /** Fits the image in the element again. */
  fit(): void {
    if (!this.#mounted) return;
    this.#viewport.resetViewState();
    this.#viewport.render();
  }

  /** After the element changed its size. */
  resize(): void {
    if (this.#closed || this.#element.clientWidth === 0 || this.#element.clientHeight === 0) return;
    this.#engine.resize(false, true);
    // The engine drops a resize that comes while it waits for its frame; the viewport itself never does.
    this.#viewport.resize();
    this.#painter.forget();
    if (this.#mounted) this.#viewport.render();
  }

  /** Element pixels to pixel coordinates of the drawn slice, [column, row]; the middle of the first pixel is [0, 0]. */
  toPixel(point: readonly [number, number]): readonly [number, number] | null {
    const data = this.#imageData();
    if (!data) return null;
    const [column = 0, row = 0] = data.worldToIndex(this.#viewport.canvasToWorld([point[0], point[1]]));
    return [column, row];
  }

  /** Pixel coordinates of the drawn slice to element pixels. */
  toPoint(pixel: readonly [number, number]): readonly [number, number] | null {
    const data = this.#imageData();
    if (!data) return null;
    const [x, y] = this.#viewport.worldToCanvas(data.indexToWorld([pixel[0], pixel[1], 0]));
    return [x, y];
  }

  /** The canvas that is on the screen. */
  get canvas(): HTMLCanvasElement {
    return this.#viewport.getCanvas();
  }

  /** Forgets slices whose pixels were given back. */
  forget(keys: readonly string[]): void {
    for (const key of keys) dropFromCache(this.#imageId(key));
  }

  close(): void {
    this.#closed = true;
    this.#element.removeEventListener(Enums.Events.STACK_NEW_IMAGE, this.#onNewImage);
    this.#element.removeEventListener(Enums.Events.IMAGE_RENDERED, this.#onRendered);
    this.#engine.destroy();
    this.forget(this.#mounted?.keys ?? []);
    displaySets.remove(this.#displaySet);
    screens.delete(this.#id);
  }

  #imageId(key: string): string {
    return `${scheme}:${this.#id}/${key}`;
  }

  #imageData(): {
    worldToIndex(point: Types.Point3): number[];
    indexToWorld(index: Types.Point3): Types.Point3;
  } | null {
    if (!this.#mounted || this.#latest === null) return null;
    const data = this.#viewport.getImageData() as
      | { readonly imageData: { worldToIndex(p: Types.Point3): number[]; indexToWorld(p: Types.Point3): Types.Point3 } }
      | undefined;
    return data?.imageData ?? null;
  }

  async #follow(): Promise<void> {
    this.#busy = true;
    try {
      for (let target = this.#target; target && !this.#closed; target = target === this.#target ? null : this.#target)
        await this.#go(target);
    } finally {
      this.#busy = false;
    }
  }

  async #go(target: { readonly list: string; readonly keys: readonly string[]; readonly key: string }): Promise<void> {
    const frame = this.#holder.frameOf(target.key);
    // What is asked for again while the rest of the stack arrives stands there already.
    const stands = this.#mounted?.list === target.list && this.#latest === target.key && this.#drawnFrame === frame;
    if (frame === undefined || stands) return;
    const processor = this.#path === 'cpu' || needsProcessor(this.#holder.presentationOf(target.key));
    // The mounted list keeps the order it was mounted in; only the key says which slice is meant.
    const at = this.#mounted?.list === target.list ? this.#mounted.keys.indexOf(target.key) : -1;
    if (at < 0 || (processor && this.#mounted?.processor === false))
      await this.#mount(target, target.keys.indexOf(target.key), processor);
    else await this.#viewport.setImageIdIndex(at);
    if (this.#closed) return;
    this.#present(target.key);
    if (this.#path === 'gpu') this.#viewport.render();
  }

  async #mount(
    target: { readonly list: string; readonly keys: readonly string[] },
    index: number,
    processor: boolean,
  ): Promise<void> {
    this.forget(this.#mounted?.keys ?? []);
    this.#painter.forget();
    const before = this.#displaySet;
    const displaySetId = `${this.#id}-${(mounts += 1)}`;
    this.#displaySet = displaySetId;
    const imageIds = target.keys.map((key) => this.#imageId(key));
    displaySets.add(displaySetId, { kind: 'planar', imageIds, initialImageIdIndex: index });
    this.#mounted = { list: target.list, keys: target.keys, processor };
    await this.#viewport.setDisplaySets({
      displaySetId,
      options: processor ? { renderBackend: Enums.RenderBackends.CPU } : {},
    });
    displaySets.remove(before);
    if (this.#closed) return;
    this.#viewport.resetViewState();
    this.#viewport.render();
  }

  #present(key: string): void {
    if (this.#path === 'cpu') return;
    const { range, invert } = this.#holder.presentationOf(key);
    // vtk reads a signed 16-bit texture half a value too low.
    const shift = this.#holder.frameOf(key)?.pixels.values instanceof Int16Array ? 0.5 : 0;
    const voiRange = { lower: range.lower - shift, upper: range.upper - shift };
    this.#viewport.setDisplaySetPresentation({ voiRange, invert });
  }

  #pending: string | null = null;

  readonly #onNewImage = (event: Event): void => {
    const imageId = event instanceof CustomEvent ? (event.detail as { imageId?: unknown }).imageId : undefined;
    if (typeof imageId === 'string') this.#pending = imageId.slice(imageId.indexOf('/') + 1);
  };

  readonly #onRendered = (): void => {
    if (this.#pending !== null) this.#latest = this.#pending;
    this.#drawnFrame = this.#latest === null ? undefined : this.#holder.frameOf(this.#latest);
    // cornerstone first draws the old slice again on its way to the next; that is nothing to tell.
    if (this.#busy && this.#latest !== this.#target?.key) return;
    if (this.#latest !== null) this.#holder.onDrawn(this.#latest);
  };
}

function dropFromCache(imageId: string): void {
  if (cache.getImageLoadObject(imageId)) cache.removeImageLoadObject(imageId, { force: true });
}
