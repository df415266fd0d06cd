import { type ReactNode, useEffect, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import { documentsAtOnce, type PatientRights } from '../../../contracts/patient-rights.ts';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { useReach } from '../../ui/use-reach.ts';
import { words } from '../../words/words.ts';
import { readDocuments } from './document-pages.ts';
import { DocumentDetail, DocumentsPane } from './documents-pane.tsx';
import { FindPatient } from './find-patient.tsx';
import { LooksPane, ReceiptDetail } from './looks-pane.tsx';
import { PatientHead } from './patient-head.tsx';
import { type AnyPhysician, PhysicianDetail, PhysiciansPane, RefusalDetail } from './physicians-pane.tsx';
import { RequestsPane } from './requests-pane.tsx';

const about = ['physicians', 'documents', 'looks', 'requests'] as const;
type Queue = 'find' | (typeof about)[number];

interface RightsProps {
  readonly ask: Bridge['ask'];
  readonly now: Date;
}

/** What a patient asks of the desk [R17] [R18] [R19] [X09]: find one patient, see the state of the rights, enter what he asks. */
export function Rights({ ask, now }: RightsProps) {
  const [patient, setPatient] = useState<string | null>(null);
  if (patient === null)
    return (
      <Frame
        queue="find"
        patientKnown={false}
        onQueue={() => undefined}
        detail={<Soft>{words('rights.no-patient')}</Soft>}
      >
        <Soft>{words('rights.about.find')}</Soft>
        <FindPatient ask={ask} onFound={({ id }) => setPatient(id)} />
      </Frame>
    );
  return <OnePatient key={patient} patient={patient} ask={ask} now={now} onOther={() => setPatient(null)} />;
}

interface FrameProps {
  readonly queue: Queue;
  readonly patientKnown: boolean;
  readonly onQueue: (queue: Queue) => void;
  readonly detail: ReactNode;
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

function Frame({ queue, patientKnown, onQueue, detail, foot, children }: FrameProps) {
  const shown: readonly Queue[] = patientKnown ? ['find', ...about] : ['find'];
  return (
    <Section
      title={words('rights.title')}
      queues={shown.map((id) => ({ id, label: words(`rights.queue.${id}`), count: null }))}
      queue={queue}
      onQueue={onQueue}
      foot={foot}
      detail={detail}
    >
      {children}
    </Section>
  );
}

interface OnePatientProps extends RightsProps {
  readonly patient: string;
  readonly onOther: () => void;
}

function OnePatient({ patient, ask, now, onOther }: OnePatientProps) {
  const [queue, setQueue] = useState<Queue>('physicians');
  const [deeds, setDeeds] = useState(0);
  const [physician, setPhysician] = useState<AnyPhysician | null>(null);
  const [document, setDocument] = useState<string | null>(null);
  const [pages, setPages] = useState(1);
  // Each look is an entry of the trace: only a deed makes it look again.
  const rights = useReading(() => ask('patient-rights/read', { patient }), `${patient}`, { once: true });
  const copies = useReach(() => ask('patient-rights/copies', { patient }), deeds);
  const documents = useReading(
    () => (queue === 'documents' ? readDocuments(ask, patient, pages) : nothing),
    `${patient}/${queue === 'documents'}`,
    { once: true },
  );
  const readMore = documents.again;
  useEffect(() => {
    if (pages > 1) readMore();
  }, [pages, readMore]);
  const looks = useReading(
    () => (queue === 'looks' ? ask('receipt/read', { patient }) : nothing),
    `${patient}/${queue === 'looks'}`,
    { once: true },
  );
  const done = () => {
    setDeeds(deeds + 1);
    rights.again();
    documents.again();
  };
  const shown = documents.reading.phase === 'shown' ? documents.reading.value : [];
  const one = shown.find((each) => each.document === document) ?? null;
  const deed = { ask, now, onDone: done };
  const toDetail = (value: PatientRights): ReactNode => {
    if (queue === 'looks') return <ReceiptDetail patient={patient} ask={ask} />;
    if (queue === 'documents')
      return one === null ? (
        <Soft>{words('rights.documents.choose')}</Soft>
      ) : (
        <DocumentDetail key={one.document} rights={value} document={one} {...deed} />
      );
    if (queue === 'physicians' && physician !== null)
      return <PhysicianDetail key={physician.person} rights={value} physician={physician} {...deed} />;
    return <RefusalDetail rights={value} {...deed} />;
  };
  const value = rights.reading.phase === 'shown' ? rights.reading.value : null;
  return (
    <Frame
      queue={queue}
      patientKnown
      onQueue={(next) => {
        if (next === 'find') onOther();
        else setQueue(next);
        setPhysician(null);
        setDocument(null);
      }}
      detail={value === null ? null : toDetail(value)}
      foot={
        rights.reading.phase === 'shown' ? (
          <ReadingGate reading={rights.reading} again={rights.again} loading="">
            {({ freshness }) => freshness}
          </ReadingGate>
        ) : null
      }
    >
      <ReadingGate reading={rights.reading} again={rights.again} loading={words('rights.loading')}>
        {({ value: known }) => (
          <>
            <PatientHead rights={known} copies={copies} now={now} onOther={onOther} />
            {queue === 'physicians' ? (
              <PhysiciansPane rights={known} ask={ask} chosen={physician} onChoose={setPhysician} />
            ) : null}
            {queue === 'requests' ? <RequestsPane requests={known.requests} /> : null}
          </>
        )}
      </ReadingGate>
      {queue === 'documents' ? (
        <ReadingGate reading={documents.reading} again={documents.again} loading={words('rights.loading.documents')}>
          {({ value: listed }) => (
            <DocumentsPane
              documents={listed}
              chosen={document}
              onChoose={setDocument}
              onOlder={listed.length === pages * documentsAtOnce ? () => setPages(pages + 1) : null}
            />
          )}
        </ReadingGate>
      ) : null}
      {queue === 'looks' ? (
        <ReadingGate reading={looks.reading} again={looks.again} loading={words('rights.loading.looks')}>
          {({ value: lines }) => <LooksPane lines={lines} />}
        </ReadingGate>
      ) : null}
    </Frame>
  );
}

/** What a queue that is not open reads. */
const nothing = Promise.resolve({ ok: true as const, value: [] });
