import { MonitorUp } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../../contracts/failure.ts';
import type { StudySummary } from '../../../contracts/imaging.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { prepareViewer } from '../../viewer/prepare-viewer.ts';
import type { StoredDocument } from '../../viewer/decode/document.ts';
import { Viewer, type ViewerEvent } from '../../viewer/viewer.tsx';
import { words } from '../../words/words.ts';
import { DocumentPart, type ReadingPart } from './document-part.tsx';
import { openPixels, type PixelsAsk } from './pixel-port.ts';
import { useAway } from './second-screen.ts';
import styles from './pane.module.css';

interface StudyPartProps {
  readonly ask: Bridge['ask'];
  readonly patient: string;
  readonly study: StudySummary;
  readonly covered: boolean;
  readonly pixels: PixelsAsk;
}

/** The images of one study: asks for a pixel port of its own and hands it to the viewer, which closes it. A look that cannot be kept ends the looking [R21]. */
export function StudyPart({ ask, patient, study, covered, pixels }: StudyPartProps) {
  const [port, setPort] = useState<MessagePort | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const uid = study.studyInstanceUid;
  const { isAway, isPossible, send, bringBack } = useAway(ask, patient, uid, covered);
  useEffect(() => {
    setPort(null);
    setFailure(null);
    if (isAway) return undefined;
    const asking = new AbortController();
    openPixels(pixels, patient, uid, asking.signal).then(setPort, () => undefined);
    return () => asking.abort();
  }, [pixels, patient, uid, isAway]);
  const keepLook = useCallback(
    (event: ViewerEvent) => {
      if (event.kind !== 'looked-at') return;
      ask('study/report-look', { patient, study: uid, series: event.seriesInstanceUid })
        .then((kept) => {
          if (!kept.ok) setFailure(kept.error);
        })
        .catch(reportFault);
    },
    [ask, patient, uid],
  );
  if (failure !== null) {
    return (
      <div className={styles['reading']}>
        <FailureNotice failure={failure} />
      </div>
    );
  }
  if (isAway) {
    return (
      <div className={styles['images']}>
        <EmptyState
          icon={<MonitorUp aria-hidden />}
          title={words('second.here')}
          actions={
            <Button onPress={bringBack} aria-keyshortcuts="S">
              {words('second.bring-back')}
            </Button>
          }
        />
      </div>
    );
  }
  return (
    <div className={styles['images']} data-explain="images">
      {port === null ? (
        <Waiting label={words('study.waiting')} />
      ) : (
        <Viewer
          study={study}
          pixels={port}
          covered={covered}
          onEvent={keepLook}
          renderDocument={renderDocument}
          move={isPossible ? { label: words('second.open'), act: send } : undefined}
        />
      )}
    </div>
  );
}

/** A PDF or a CDA inside a DICOM file is read like one that came by itself. */
export function renderDocument({ mime, title, bytes }: StoredDocument): React.ReactElement {
  const named = { title: title === '' ? null : title, bytes };
  const part: ReadingPart =
    mime === 'application/pdf' ? { show: 'pdf', ...named } : { show: 'file', format: 'cda', ...named };
  return <DocumentPart part={part} at={null} heading="" onOpen={() => undefined} />;
}

export { prepareViewer };
