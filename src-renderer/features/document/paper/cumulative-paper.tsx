import type { ReactNode } from 'react';
import { formatShortDate, formatTime, toDecimalCommas } from '../../../words/format.ts';
import { words } from '../../../words/words.ts';
import type { Cumulative, CumulativeCell, CumulativeColumn, CumulativeRow } from '../cumulative.ts';

/** Dates that stand beside one another on a lying page. */
export const datesAcross = 9;

interface CumulativePaperProps {
  readonly cumulative: Cumulative;
  /** The dates that are on the screen, newest first. */
  readonly columns: readonly CumulativeColumn[];
}

/** The dates of a table page after page, as many as a lying page is wide. */
export function toStrips<T>(columns: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(columns.length / datesAcross) }, (_, strip) =>
    columns.slice(strip * datesAcross, (strip + 1) * datesAcross),
  );
}

/** All results by date: one table for each run of dates, each with its names, its heads repeated where it goes on to another page [X12]. */
export function CumulativePaper({ cumulative, columns }: CumulativePaperProps): ReactNode {
  const older = cumulative.columns.length - columns.length;
  return (
    <>
      {toStrips(columns).map((strip, place) => (
        <Strip
          key={strip[0]?.key ?? place}
          cumulative={cumulative}
          columns={strip}
          first={place * datesAcross + 1}
          of={cumulative.columns.length}
        />
      ))}
      {older > 0 ? <p className="warning">{words('print.by-date.older', { count: older })}</p> : null}
    </>
  );
}

interface StripProps {
  readonly cumulative: Cumulative;
  readonly columns: readonly CumulativeColumn[];
  readonly first: number;
  readonly of: number;
}

function Strip({ cumulative: { panels }, columns, first, of }: StripProps): ReactNode {
  const isSame = new Set(columns.map(({ performer }) => performer)).size === 1;
  const shown = panels.map(({ name, rows }) => ({
    name: name === '' ? words('laboratory.other') : name,
    rows: rows.filter(({ cells }) => columns.some(({ key }) => cells.has(key))),
  }));
  const last = first + columns.length - 1;
  return (
    <table className={`rows by-date${first > 1 ? ' strip' : ''}`}>
      <caption>
        {words('print.by-date')} <span>{words('print.by-date.span', { first, last, of })}</span>
      </caption>
      <thead>
        <tr>
          <th className="name">{words('laboratory.test')}</th>
          {columns.map((column) => (
            <th key={column.key}>
              <Head column={column} isSame={isSame && first === 1} />
            </th>
          ))}
          {/* Runs of dates are as wide as one another: the last one leaves its rest empty. */}
          {Array.from({ length: of > datesAcross ? datesAcross - columns.length : 0 }, (_, place) => (
            <td key={`rest-${place}`}>{''}</td>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.flatMap(({ name, rows }) =>
          rows.length === 0
            ? []
            : [
                <tr key={`panel ${name}`} className="panel">
                  <th colSpan={(of > datesAcross ? datesAcross : columns.length) + 1}>{name}</th>
                </tr>,
                ...rows.map((row) => <Row key={row.analyte.key} row={row} columns={columns} />),
              ],
        )}
      </tbody>
    </table>
  );
}

function Head({ column: { at, performer }, isSame }: { readonly column: CumulativeColumn; readonly isSame: boolean }) {
  const time = at === null ? null : formatTime(at);
  return (
    <>
      {at === null ? words('timeline.undated') : formatShortDate(at)}
      {time === null ? null : <span className="mark">{time}</span>}
      {isSame || performer === null ? null : <span className="mark">{performer}</span>}
    </>
  );
}

function Row({ row, columns }: { readonly row: CumulativeRow; readonly columns: readonly CumulativeColumn[] }) {
  const about = [row.unit, row.range].filter((one) => one !== null && one !== '').join(' · ');
  return (
    <tr>
      <th className="name">
        {row.analyte.name}
        {about === '' ? null : <span className="mark">{about}</span>}
      </th>
      {columns.map(({ key }) => (
        <td key={key}>
          {(row.cells.get(key) ?? []).map((cell, place) => (
            // Two results of one moment have no other name than their order.
            <Cell key={`${place}-${cell.text}`} cell={cell} />
          ))}
        </td>
      ))}
    </tr>
  );
}

function Cell({ cell: { text, sign, abnormal, withdrawn, marks, result } }: { readonly cell: CumulativeCell }) {
  return (
    <div style={abnormal ? { fontWeight: 600 } : undefined}>
      {sign === '' ? '' : `${sign} `}
      <span className={withdrawn ? 'withdrawn' : undefined}>{text}</span>
      {marks
        .filter((mark) => mark !== words('cumulative.note'))
        .map((mark) => (
          <span key={mark} className="mark">
            {mark}
          </span>
        ))}
      {result.notes.map((note) => (
        <span key={note} className="mark">
          {toDecimalCommas(note)}
        </span>
      ))}
    </div>
  );
}
