import { useMemo } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { DocumentView } from '../../../contracts/record.ts';
import { words } from '../../words/words.ts';
import { DocumentPart, type ReadingPart } from './document-part.tsx';
import { LaboratoryDeskContext } from './laboratory-desk.ts';
import styles from './pane.module.css';
import type { PixelsAsk } from './pixel-port.ts';
import { PhotographComparison, StudyPart } from './readers.tsx';
import type { PhotographEntry } from '../../viewer/photographs/pairing.ts';
import type { Side } from './sides.ts';

interface DocumentBodyProps {
  readonly ask: Bridge['ask'];
  readonly view: DocumentView;
  readonly covered: boolean;
  readonly pixels: PixelsAsk;
  /** What of it is shown where there is no room for both. */
  readonly side: Side;
  /** Opens another document of the same record. */
  readonly onOpen: (document: string) => void;
  /** Photographs of the record, for a comparison of two. */
  readonly photographs: readonly PhotographEntry[];
}

/** The document; a photograph can be compared with another of the record [X15]. */
export function DocumentBody({ photographs, ...props }: DocumentBodyProps) {
  const { ask, pixels, view, side } = props;
  if (side !== 'comparison') return <Parts {...props} />;
  return (
    <PhotographComparison
      key={view.document}
      ask={ask}
      pixels={pixels}
      patient={view.patient}
      document={view.document}
      photographs={photographs}
    />
  );
}

/** The parts of a document: read one under the other, or the images with what is written of them at their side [X06]. */
function Parts({ ask, view, covered, pixels, side, onOpen }: Omit<DocumentBodyProps, 'photographs'>) {
  const reading = view.parts.filter((part): part is ReadingPart => part.show !== 'study');
  const studies = view.parts.filter((part) => part.show === 'study');
  const study = studies[0]?.study;
  if (study === undefined) return <Reading ask={ask} parts={reading} view={view} onOpen={onOpen} />;
  return (
    <WithImages
      side={side}
      hasReport={reading.length > 0}
      report={<Reading ask={ask} parts={reading} view={view} onOpen={onOpen} />}
    >
      {studies.map((part) => (
        <StudyPart
          key={part.study.studyInstanceUid}
          ask={ask}
          patient={view.patient}
          study={part.study}
          covered={covered}
          pixels={pixels}
        />
      ))}
    </WithImages>
  );
}

interface ReadingProps {
  readonly ask: Bridge['ask'];
  readonly parts: readonly ReadingPart[];
  readonly view: DocumentView;
  readonly onOpen: (document: string) => void;
}

function Reading({ ask, parts, view: { at, title: heading, patient, document }, onOpen }: ReadingProps) {
  const desk = useMemo(() => ({ ask, patient, document, onOpen }), [ask, patient, document, onOpen]);
  return (
    // The scrolling text takes the focus, so that the arrows and Page keys scroll it.
    <div
      className={styles['reading']}
      tabIndex={0}
      role="region"
      aria-label={words('document.content')}
      data-explain="reading"
    >
      {parts.length === 0 ? <p>{words('document.empty')}</p> : null}
      <LaboratoryDeskContext.Provider value={desk}>
        {parts.map((part, place) => (
          <DocumentPart key={`${place}-${part.show}`} part={part} at={at} heading={heading} onOpen={onOpen} />
        ))}
      </LaboratoryDeskContext.Provider>
    </div>
  );
}

interface WithImagesProps {
  readonly side: Side;
  readonly hasReport: boolean;
  readonly report: React.ReactNode;
  readonly children: React.ReactNode;
}

function WithImages({ side, hasReport, report, children }: WithImagesProps) {
  return (
    <div className={styles['columns']} data-shown={side}>
      <div className={styles['images']}>{children}</div>
      {hasReport ? (
        <section className={styles['report']} aria-label={words('study.report')}>
          {report}
        </section>
      ) : null}
    </div>
  );
}
