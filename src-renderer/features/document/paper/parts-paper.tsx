import type { ReactNode } from 'react';
import type { DocumentPart } from '../../../../contracts/record.ts';
import { formatShortDate, toDecimalCommas } from '../../../words/format.ts';
import { words } from '../../../words/words.ts';
import { toSafeHtml } from '../safe-html.ts';

type Part<Show extends DocumentPart['show']> = Extract<DocumentPart, { show: Show }>;
/** Parts that are read as they came, by nothing that takes time. */
export type PlainPart = Part<'text' | 'html' | 'facts' | 'table' | 'related' | 'unreadable'>;

/** A part made of words alone, as it goes on paper. */
export function PlainPaper({ part }: { readonly part: PlainPart }): ReactNode {
  switch (part.show) {
    case 'text':
      return <p className="text">{part.text}</p>;
    case 'html':
      // Cleaned as for the screen: text, tables and embedded pictures are all that is left of it.
      return <div className="letter" dangerouslySetInnerHTML={{ __html: toSafeHtml(part.html) }} />;
    case 'facts':
      return (
        <dl className="facts">
          {part.rows.map(({ label, value }, place) => [
            <dt key={`${place}-label`}>{label}</dt>,
            <dd key={`${place}-value`}>{toDecimalCommas(value)}</dd>,
          ])}
        </dl>
      );
    case 'table':
      return <PaperTable part={part} />;
    case 'related':
      return (
        <ul>
          {part.entries.map(({ document, kind, title, at }) => (
            <li key={document}>
              {[title, words(`kind.${kind}`), ...(at === null ? [] : [formatShortDate(at)])].join(' · ')}
            </li>
          ))}
        </ul>
      );
    case 'unreadable':
      return (
        <p className="warning">
          {part.title === null || part.title === '' ? '' : `${part.title}. `}
          {words('print.unreadable')}
        </p>
      );
  }
}

function PaperTable({ part: { head, rows } }: { readonly part: Part<'table'> }): ReactNode {
  const used = head.map((_name, column) => rows.some((row) => (row[column] ?? '') !== ''));
  return (
    <table className="rows">
      <thead>
        <tr>{head.map((name, column) => (used[column] ? <th key={name}>{name}</th> : null))}</tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          // Two rows may say the same; their order is the source's.
          <tr key={`${place}-${row[0]}`}>
            {row.map((cell, column) => (used[column] ? <td key={head[column]}>{toDecimalCommas(cell)}</td> : null))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Stands on paper in the place of what could not be read: it never lacks in silence. */
export function toUnreadPaper(): ReactNode {
  return <p className="warning">{words('print.unreadable')}</p>;
}
