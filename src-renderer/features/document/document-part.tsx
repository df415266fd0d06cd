import type { DocumentPart as Part } from '../../../contracts/record.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { OnPaper } from '../../print/on-paper.tsx';
import { toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { HtmlPart } from './html-part.tsx';
import { LaboratoryPart } from './laboratory-part.tsx';
import { type PlainPart, PlainPaper } from './paper/parts-paper.tsx';
import styles from './parts.module.css';
import { FilePart, PdfPart, ScanPart } from './readers.tsx';
import { RelatedPart } from './related-part.tsx';
import { TablePart } from './table-part.tsx';

/** Everything but images, which stand beside it. */
export type ReadingPart = Exclude<Part, { show: 'study' }>;

interface DocumentPartProps {
  readonly part: ReadingPart;
  readonly at: string | null;
  /** The document's own title: a part that bears the same needs none. */
  readonly heading: string;
  readonly onOpen: (document: string) => void;
}

/** One part of a document, under its own title when it has one that is not already the document's (`heading`). */
export function DocumentPart({ part, at, heading, onOpen }: DocumentPartProps) {
  const title = 'title' in part && part.title !== heading ? part.title : null;
  return (
    <div className={styles['part']}>
      {title === null || title === '' || part.show === 'unreadable' ? null : (
        <>
          <h2 className={styles['partTitle']}>{title}</h2>
          <OnPaper read={() => <h2>{title}</h2>} />
        </>
      )}
      {isPlain(part) ? <OnPaper read={() => <PlainPaper part={part} />} /> : null}
      <Content part={part} at={at} onOpen={onOpen} />
    </div>
  );
}

/** Read without anything that takes time; the others put themselves on paper once they are read. */
function isPlain(part: ReadingPart): part is PlainPart {
  return part.show !== 'laboratory' && part.show !== 'pdf' && part.show !== 'file';
}

function Content({ part, at, onOpen }: Omit<DocumentPartProps, 'heading'>) {
  switch (part.show) {
    case 'laboratory':
      return <LaboratoryPart part={part} at={at} />;
    case 'text':
      return <p className={styles['text']}>{part.text}</p>;
    case 'html':
      return <HtmlPart html={part.html} title={part.title} />;
    case 'pdf':
      return <PdfPart bytes={part.bytes} title={part.title} />;
    case 'facts':
      return (
        <dl className={styles['facts']}>
          {part.rows.map((row, place) => (
            // A label may stand twice (two reactions); the order is the source's.
            <Fact key={`${place}-${row.label}`} label={row.label} value={row.value} />
          ))}
        </dl>
      );
    case 'table':
      return <TablePart part={part} />;
    case 'related':
      return <RelatedPart part={part} onOpen={onOpen} />;
    case 'file': {
      const { format, bytes, title } = part;
      if (format === 'tiff' || format === 'image') return <ScanPart format={format} bytes={bytes} title={title} />;
      return (
        <FilePart part={{ ...part, format }}>
          {(inner) => <DocumentPart part={inner} at={at} heading={title ?? ''} onOpen={onOpen} />}
        </FilePart>
      );
    }
    case 'unreadable':
      return <Unreadable part={part} />;
  }
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{toDecimalCommas(value)}</dd>
    </>
  );
}

/** Stands in the place of what cannot be read, and says so; the other parts are not touched by it. */
function Unreadable({ part }: { part: Extract<Part, { show: 'unreadable' }> }) {
  return (
    <>
      <FailureNotice
        failure={{ code: part.code, incident: '' }}
        {...(part.title === null || part.title === '' ? {} : { title: part.title })}
      />
      {part.mime === null ? null : (
        <p className={styles['small']}>{words('document.part.mime', { mime: part.mime })}</p>
      )}
    </>
  );
}
