import { readImageSize } from './image-size.ts';
import type { ScanFile } from './scan-file.ts';

const MOST_PIXELS = 100_000_000;

/** A photograph or scan in one picture (JPEG, PNG, GIF, WebP), upright as its EXIF orientation says. Rejects when it is too large or none. */
export async function openPicture(bytes: Uint8Array, signal: AbortSignal): Promise<ScanFile> {
  const said = readImageSize(bytes);
  if (said === null || said.width < 1 || said.height < 1 || said.width * said.height > MOST_PIXELS)
    throw new Error('a picture of no size, or of one that nobody prints');
  const draw = () => createImageBitmap(new Blob([bytes.slice()]), { imageOrientation: 'from-image' });
  const first = await draw();
  const pages = [{ width: first.width, height: first.height, orientation: 1 }];
  first.close();
  signal.throwIfAborted();
  return {
    pages,
    more: 0,
    draw: async () => ({ bitmap: await draw(), isWhole: true }),
    close: () => undefined,
  };
}
