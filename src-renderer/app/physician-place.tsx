import { Presentation } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import type { TherapeuticLink } from '../../contracts/link.ts';
import { AgendaPanel } from '../features/agenda/agenda-panel.tsx';
import { DocumentPane } from '../features/document/document-pane.tsx';
import { closeDocument, readDocument } from '../features/document/document-store.ts';
import { useSendBack } from '../features/hand-over/send-back.tsx';
import { LinkPanel } from '../features/link/link-panel.tsx';
import { FoldedLinks, listFolded } from '../features/record/folded-links.tsx';
import { MarkDeeds } from '../features/record/mark-deeds.tsx';
import { Record } from '../features/record/record.tsx';
import { MarkedDocument } from '../features/search/marked-document.tsx';
import { openRecord } from '../features/record/record-store.ts';
import { TodoList } from '../features/todo/todo.tsx';
import { Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { words } from '../words/words.ts';
import { Broken } from './broken.tsx';
import { AllLinks } from './all-links.tsx';
import { Home } from './home.tsx';
import { OpenRenewal } from './open-renewal.tsx';
import {
  goHome,
  openAppointment,
  openEntry,
  openPatient,
  openPatientAt,
  openTodo,
  type Session,
  startNewLink,
  startRenewal,
} from './session.ts';
import { reportFault } from '../ui/report-fault.ts';
import { useLanguage } from '../ui/use-language.ts';
import { show } from './show-place.tsx';
import { bindTimelineSearch } from './timeline-search.tsx';

interface PhysicianPlaceProps {
  readonly session: Session;
  readonly now: Date;
  readonly online: boolean;
  readonly covered: boolean;
  readonly full: boolean;
  readonly onFull: (full: boolean) => void;
  readonly returning: string | null;
}

/** The large part of the window: nothing yet, the panel of a link, or a record. */
export function PhysicianPlace({ session, now, online, covered, full, onFull, returning }: PhysicianPlaceProps) {
  const place = useStore(session.place);
  const patients = useStore(session.patients);
  switch (place.at) {
    case 'home':
      return (
        <Home
          first={patients.phase === 'shown' && patients.links.length === 0}
          onNew={() => startNewLink(session)}
          onTodo={() => openTodo(session)}
        />
      );
    case 'over':
      return (
        <Panel title={words('link.over.title')}>
          <Notice
            tone="warning"
            title={words('link.over.text', { name: `${place.link.patient.given} ${place.link.patient.family}` })}
          >
            <p>{words('link.over.next')}</p>
          </Notice>
        </Panel>
      );
    case 'link':
      return (
        <LinkPanel
          ask={session.bridge.ask}
          store={place.store}
          title={words(`link.${place.intent}.title`)}
          now={now}
          onClose={() => goHome(session)}
          onSigned={(link) => openPatient(session, link.patient.id)}
        />
      );
    case 'links':
      return <AllLinks session={session} now={now} online={online} />;
    case 'agenda':
      return (
        <AgendaPanel
          ask={session.bridge.ask}
          store={session.agenda}
          now={now}
          onOpen={(entry) => openAppointment(session, entry)}
          onNew={() => startNewLink(session)}
          onClose={() => goHome(session)}
        />
      );
    case 'todo':
      return (
        <TodoList
          ask={session.bridge.ask}
          links={patients.phase === 'shown' ? patients.links : []}
          now={now}
          online={online}
          onOpen={(patient, document) => {
            openPatientAt(session, patient, document).catch(reportFault);
          }}
          onClose={() => goHome(session)}
        />
      );
    case 'record':
      return (
        <OpenRecord
          session={session}
          now={now}
          online={online}
          covered={covered}
          full={full}
          onFull={onFull}
          returning={returning}
          patient={place.patient}
        />
      );
  }
}

function OpenRecord({
  session,
  now,
  online,
  covered,
  full,
  onFull,
  returning,
  patient,
}: PhysicianPlaceProps & { patient: string }) {
  const selected = useStore(session.document, readDocument);
  const { ask, connectPixels } = session.bridge;
  const record = useStore(session.record);
  const index = record.phase === 'shown' ? record.index : null;
  const photographs = useMemo(() => (index?.entries ?? []).filter(({ kind }) => kind === 'photograph'), [index]);
  const open = useCallback((entry: string) => openEntry(session, entry), [session]);
  const renew = useCallback((link: TherapeuticLink) => startRenewal(session, link), [session]);
  const renewal = useStore(session.renewal);
  const useSearch = useMemo(() => bindTimelineSearch(session.search), [session]);
  const back = useCallback(() => closeDocument(session.document), [session]);
  const language = useLanguage();
  const sendBack = useSendBack({ ask, patient, document: selected, hasFolder: returning === patient });
  const isShown = useStore(session.show, ({ phase }) => phase === 'on');
  // A search redraws the timeline at every letter; the document beside it stays as it is.
  const pane = useMemo(
    () => (
      <Broken key={selected ?? ''}>
        <MarkedDocument search={session.search} document={selected}>
          <DocumentPane
            ask={ask}
            pixels={connectPixels}
            store={session.document}
            patient={patient}
            covered={covered}
            full={full}
            onFull={onFull}
            onBack={back}
            onOpen={open}
            photographs={photographs}
            marks={
              index === null || selected === null ? null : (
                <MarkDeeds ask={ask} index={index} document={selected} now={now} active={!covered && !isShown} />
              )
            }
            deeds={[
              {
                id: 'show',
                label: words('show.start'),
                icon: <Presentation aria-hidden />,
                keys: 'E',
                act: () => show(session),
              },
            ]}
            rest={[
              ...sendBack.entries,
              ...(index === null || selected === null ? [] : listFolded(index, selected, open)),
            ]}
            beside={
              index === null || selected === null ? null : (
                <>
                  <FoldedLinks index={index} document={selected} onOpen={open} />
                  {sendBack.note}
                </>
              )
            }
          />
        </MarkedDocument>
      </Broken>
    ),
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- its sentences are in the language of the window.
    [
      session,
      ask,
      connectPixels,
      selected,
      patient,
      covered,
      full,
      onFull,
      back,
      open,
      photographs,
      language,
      sendBack,
      isShown,
    ],
  );
  return (
    <Record
      store={session.record}
      ask={ask}
      now={now}
      online={online}
      selected={selected}
      full={full && selected !== null}
      useSearch={useSearch}
      onOpen={open}
      onRenew={renew}
      onRetry={() => {
        openRecord(session.record, ask, patient).catch(reportFault);
      }}
      onLeave={() => goHome(session)}
      renewal={renewal?.patient === patient ? <OpenRenewal session={session} store={renewal.store} /> : null}
    >
      {pane}
    </Record>
  );
}
