import { useStore } from 'zustand';
import type { StudySummary } from '../../contracts/imaging.ts';
import { NotReady, OnPaper } from '../print/on-paper.tsx';
import { formatDate } from '../words/format.ts';
import { words } from '../words/words.ts';
import type { StoredDocument } from './decode/document.ts';
import type { ImageReference } from './decode/report.ts';
import type { StoredObject } from './decode/stored-object.ts';
import { EcgReader } from './ecg/ecg-reader.tsx';
import { PlaceHolder } from './place-holder.tsx';
import { PresentationReader } from './sr/presentation-reader.tsx';
import { toDicomDate } from './sr/readable.ts';
import { ReportReader } from './sr/report-reader.tsx';
import type { ViewerSession } from './viewer-session.ts';
import css from './object-area.module.css';

/** Shows a document that came inside a DICOM file; given by whoever has readers for PDF and CDA. */
export type RenderDocument = (document: StoredDocument) => React.ReactElement;

interface ObjectAreaProps {
  readonly session: ViewerSession;
  readonly study: StudySummary;
  readonly renderDocument?: RenderDocument;
}

/** What stands in the place of the image for what is none: who and what above it, the reader of its kind below. */
export function ObjectArea({ session, study, renderDocument }: ObjectAreaProps): React.ReactElement {
  const slice = useStore(session.store, (state) => state.slice);
  const key = useStore(session.store, (state) => state.key);
  const stack = useStore(session.store, (state) => state.stack);
  const index = useStore(session.store, (state) => state.index);
  const count = useStore(session.store, (state) => state.count);
  const { patient } = study;
  const at = slice.phase === 'object' ? toMoment(slice.object) : '';
  return (
    <div className={css['area']}>
      <OnPaper
        read={(album) => {
          if (slice.phase === 'waiting' || slice.phase === 'loading') throw new NotReady();
          if (slice.phase !== 'object') return <p className="warning">{words('print.unreadable')}</p>;
          album.addSeries({ study: study.studyInstanceUid, series: stack.slice(0, stack.indexOf('#')) });
          return <h2>{[study.description, at].filter((one) => one !== '').join(' · ')}</h2>;
        }}
      />
      <header className={css['head']}>
        <strong>{patient.name}</strong>
        {patient.birthDate !== null && <span>{words('viewer.born', { date: formatDate(patient.birthDate) })}</span>}
        <span>{study.description}</span>
        {(at !== '' || study.date !== null) && <span>{at || formatDate(study.date ?? '')}</span>}
        {count > 1 && (
          <span className={css['walk']}>
            <button type="button" disabled={index === 0} onClick={() => session.moveBy(-1)}>
              {words('viewer.object.previous')}
            </button>
            <span>{words('viewer.object.of', { n: index + 1, total: count })}</span>
            <button type="button" disabled={index === count - 1} onClick={() => session.moveBy(1)}>
              {words('viewer.object.next')}
            </button>
          </span>
        )}
        <span className={css['mark']}>{words('viewer.not-diagnostic')}</span>
      </header>
      <div className={css['body']}>
        {slice.phase === 'object' ? (
          <Reader key={key} object={slice.object} session={session} {...(renderDocument ? { renderDocument } : {})} />
        ) : (
          <PlaceHolder session={session} />
        )}
      </div>
    </div>
  );
}

/** When it was recorded or written, by the object itself. */
function toMoment(object: StoredObject): string {
  if (object.kind === 'waveform') return toDicomDate(object.acquired);
  return object.kind === 'report' ? toDicomDate(object.written) : '';
}

interface ReaderProps {
  readonly object: StoredObject;
  readonly session: ViewerSession;
  readonly renderDocument?: RenderDocument;
}

function Reader({ object, session, renderDocument }: ReaderProps): React.ReactElement {
  const find = (image: ImageReference): ReturnType<ViewerSession['locate']> => session.locate(image);
  switch (object.kind) {
    case 'waveform':
      return <EcgReader waveform={object} />;
    case 'report':
      return <ReportReader report={object} find={find} />;
    case 'presentation':
      return <PresentationReader presentation={object} session={session} />;
    case 'document':
      return renderDocument ? (
        <div className={css['document']}>{renderDocument(object)}</div>
      ) : (
        <p className={css['plain']}>{words('viewer.document.no-reader')}</p>
      );
  }
}
