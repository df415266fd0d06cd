import { describe, expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { type FetchItem, openFetchQueue } from '../../../src-main/sync/fetch-queue.ts';
import { openPace } from '../../../src-main/sync/prefetch-pace.ts';

const image = (name: string, bytes = 50_000): MirrorItem => ({
  kind: 'instance',
  study: '1',
  series: '1.1',
  instance: name,
  sha256: name.padEnd(64, '0'),
  bytes,
});
const letter = (name: string): MirrorItem => ({
  kind: 'resource',
  ref: `Letter/${name}`,
  version: 1,
  sha256: name.padEnd(64, '0'),
  bytes: 900,
});
const nameOf = (item: MirrorItem): string => (item.kind === 'instance' ? item.instance : item.ref);
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** A line on which the test says when an answer comes. */
function aLine() {
  const asked: string[] = [];
  const answers = new Map<string, { answer: () => void; signal: AbortSignal }>();
  const fetchItem: FetchItem = (_patient, item, signal) =>
    new Promise((resolve, reject) => {
      asked.push(nameOf(item));
      answers.set(nameOf(item), { answer: resolve, signal });
      signal.addEventListener('abort', () => reject(new DOMException('cut', 'AbortError')), { once: true });
    });
  const answer = async (name: string): Promise<void> => {
    answers.get(name)?.answer();
    await settle();
  };
  const isCut = (name: string): boolean => answers.get(name)?.signal.aborted === true;
  return { queue: openFetchQueue(fetchItem), asked, answer, isCut };
}

describe('what is copied ahead', () => {
  it('has two places of six, and none while the screen waits for anything [X02]', async () => {
    const { queue, asked, answer } = aLine();
    for (const name of ['a1', 'a2', 'a3']) void queue.fetch('ahead', image(name), 'ahead');
    await settle();
    expect(asked).toEqual(['a1', 'a2']);
    void queue.fetch('open', image('now'), 'now');
    await settle();
    expect(asked).toEqual(['a1', 'a2', 'now']);
    await answer('a1');
    expect(asked).toHaveLength(3);
    await answer('now');
    expect(asked.at(-1)).toBe('a3');
  });

  it('gives the line back at once when it is large, and comes again later [X02]', async () => {
    const { queue, asked, answer } = aLine();
    let came = false;
    void queue.fetch('ahead', image('film', 80_000_000), 'ahead').then(() => {
      came = true;
    });
    await settle();
    void queue.fetch('open', image('now'), 'now');
    await settle();
    expect(asked).toEqual(['film', 'now']);
    await answer('now');
    expect(asked).toEqual(['film', 'now', 'film']);
    await answer('film');
    expect(came).toBe(true);
  });

  it('waits for a record that is being opened, and comes before the images that are copied behind it [X02]', async () => {
    const { queue, asked, answer } = aLine();
    const release = queue.hold();
    void queue.fetch('ahead', letter('ahead'), 'ahead');
    for (let place = 0; place < 8; place += 1) void queue.fetch('open', image(`i${place}`));
    await settle();
    expect(asked).toHaveLength(6);
    expect(asked).not.toContain('Letter/ahead');
    release();
    await answer('i0');
    expect(asked[6]).toBe('Letter/ahead');
  });

  it('is the same fetching when the screen wants the same image, and then at once [X02]', async () => {
    const { queue, asked, answer } = aLine();
    const [first, second] = [queue.fetch('one', image('x'), 'ahead'), queue.fetch('one', image('x'), 'now')];
    await settle();
    expect(asked).toEqual(['x']);
    await answer('x');
    await Promise.all([first, second]);
    expect(asked).toEqual(['x']);
  });

  it('asks for more at once of what is small, never for more than two that it would not cut off [X02]', async () => {
    const { queue, asked } = aLine();
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) void queue.fetch('ahead', letter(name), 'ahead');
    await settle();
    expect(asked).toHaveLength(4);
    for (const name of ['b1', 'b2', 'b3']) void queue.fetch('other', image(name, 64_000), 'ahead');
    await settle();
    expect(asked).toHaveLength(4);
  });

  it('leaves a place to a result that comes while images are copied behind an open record [R24]', async () => {
    const { queue, asked } = aLine();
    for (let place = 0; place < 9; place += 1) void queue.fetch('open', image(`i${place}`));
    await settle();
    expect(asked).toHaveLength(6);
    void queue.fetch('open', letter('result'));
    await settle();
    expect(asked.slice(6)).toEqual(['Letter/result']);
  });

  it('is told when the screen waits for nothing any more [X02]', async () => {
    const { queue, answer } = aLine();
    await queue.quiet();
    void queue.fetch('open', letter('one'));
    let isQuiet = false;
    void queue.quiet().then(() => {
      isQuiet = true;
    });
    await settle();
    expect(isQuiet).toBe(false);
    await answer('Letter/one');
    expect(isQuiet).toBe(true);
  });
});

describe('the pace', () => {
  it('rests as long as what came is worth, and says when the day is used up [X02]', async () => {
    let clock = 0;
    const pace = openPace({ bytesPerSecond: 1_000_000, bytesPerDay: 5_000_000 }, () => clock);
    await pace.turn();
    pace.spent(2_000_000);
    let isOn = false;
    const turn = pace.turn().then(() => {
      isOn = true;
    });
    await settle();
    expect(isOn).toBe(false);
    clock = 2_001;
    pace.stop();
    await turn;
    expect([pace.isSpent(), pace.total()]).toEqual([false, 2_000_000]);
    pace.spent(3_000_000);
    expect(pace.isSpent()).toBe(true);
    pace.begin(0);
    expect(pace.isSpent()).toBe(false);
  });
});

describe('what is forgotten', () => {
  it('is cut off with everything else when the session ends, though its patient was forgotten before', async () => {
    const { queue, asked, isCut } = aLine();
    for (const patient of ['left', 'open']) queue.fetch(patient, image(patient)).catch(() => undefined);
    await settle();
    expect(asked).toEqual(['left', 'open']);
    queue.drop('left');
    expect([isCut('left'), isCut('open')]).toEqual([false, false]);
    queue.drop(null);
    expect([isCut('left'), isCut('open')]).toEqual([true, true]);
    await settle();
    queue.fetch('open', image('again')).catch(() => undefined);
    await settle();
    expect(asked.at(-1)).toBe('again');
    expect(isCut('again')).toBe(false);
  });
});
