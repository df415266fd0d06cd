import { expect, type Locator } from '@playwright/test';

/** How dark the middle of each quarter of the page on the screen is: a page upside down or on its side shows it. */
export async function readInk(
  document: Locator,
  label: string,
): Promise<{ width: number; height: number; ink: number }> {
  const canvas = document.getByRole('img', { name: label }).locator('canvas');
  await expect
    .poll(() =>
      canvas.evaluate(
        (one: HTMLCanvasElement) =>
          one.width > 300 &&
          one
            .getContext('2d')!
            .getImageData(0, 0, one.width, one.height)
            .data.some((value) => value < 90),
      ),
    )
    .toBe(true);
  return await canvas.evaluate((one: HTMLCanvasElement) => {
    const { data } = one.getContext('2d')!.getImageData(0, 0, one.width, Math.floor(one.height / 2));
    let ink = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 128) ink += 1;
    return { width: one.width, height: one.height, ink };
  });
}
