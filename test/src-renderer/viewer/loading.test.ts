import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel, type MessagePort as NodePort } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { StudySummary } from '../../../contracts/imaging.ts';
import { DecodePool, type DecodeThread } from '../../../src-renderer/viewer/decode-pool.ts';
import type { DecodeAnswer, DecodeQuestion } from '../../../src-renderer/viewer/decode/decode-messages.ts';
import type { DecodedFrame } from '../../../src-renderer/viewer/decode/decode.ts';
import type { StoredObject } from '../../../src-renderer/viewer/decode/stored-object.ts';
import type { UnreadableImage } from '../../../src-renderer/viewer/decode/unreadable.ts';
import { PixelSource } from '../../../src-renderer/viewer/pixel-source.ts';
import { StudyLoader } from '../../../src-renderer/viewer/stack/study-loader.ts';

const expected = { studyInstanceUid: '1', seriesInstanceUid: '2', sopInstanceUid: '3', patientIds: [] };

/** A thread whose behaviour is a function from question to answer; null hangs for ever. */
class ScriptedThread implements DecodeThread {
  onmessage: DecodeThread['onmessage'] = null;
  onerror: DecodeThread['onerror'] = null;
  ended = false;
  readonly #answer: (id: number) => DecodeAnswer | 'error' | null;
  constructor(answer: (id: number) => DecodeAnswer | 'error' | null) {
    this.#answer = answer;
  }
  postMessage(question: DecodeQuestion): void {
    if (question.kind !== 'decode') return;
    const data = this.#answer(question.id);
    queueMicrotask(() => {
      if (this.ended || data === null) return;
      if (data === 'error') this.onerror?.({} as ErrorEvent);
      else this.onmessage?.({ data } as MessageEvent<DecodeAnswer>);
    });
  }
  terminate(): void {
    this.ended = true;
  }
}

const good = (id: number, replace = false): DecodeAnswer => ({
  id,
  bytes: null,
  replace,
  ok: true,
  frame: {} as DecodedFrame,
});

describe('the decode pool', () => {
  const run = async (answers: ((id: number) => DecodeAnswer | 'error' | null)[]) => {
    const threads: ScriptedThread[] = [];
    const pool = new DecodePool(
      () => {
        const thread = new ScriptedThread(answers[Math.min(threads.length, answers.length - 1)] ?? good);
        threads.push(thread);
        return thread;
      },
      1,
      30,
    );
    const outcomes = [];
    for (let n = 0; n < 2; n += 1) {
      outcomes.push(
        await pool.decode(new ArrayBuffer(1), 0, expected, false).then(
          () => 'shown',
          (error: UnreadableImage) => error.reason,
        ),
      );
    }
    return { outcomes, replaced: pool.replaced, ended: threads.map((thread) => thread.ended) };
  };

  test('kills a worker that hangs, says so of its slice alone, and goes on with a new one', async () => {
    expect(await run([() => null, good])).toEqual({
      outcomes: ['timeout', 'shown'],
      replaced: 1,
      ended: [true, false],
    });
  });

  test('throws a worker away after a codec error or when it has grown, keeping its answer', async () => {
    expect(await run([(id) => good(id, true), good])).toEqual({
      outcomes: ['shown', 'shown'],
      replaced: 1,
      ended: [true, false],
    });
  });

  test('replaces a worker that died', async () => {
    expect(await run([() => 'error', good])).toEqual({
      outcomes: ['damaged', 'shown'],
      replaced: 1,
      ended: [true, false],
    });
  });
});

describe('the pixel source', () => {
  const open = (serve: (question: { kind: string; id: number }, port: NodePort) => void) => {
    const { port1, port2 } = new MessageChannel();
    const asked: unknown[] = [];
    port2.on('message', (question: { kind: string; id: number }) => {
      asked.push(question);
      serve(question, port2);
    });
    const ends: string[] = [];
    const source = new PixelSource(port1 as unknown as MessagePort, (failure) => ends.push(failure));
    return { source, asked, ends, port2 };
  };
  const never = new AbortController().signal;

  test('hands each answer to its asker, whichever comes first', async () => {
    const { source, port2 } = open((question, port) => {
      if (question.id === 2) for (const id of [2, 1]) port.postMessage({ id, bytes: Uint8Array.of(id).buffer });
    });
    const read = await Promise.all([source.read('1.1', 'now', never), source.read('1.2', 'near', never)]);
    port2.close();
    expect(read.map((bytes) => new Uint8Array(bytes)[0])).toEqual([1, 2]);
  });

  test("says the vault's reason, ignores what is no answer, and tells the vault of a cancelled read", async () => {
    const { source, asked, port2 } = open((question, port) => {
      port.postMessage({ id: question.id, bytes: 'text' });
      if (question.id === 1) port.postMessage({ id: 1, failure: 'not-copied' });
    });
    const refused = await source.read('1.1', 'now', never).catch((error: Error) => error.message);
    const controller = new AbortController();
    const cancelled = source.read('1.2', 'later', controller.signal).catch(() => 'cancelled');
    controller.abort();
    expect([refused, await cancelled]).toEqual(['not-copied', 'cancelled']);
    await wait(20);
    port2.close();
    expect(asked.at(-1)).toEqual({ kind: 'cancel', id: 2 });
  });

  test('ends every read when the vault closes the port or dies', async () => {
    const { source, ends } = open((_question, port) => port.postMessage({ kind: 'closed', failure: 'ended' }));
    const outcome = await source.read('1.1', 'now', never).catch((error: Error) => error.message);
    const dead = open((_question, port) => port.close());
    const lost = await dead.source.read('1.1', 'now', never).catch((error: Error) => error.message);
    expect([outcome, ends, lost, dead.ends]).toEqual(['ended', ['ended'], 'locked', ['locked']]);
  });
});

