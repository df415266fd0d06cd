import { useStore } from 'zustand';
import type { DocumentState } from '../features/document/document-store.ts';
import type { RecordState } from '../features/record/record-store.ts';
import { ShowMode, type ShowSubject } from '../features/show/show-mode.tsx';
import { startShow } from '../features/show/show-store.ts';
import { readStatusWord } from '../ui/status-word.ts';
import type { Session } from './session.ts';

/** What of the open record is shown to its patient, if anything is [X13]. */
export function ShowPlace({ session, covered }: { session: Session; covered: boolean }) {
  const record = useStore(session.record);
  const document = useStore(session.document);
  return (
    <ShowMode
      store={session.show}
      ask={session.bridge.ask}
      active={!covered}
      subject={toSubject(record, document)}
      isLoading={isComing(record, document)}
    />
  );
}

/** Shows what stands in the reading pane; nothing happens while there is nothing. */
export function show(session: Session): void {
  const document = session.document.getState();
  if (document.phase === 'shown') startShow(session.show, session.bridge.ask, document.view.patient);
}

function toSubject(record: RecordState, document: DocumentState): ShowSubject | null {
  if (record.phase !== 'shown' || document.phase !== 'shown' || document.view.patient !== record.patient) return null;
  const { family, given } = record.index.link.patient;
  return {
    name: `${family.toLocaleUpperCase('fr')} ${given}`,
    title: document.view.title,
    status: readStatusWord(document.view.status),
  };
}

/** After an unlock the record opens again, then its document. */
function isComing(record: RecordState, document: DocumentState): boolean {
  if (record.phase === 'opening' || document.phase === 'loading') return true;
  return record.phase === 'closed' && (record.reason === 'vault-locked' || record.reason === 'session-required');
}
