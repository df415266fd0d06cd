import { prepareScreen } from '../../../../src-renderer/viewer/screen/slice-screen.ts';
import type { ViewerSession } from '../../../../src-renderer/viewer/viewer-session.ts';

/** The next frame of the window. */
export const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** The gray levels on the canvas at one window. */
export async function readGray(
  live: ViewerSession,
  range: { lower: number; upper: number },
): Promise<{ width: number; height: number; gray: Uint8Array }> {
  live.setWindow({ kind: 'manual', range });
  // The processor has drawn when the call returns; the graphics path draws in a frame of its own.
  if (prepareScreen().path === 'gpu')
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const canvas = live.screen?.canvas;
  if (!canvas) throw new Error('no screen');
  const copy = new OffscreenCanvas(canvas.width, canvas.height);
  const context = copy.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(canvas, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const gray = new Uint8Array(canvas.width * canvas.height);
  for (let i = 0; i < gray.length; i += 1) gray[i] = data[i * 4] ?? 0;
  return { width: canvas.width, height: canvas.height, gray };
}

/** Bytes as text for the way out of the page. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
