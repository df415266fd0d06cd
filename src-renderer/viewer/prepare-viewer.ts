import { readSharedPool } from './decode-pool.ts';
import { prepareScreen } from './screen/slice-screen.ts';
import type { RenderPath } from './screen/render-path.ts';

/** To be called while the window has nothing else to do: chooses the render path, starts the workers and compiles the common codecs. */
export function prepareViewer(): RenderPath {
  readSharedPool().warm(['jpeg-ls', 'jpeg-2000', 'jpeg']);
  return prepareScreen();
}
