import { useEffect, useState } from 'react';
import type { StudySummary } from '../../../contracts/imaging.ts';
import { Waiting } from '../../ui/progress.tsx';
import { Viewer } from '../../viewer/viewer.tsx';
import { words } from '../../words/words.ts';
import { openPixels, type PixelsAsk } from './pixel-port.ts';
import styles from './pane.module.css';

interface StudyPartProps {
  readonly patient: string;
  readonly study: StudySummary;
  readonly covered: boolean;
  readonly pixels: PixelsAsk;
}

/** The images of one study: asks for a pixel port of its own and hands it to the viewer, which closes it. */
export function StudyPart({ patient, study, covered, pixels }: StudyPartProps) {
  const [port, setPort] = useState<MessagePort | null>(null);
  const uid = study.studyInstanceUid;
  useEffect(() => {
    setPort(null);
    const asking = new AbortController();
    openPixels(pixels, patient, uid, asking.signal).then(setPort, () => undefined);
    return () => asking.abort();
  }, [pixels, patient, uid]);
  return (
    <div className={styles['images']}>
      {port === null ? (
        <Waiting label={words('study.waiting')} />
      ) : (
        <Viewer study={study} pixels={port} covered={covered} />
      )}
    </div>
  );
}
