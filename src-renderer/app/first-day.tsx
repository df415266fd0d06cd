import { useEffect } from 'react';
import { useStore } from 'zustand';
import { readDocument } from '../features/document/document-store.ts';
import { Guidance, type GuidancePlace } from '../features/guidance/guidance.tsx';
import { type GuidanceStore, noteDone } from '../features/guidance/guidance-store.ts';
import type { Session } from './session.ts';

/** The hint that belongs to what is on the screen, and what was done by getting there. */
export function FirstDay({ session, store }: { session: Session; store: GuidanceStore }) {
  const { ask } = session.bridge;
  const place = useStore(session.place, ({ at }) => at);
  const isKnown = useStore(store, ({ phase }) => phase === 'known');
  const hasPatients = useStore(session.patients, (state) => state.phase === 'shown' && state.links.length > 0);
  const selected = useStore(session.document, readDocument);
  const index = useStore(session.record, (state) => (state.phase === 'shown' ? state.index : null));
  const inRecord = place === 'record' && index !== null;
  useEffect(() => {
    if (isKnown && inRecord) noteDone(store, ask, 'patient');
  }, [isKnown, inRecord, store, ask]);
  useEffect(() => {
    if (isKnown && inRecord && selected !== null) noteDone(store, ask, 'document');
  }, [isKnown, inRecord, selected, store, ask]);
  const kind = index?.entries.find(({ document }) => document === selected)?.kind;
  return <Guidance store={store} ask={ask} place={toPlace(place, inRecord, hasPatients, selected, kind)} />;
}

function toPlace(
  at: string,
  inRecord: boolean,
  hasPatients: boolean,
  what: string | null,
  kind: string | undefined,
): GuidancePlace {
  if (at === 'home' && hasPatients) return { hint: 'patient', what: null };
  if (!inRecord) return { hint: null, what: null };
  if (what === null) return { hint: 'document', what: null };
  return { hint: kind === 'imaging' ? 'images' : null, what };
}
