import type { ViewerSession } from './viewer-session.ts';
import type { Tool } from './tools.ts';

/** Wheel distance of one slice, in pixels: a notch of a mouse is one slice, a touchpad's small steps add up. */
const wheelStep = 60;

/** Mouse and pen on the image: the wheel scrolls (Ctrl: zooms), left does what the tool does, middle moves, right turns the window. Returns the undo. */
export function listenToPointer(session: ViewerSession, surface: HTMLElement): () => void {
  let drag: { readonly id: number; readonly does: Tool; x: number; y: number; slices: number } | null = null;
  let wheel = 0;

  const at = (event: MouseEvent): readonly [number, number] => {
    const box = surface.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const aim = (event: MouseEvent): void => {
    const pixel = session.screen?.toPixel(at(event));
    if (pixel) session.aim(pixel);
  };

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 40 : event.deltaY;
    if (event.ctrlKey) {
      session.zoomBy(1.0015 ** -lines, at(event));
      return;
    }
    wheel += Math.sign(lines) * Math.min(Math.abs(lines), wheelStep);
    const slices = Math.trunc(wheel / wheelStep);
    wheel -= slices * wheelStep;
    if (slices !== 0) session.moveBy(slices);
  };

  const onDown = (event: PointerEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, a')) return;
    surface.focus({ preventScroll: true });
    const { tool } = session.store.getState();
    const does: Tool = event.button === 1 ? 'pan' : event.button === 2 ? 'window' : tool;
    drag = { id: event.pointerId, does, x: event.clientX, y: event.clientY, slices: 0 };
    surface.setPointerCapture(event.pointerId);
    if (does !== 'length' && does !== 'probe') return;
    aim(event);
    session.setPoint();
  };

  const onMove = (event: PointerEvent): void => {
    const { tool } = session.store.getState();
    if (!drag || drag.id !== event.pointerId) {
      if (tool === 'length' || tool === 'probe') aim(event);
      return;
    }
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.x = event.clientX;
    drag.y = event.clientY;
    if (drag.does === 'pan') session.panBy(dx, dy);
    else if (drag.does === 'window') session.turnWindow(dx, dy);
    else if (drag.does === 'zoom') session.zoomBy(1.006 ** -dy);
    else if (drag.does === 'scroll') dragSlices(drag, dy);
    else aim(event);
  };

  const dragSlices = (held: { slices: number }, dy: number): void => {
    const step = Math.min(Math.max(surface.clientHeight / session.store.getState().count, 2), 24);
    held.slices += dy / step;
    const whole = Math.trunc(held.slices);
    held.slices -= whole;
    if (whole !== 0) session.moveBy(whole);
  };

  const onUp = (event: PointerEvent): void => {
    if (!drag || drag.id !== event.pointerId) return;
    const { draft } = session.store.getState();
    const moved = draft !== null && Math.hypot(draft.to[0] - draft.from[0], draft.to[1] - draft.from[1]) > 1;
    // A length may be dragged, or set by two clicks.
    if (drag.does === 'length' && moved) session.setPoint();
    drag = null;
  };

  surface.addEventListener('wheel', onWheel, { passive: false });
  surface.addEventListener('pointerdown', onDown);
  surface.addEventListener('pointermove', onMove);
  surface.addEventListener('pointerup', onUp);
  surface.addEventListener('pointercancel', onUp);
  return () => {
    surface.removeEventListener('wheel', onWheel);
    surface.removeEventListener('pointerdown', onDown);
    surface.removeEventListener('pointermove', onMove);
    surface.removeEventListener('pointerup', onUp);
    surface.removeEventListener('pointercancel', onUp);
  };
}
