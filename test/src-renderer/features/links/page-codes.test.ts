import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { prepareZXingModule } from 'zxing-wasm/reader';
import { readFormCode, readTypedReference, toFormCode } from '../../../../contracts/signed-form.ts';
import { isBlankPage, readPageCodes } from '../../../../src-renderer/features/links/page-codes.ts';
import { printForm, readPixels, scanForm, type Scanning } from './printed-form.ts';

beforeAll(() => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
});

const scannings: readonly [string, Scanning][] = [
  ['straight, at 150 dpi, strongly compressed', { dpi: 150, quality: 25 }],
  ['three degrees askew and noisy, at 300 dpi', { dpi: 300, skew: 3, noise: 40 }],
  ['upside down', { dpi: 150, turns: 2, skew: -2 }],
  ['lying on its side, noisy and compressed', { dpi: 150, turns: 3, skew: -4, noise: 50, quality: 30 }],
  ['with a sixth of its code under a stamp', { dpi: 150, covered: 0.4 }],
];

describe('the code of a really printed form', () => {
  it.each(scannings)('is read %s [X08]', async (_how, scanning) => {
    const { reference, pdf } = printForm();
    const pixels = await readPixels(await scanForm(pdf, scanning));
    expect(await readPageCodes(pixels)).toEqual({ references: [reference], turns: (4 - (scanning.turns ?? 0)) % 4 });
    expect(isBlankPage(pixels)).toBe(false);
  });

  it('is never guessed: a page whose code is covered has none, and a blank one is known as such [X08]', async () => {
    const { pdf } = printForm();
    const covered = await readPixels(await scanForm(pdf, { dpi: 150, covered: 1 }));
    expect(await readPageCodes(covered)).toEqual({ references: [], turns: 0 });
    const paper = { data: new Uint8ClampedArray(400 * 560 * 4).fill(244), width: 400, height: 560 };
    expect([isBlankPage(paper), await readPageCodes(paper)]).toEqual([true, { references: [], turns: 0 }]);
  });
});

describe('a reference', () => {
  it('is read from the code of a form alone, and says nothing but itself [X08]', () => {
    expect(readFormCode(toFormCode('K7QF3-M2PXA'))).toBe('K7QF3-M2PXA');
    for (const text of ['K7QF3-M2PXA', 'https://exemple.be/C:K7QF3-M2PXA', 'C:K7QF3-M2PXU', 'C:k7qf3-m2pxa', 'C:', ''])
      expect(readFormCode(text)).toBeNull();
  });

  it('is understood as people type it from paper [X08]', () => {
    for (const typed of ['K7QF3-M2PXA', 'k7qf3 m2pxa', ' K7QF3M2PXA ', 'K7QF3–M2PXA'])
      expect(readTypedReference(typed)).toBe('K7QF3-M2PXA');
    expect(readTypedReference('O1ILO-00000')).toBe('01110-00000');
    for (const typed of ['', 'K7QF3', 'K7QF3-M2PXAB', 'K7QF3-M2PXU']) expect(readTypedReference(typed)).toBeNull();
  });
});
