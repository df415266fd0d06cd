// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DocumentPart, type ReadingPart } from '../../../../src-renderer/features/document/document-part.tsx';
import { openFile } from '../../../../src-renderer/features/document/readers/open-file.ts';
import type { Reading } from '../../../../src-renderer/features/document/readers/reading.ts';
import { speak } from '../../../../src-renderer/words/language.ts';
// Fetched ahead.
import '../../../../src-renderer/words/nl/catalogue.ts';
import { mount, press, readText, settle } from '../../support/mount.tsx';

/** Stands where the worker would: answers what it is told, or nothing at all. */
class FakeWorker extends EventTarget {
  static answer: Reading | null | 'never' = null;
  static started = 0;
  static readonly languages: string[] = [];
  constructor() {
    super();
    FakeWorker.started += 1;
  }
  postMessage(question: { readonly language: string }): void {
    FakeWorker.languages.push(question.language);
    if (FakeWorker.answer !== 'never')
      queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: FakeWorker.answer })));
  }
  terminate(): void {}
}
vi.stubGlobal('Worker', FakeWorker);
afterEach(() => vi.useRealTimers());

const show = (part: ReadingPart, onOpen: (document: string) => void = () => undefined) =>
  mount(<DocumentPart part={part} at={null} heading="Lettre" onOpen={onOpen} />);
const file: ReadingPart = { show: 'file', format: 'rtf', title: null, bytes: new Uint8Array([1]) };
const waitForReader = async (text: string) => {
  for (let turn = 0; turn < 100 && !readText().includes(text); turn += 1) await settle();
};

describe('a file that the window reads', () => {
  it('becomes the parts it holds, each as its own kind is shown, and says when it is cut [R23]', async () => {
    FakeWorker.answer = {
      cut: true,
      parts: [
        { show: 'facts', rows: [{ label: 'Patient', value: 'Marie ESSAI' }] },
        { show: 'table', title: 'Allergies', head: ['Substance', 'Depuis'], rows: [['Pénicilline\nurticaire', '']] },
        { show: 'unreadable', title: 'Annexe', code: 'document-unreadable', mime: null },
      ],
    };
    await show(file);
    await waitForReader('avant sa fin');
    const text = readText();
    for (const one of ['Marie ESSAI', 'Pénicilline', 'urticaire', 'Annexe', 'avant sa fin'])
      expect(text).toContain(one);
    // Nobody said since when: the column would only take room.
    expect(document.querySelectorAll('thead th')).toHaveLength(1);
  });

  it('is read again, and named, in another language when that is chosen: a worker has none of its own [X17]', async () => {
    FakeWorker.answer = { cut: false, parts: [{ show: 'facts', rows: [{ label: 'Patient', value: 'Marie ESSAI' }] }] };
    await show(file);
    await waitForReader('Marie ESSAI');
    expect(FakeWorker.languages.at(-1)).toBe('fr');
    await act(() => speak('nl'));
    await waitForReader('Marie ESSAI');
    expect(FakeWorker.languages.at(-1)).toBe('nl');
    await act(() => speak('fr'));
  });

  it('that is refused says so in its place', async () => {
    FakeWorker.answer = null;
    await show(file);
    await waitForReader('abîmé');
    expect(readText()).toContain('le fichier reçu est abîmé');
  });

  it('that keeps its reader busy is given up after ten seconds, and the next one has a reader of its own', async () => {
    vi.useFakeTimers();
    FakeWorker.answer = 'never';
    const before = FakeWorker.started;
    const busy = openFile('rtf', new Uint8Array([2])).catch((refusal: unknown) => refusal);
    const next = openFile('rtf', new Uint8Array([3]));
    await vi.advanceTimersByTimeAsync(9_900);
    FakeWorker.answer = { cut: false, parts: [] };
    await vi.advanceTimersByTimeAsync(200);
    expect(await busy).toBeInstanceOf(Error);
    expect(await next).toEqual({ cut: false, parts: [] });
    expect(FakeWorker.started - before).toBeGreaterThanOrEqual(1);
  });
});

describe('documents that belong to another', () => {
  it('open by a click, each by its own reference [R23]', async () => {
    const opened: string[] = [];
    const entry = { kind: 'letter', at: '2026-11-18' } as const;
    await show(
      {
        show: 'related',
        title: 'Documents de ce séjour',
        entries: [
          { ...entry, document: 'DocumentReference/1', title: 'Lettre de sortie' },
          { ...entry, document: 'DocumentReference/2', title: 'Lettre de transfert', at: null },
        ],
      },
      (one) => opened.push(one),
    );
    await press('Lettre de transfert');
    await press('Lettre de sortie');
    expect(opened).toEqual(['DocumentReference/2', 'DocumentReference/1']);
    expect(readText()).toContain('18 nov. 2026');
  });
});
