import type { Page } from '@playwright/test';

/** How the canvas of the viewer shows what is not black, in screen pixels. */
export interface Picture {
  readonly across: number;
  readonly down: number;
  /** Middle of it, from the canvas's left upper corner. */
  readonly middle: readonly [number, number];
  /** Width and height of the canvas on the screen. */
  readonly box: readonly [number, number];
  /** Canvas pixels by screen pixels, across and down. */
  readonly sharpness: readonly [number, number];
}

/** Reads the canvas that is on the screen back. Throws when there is none, or nothing on it. */
export async function readPicture(page: Page): Promise<Picture> {
  return page.evaluate(() => {
    const canvas = [...document.querySelectorAll<HTMLCanvasElement>('[data-shown="true"] canvas')].findLast((one) =>
      one.checkVisibility(),
    );
    const copy = canvas && new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy?.getContext('2d');
    if (!canvas || !context) throw new Error('no image');
    context.drawImage(canvas, 0, 0);
    const { data, width } = context.getImageData(0, 0, canvas.width, canvas.height);
    const columns = new Set<number>();
    const rows = new Set<number>();
    for (let at = 0; at < data.length; at += 4) {
      if ((data[at] ?? 0) <= 40) continue;
      columns.add((at / 4) % width);
      rows.add(Math.floor(at / 4 / width));
    }
    if (columns.size === 0) throw new Error('nothing on the canvas');
    const box = canvas.getBoundingClientRect();
    const sharpness = [canvas.width / box.width, canvas.height / box.height] as const;
    const middle = (places: ReadonlySet<number>, sharp: number): number =>
      (Math.min(...places) + Math.max(...places) + 1) / 2 / sharp;
    return {
      across: columns.size / sharpness[0],
      down: rows.size / sharpness[1],
      middle: [middle(columns, sharpness[0]), middle(rows, sharpness[1])],
      box: [box.width, box.height],
      sharpness,
    };
  });
}