describe('loading', () => {
  const study: StudySummary = {
    studyInstanceUid: '1',
    description: '',
    date: null,
    patient: { name: 'X', birthDate: null, sex: 'unknown', dicomPatientIds: [] },
    series: ['8', '9'].map((uid) => ({
      seriesInstanceUid: uid,
      modality: 'CT',
      description: '',
      number: null,
      instances: Array.from({ length: 60 }, (_, n) => ({
        sopInstanceUid: `${uid}.${n + 1}`,
        frames: 1,
        instanceNumber: n,
      })),
    })),
  };

  /** Each read waits for `step`, so that the order of asking is seen. */
  const open = (frames = 1) => {
    const asked: string[] = [];
    const waiting: (() => void)[] = [];
    const source = {
      read: (uid: string) => {
        asked.push(uid);
        return new Promise<ArrayBuffer>((resolve) => waiting.push(() => resolve(new ArrayBuffer(1))));
      },
    };
    const frame = {
      facts: { plane: null, instanceNumber: null, photometric: '', frames },
      pixels: { color: false, values: new Int16Array(4) },
    } as unknown as DecodedFrame;
    const loader = new StudyLoader(
      study,
      source,
      { decode: () => Promise.resolve({ frame, bytes: null }) },
      1e9,
      () => undefined,
    );
    const step = async (): Promise<void> => {
      for (const resolve of waiting.splice(0)) resolve();
      await wait(1);
    };
    return { asked, loader, step };
  };

  test('begins with the slice on the screen, its neighbours, then one picture of every series [X10]', async () => {
    const { asked, loader, step } = open();
    loader.focus({ stack: '8#0', index: 29 });
    for (let n = 0; n < 6; n += 1) await step();
    expect(asked.slice(0, 5)).toEqual(['8.30', '8.31', '8.29', '8.32', '8.28']);
    expect(asked.indexOf('9.30')).toBe(25);
    loader.close();
  });

  test('follows at once to where the reader scrolls, whatever is still to come [X10]', async () => {
    const { asked, loader, step } = open();
    loader.focus({ stack: '8#0', index: 0 });
    await step();
    loader.focus({ stack: '8#0', index: 50 });
    const before = asked.length;
    await step();
    expect(asked[before]).toBe('8.51');
    loader.close();
  });

  test('reads a whole series once', async () => {
    const { asked, loader, step } = open();
    loader.focus({ stack: '8#0', index: 29 });
    for (let n = 0; n < 20; n += 1) await step();
    expect([asked.length, new Set(asked).size]).toEqual([61, 61]);
    loader.close();
  });

  test('gives a file as many slices as it holds, whatever was announced, and makes it a stack of its own [R22]', async () => {
    const { loader, step } = open(3);
    loader.focus({ stack: '8#0', index: 0 });
    await step();
    expect(loader.sort()).toBe(true);
    const film = loader.stacks.find(({ keys }) => keys.includes('8.1/0'));
    expect(film?.keys).toEqual(['8.1/0', '8.1/1', '8.1/2']);
    expect([loader.slice('8.1/2')?.state.phase, loader.slice('8.1/0')?.state.phase]).toEqual(['waiting', 'ready']);
    loader.close();
  });

  test('settles what is no image as an object, beside its like [R22]', async () => {
    const object = { kind: 'report', nodes: [] } as unknown as StoredObject;
    const told: string[] = [];
    const loader = new StudyLoader(
      study,
      { read: () => Promise.resolve(new ArrayBuffer(1)) },
      { decode: () => Promise.resolve({ object, bytes: null }) },
      1e9,
      (slices) => told.push(...slices.map(({ state }) => state.phase)),
    );
    loader.focus({ stack: '8#0', index: 0 });
    await wait(5);
    expect([loader.slice('8.1/0')?.state, new Set(told)]).toEqual([{ phase: 'object', object }, new Set(['object'])]);
    loader.close();
  });
});
