// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { DocumentView } from '../../../../contracts/record.ts';
import {
  createDocumentStore,
  openDocument,
  refreshDocument,
} from '../../../../src-renderer/features/document/document-store.ts';
import { buildId } from '../../support/samples.ts';
import { createScriptedBridge } from '../../support/scripted-bridge.ts';

const patient = buildId(2001);
const view = (document: string, change: Partial<DocumentView> = {}): DocumentView => ({
  document,
  patient,
  kind: 'letter',
  title: 'Lettre',
  at: null,
  author: null,
  status: 'final',
  parts: [
    { show: 'pdf', title: null, bytes: new Uint8Array([1, 2, 3]) },
    { show: 'text', title: null, text: 'Premier texte' },
  ],
  ...change,
});

describe('the reading pane', () => {
  it('shows the document asked for last, whichever answer arrives first [R23]', async () => {
    let answer: (value: DocumentView) => void = () => undefined;
    const bridge = createScriptedBridge({
      'document/open': ({ document }) =>
        document === 'DocumentReference/a'
          ? new Promise<DocumentView>((resolve) => {
              answer = resolve;
            })
          : view(document),
    });
    const store = createDocumentStore();
    const first = openDocument(store, bridge.ask, patient, 'DocumentReference/a');
    await openDocument(store, bridge.ask, patient, 'DocumentReference/b');
    answer(view('DocumentReference/a'));
    await first;
    expect(store.getState()).toMatchObject({ phase: 'shown', document: 'DocumentReference/b' });
  });

  it('never shows a document of another patient, nor another document than the one asked for', async () => {
    const bridge = createScriptedBridge({
      'document/open': ({ document }) =>
        document === 'DocumentReference/a' ? view(document, { patient: buildId(2002) }) : view('DocumentReference/x'),
    });
    const store = createDocumentStore();
    for (const document of ['DocumentReference/a', 'DocumentReference/b']) {
      await openDocument(store, bridge.ask, patient, document);
      expect(store.getState()).toEqual({
        phase: 'failed',
        document,
        error: { code: 'patient-mismatch', incident: '' },
      });
    }
  });

  it('keeps the very objects of what did not change, so that nothing on the screen moves', async () => {
    const bridge = createScriptedBridge({ 'document/open': ({ document }) => view(document) });
    const store = createDocumentStore();
    await openDocument(store, bridge.ask, patient, 'DocumentReference/a');
    const before = store.getState();
    await refreshDocument(store, bridge.ask, patient);
    expect(store.getState()).toBe(before);

    bridge.answers['document/open'] = ({ document }) =>
      view(document, {
        status: 'amended',
        parts: [
          { show: 'pdf', title: null, bytes: new Uint8Array([1, 2, 3]) },
          { show: 'text', title: null, text: 'Texte corrigé' },
        ],
      });
    await refreshDocument(store, bridge.ask, patient);
    const after = store.getState();
    if (before.phase !== 'shown' || after.phase !== 'shown') throw new Error('not shown');
    expect(after.updates).toBe(1);
    expect(after.view.parts[0]).toBe(before.view.parts[0]);
    expect(after.view.parts[1]).toEqual({ show: 'text', title: null, text: 'Texte corrigé' });
  });

  it('says that the hospital changed a document, not that more of a first copy has come [X10] [R15]', async () => {
    const report = 'DiagnosticReport/a';
    const found = (text: string, versions: Record<string, string>) => () =>
      view(report, { parts: [{ show: 'text', title: null, text }], versions });
    const bridge = createScriptedBridge({
      'document/open': found('un résultat', { [report]: '1', 'Observation/a': '1' }),
    });
    const store = createDocumentStore();
    await openDocument(store, bridge.ask, patient, report);
    const countAfter = async (answer: ReturnType<typeof found>): Promise<number> => {
      bridge.answers['document/open'] = answer;
      await refreshDocument(store, bridge.ask, patient);
      const state = store.getState();
      return state.phase === 'shown' ? state.updates : Number.NaN;
    };
    const whole = { [report]: '1', 'Observation/a': '1', 'Observation/b': '1' };
    expect(await countAfter(found('deux résultats', whole))).toBe(0);
    // An earlier result of another document came: the trend beside it changed, the document did not.
    expect(await countAfter(found('deux résultats et leur évolution', whole))).toBe(0);
    expect(await countAfter(found('un résultat corrigé', { ...whole, 'Observation/b': '2' }))).toBe(1);
    expect(await countAfter(found('un résultat retiré', { [report]: '1', 'Observation/a': '1' }))).toBe(2);
  });

  it('says why a document cannot be opened, and opens it at the next news', async () => {
    const bridge = createScriptedBridge({ 'document/open': () => 'not-copied-yet' });
    const store = createDocumentStore();
    await openDocument(store, bridge.ask, patient, 'DocumentReference/a');
    expect(store.getState()).toMatchObject({ phase: 'failed', error: { code: 'not-copied-yet' } });
    bridge.answers['document/open'] = ({ document }) => view(document);
    await refreshDocument(store, bridge.ask, patient);
    expect(store.getState()).toMatchObject({ phase: 'shown', document: 'DocumentReference/a' });
  });
});
