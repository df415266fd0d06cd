import { expect, test } from 'vitest';
import { openDownloads } from '../../../server/releases/downloads.ts';

const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('sends two packages at once to a PC and 24 to all, and counts each that ended once [C6]', () => {
  const downloads = openDownloads();
  const leave = downloads.enter('pc');
  downloads.enter('pc');
  expect(codeOf(() => downloads.enter('pc'))).toBe('too-many-attempts');
  leave();
  leave();
  downloads.enter('pc');
  expect(codeOf(() => downloads.enter('pc'))).toBe('too-many-attempts');
  const others = Array.from({ length: 22 }, (_, at) => downloads.enter(`pc ${at}`));
  expect(codeOf(() => downloads.enter('late'))).toBe('server-unavailable');
  others[0]?.();
  downloads.enter('late');
});
