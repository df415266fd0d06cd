import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { DocumentView } from '../../../contracts/record.ts';
import { reportPaint } from '../../ui/report-paint.ts';
import { laboratoryNews } from './laboratory-desk.ts';
import { isSameView } from './same-view.ts';

/** The one document in the reading pane. `updates` counts the times the hospital changed it while it was being read. */
export type DocumentState =
  | { readonly phase: 'none' }
  | { readonly phase: 'loading'; readonly document: string }
  | { readonly phase: 'shown'; readonly document: string; readonly view: DocumentView; readonly updates: number }
  | { readonly phase: 'failed'; readonly document: string; readonly error: Failure };

export type DocumentStore = StoreApi<DocumentState>;

/** Nothing is being read. */
export function createDocumentStore(): DocumentStore {
  return createStore<DocumentState>(() => ({ phase: 'none' }));
}

/** Reference of the document in the pane, whatever became of it; null when there is none. */
export function readDocument(state: DocumentState): string | null {
  return state.phase === 'none' ? null : state.document;
}

/** Opens a document; the one asked for last is shown, whichever answer arrives first [R23]. */
export async function openDocument(
  store: DocumentStore,
  ask: Bridge['ask'],
  patient: string,
  document: string,
): Promise<void> {
  const clicked = performance.now();
  const loading: DocumentState = { phase: 'loading', document };
  store.setState(loading, true);
  const result = await ask('document/open', { patient, document });
  if (store.getState() !== loading) return;
  if (!result.ok) store.setState({ phase: 'failed', document, error: result.error }, true);
  else if (result.value.patient !== patient || result.value.document !== document) {
    store.setState({ phase: 'failed', document, error: { code: 'patient-mismatch', incident: '' } }, true);
  } else {
    store.setState({ phase: 'shown', document, view: result.value, updates: 0 }, true);
    reportPaint(ask, 'document', clicked);
  }
}

/** Reads the open document again after news, or because its words changed language, which is none. What did not change keeps its very object, so that nothing on the screen moves. */
export async function refreshDocument(
  store: DocumentStore,
  ask: Bridge['ask'],
  patient: string,
  isNews = true,
): Promise<void> {
  laboratoryNews.setState(({ count }) => ({ count: count + 1 }));
  const before = store.getState();
  if (before.phase === 'failed') return openDocument(store, ask, patient, before.document);
  if (before.phase !== 'shown') return;
  const result = await ask('document/open', { patient, document: before.document });
  const now = store.getState();
  if (now.phase !== 'shown' || now.document !== before.document) return;
  if (!result.ok) store.setState({ phase: 'failed', document: before.document, error: result.error }, true);
  else if (!isSameView(now.view, result.value)) {
    const isUpdate = isNews && isChanged(now.view, result.value);
    store.setState(
      { ...now, view: keepSameParts(now.view, result.value), updates: now.updates + (isUpdate ? 1 : 0) },
      true,
    );
  }
}

/** The hospital changed or took away something of the document; what has only now been copied, or stands beside it in the record, is no update. */
function isChanged({ versions: before, ...shown }: DocumentView, { versions: after, ...next }: DocumentView): boolean {
  if (isSameView(shown, next)) return false;
  if (before === undefined || after === undefined) return true;
  return Object.entries(before).some(([ref, version]) => after[ref] !== version);
}

/** Empties the pane, without a word: a document that was hidden leaves no trace [R18]. */
export function closeDocument(store: DocumentStore): void {
  store.setState({ phase: 'none' }, true);
}

/** Parts that did not change stay the same object: a PDF is not drawn again because a note beside it was corrected. */
function keepSameParts(before: DocumentView, after: DocumentView): DocumentView {
  return {
    ...after,
    parts: after.parts.map((part, place) => {
      const old = before.parts[place];
      return old !== undefined && isSameView(old, part) ? old : part;
    }),
  };
}
