import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openCopiedText } from '../../../src-main/practice-software/copied-text.ts';

const five = 5 * 60_000;
let held: string;
const clipboard = {
  readText: async () => held,
  writeText: async (text: string) => {
    held = text;
  },
  clear: () => {
    held = '';
  },
};
beforeEach(() => {
  vi.useFakeTimers();
  held = 'avant';
});
afterEach(() => vi.useRealTimers());

describe('a text copied out of a record', () => {
  it('leaves the clipboard after five minutes, counted from the last copy [X07] [C5]', async () => {
    const copied = openCopiedText(clipboard);
    await copied.copy('Kalium 5,9');
    await vi.advanceTimersByTimeAsync(five - 1);
    await copied.copy('Natrium 140\nChlor 100');
    held = held.replaceAll('\n', '\r\n');
    await vi.advanceTimersByTimeAsync(five - 1);
    expect(held).toContain('Natrium');
    await vi.advanceTimersByTimeAsync(1);
    expect(held).toBe('');
  });

  it('leaves it at once when the record may not be read any more, once [X07] [C5]', async () => {
    const copied = openCopiedText(clipboard);
    await copied.clear();
    copied.end();
    expect(held).toBe('avant');
    await copied.copy('Kalium 5,9');
    await copied.clear();
    expect(held).toBe('');
    held = 'Kalium 5,9';
    await copied.clear();
    await vi.advanceTimersByTimeAsync(five);
    expect(held).toBe('Kalium 5,9');
  });

  it('leaves it when the application ends [X07] [C5]', async () => {
    const copied = openCopiedText(clipboard);
    await copied.copy('Kalium 5,9');
    copied.end();
    expect(held).toBe('');
  });

  it('takes away nothing that was copied since, by whomever [X07]', async () => {
    const copied = openCopiedText(clipboard);
    await copied.copy('Kalium 5,9');
    held = 'un numéro de téléphone';
    await vi.advanceTimersByTimeAsync(five);
    expect(held).toBe('un numéro de téléphone');
    await copied.copy('Kalium 5,9');
    const clearing = copied.clear();
    await copied.copy('Kalium 5,9');
    await clearing;
    expect(held).toBe('Kalium 5,9');
  });

  it.each([async () => '', async () => Promise.reject(new Error('no clipboard'))])(
    'is taken away where the system does not say what lies there [X07] [C5]',
    async (readText) => {
      const copied = openCopiedText({ ...clipboard, readText });
      await copied.copy('Kalium 5,9');
      await copied.clear();
      expect(held).toBe('');
    },
  );
});
