import type { ReactNode } from 'react';
import type { LaboratoryRow } from '../../../../contracts/record.ts';
import { isWithdrawn, readStatusWord } from '../../../ui/status-word.ts';
import { words } from '../../../words/words.ts';
import type { CommonFacts, LaboratoryLine } from '../laboratory.ts';
import { isWritten, readFlag, readRange, readShownValue } from '../laboratory.ts';
import { toCommonLine, toRowNotes } from '../laboratory-notes.ts';
import { type Antibiogram, type Susceptibility } from '../laboratory-germs.ts';
import { toDecimalCommas } from '../../../words/format.ts';
import { toSusceptibilityWords } from '../laboratory-antibiogram.tsx';

/** One panel as it stands on the screen: its lines in the order chosen there. */
export interface PaperPanel {
  readonly name: string;
  readonly lines: readonly LaboratoryLine[];
  readonly common: CommonFacts;
  readonly performer: string | null;
  readonly antibiogram: Antibiogram | null;
}

/** A panel of results on paper; its head is repeated wherever it goes on. Abnormal by sign, word and weight, never by colour. */
export function LaboratoryPaper({ panel }: { readonly panel: PaperPanel }): ReactNode {
  const { name, lines, common, performer, antibiogram } = panel;
  const about = toCommonLine(common);
  return (
    <>
      {lines.length === 0 ? null : (
        <table className="rows">
          <caption>
            {name} <span>{about}</span>
          </caption>
          <thead>
            <tr>
              <th style={{ width: '36%' }}>{words('laboratory.test')}</th>
              <th className="value" style={{ width: '15%' }}>
                {words('laboratory.value')}
              </th>
              <th style={{ width: '13%' }}>{words('laboratory.unit')}</th>
              <th style={{ width: '16%' }}>{words('laboratory.flag')}</th>
              <th>{words('laboratory.range')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, row, depth }) => (
              <Line key={key} row={row} depth={depth} notes={toRowNotes(row, common, performer)} />
            ))}
          </tbody>
        </table>
      )}
      {antibiogram === null ? null : <AntibiogramPaper name={name} antibiogram={antibiogram} />}
    </>
  );
}

interface LineProps {
  readonly row: LaboratoryRow;
  readonly depth: number;
  readonly notes: readonly string[];
}

function Line({ row, depth, notes }: LineProps): ReactNode {
  const flag = readFlag(row.flag);
  const value = readShownValue(row);
  const status = readStatusWord(row.status);
  const struck = isWithdrawn(row.status) ? 'withdrawn' : undefined;
  const classes = [flag?.abnormal === true ? 'abnormal' : '', row.members.length > 0 ? 'heading' : ''].filter(Boolean);
  return (
    <tr className={classes.join(' ') || undefined}>
      <th style={{ paddingLeft: `${depth * 4}mm` }}>
        <span className={struck}>{row.name}</span>
        {status === null ? null : <span className="said">{status}</span>}
        {notes.map((note) => (
          <span key={note} className="mark">
            {note}
          </span>
        ))}
      </th>
      {isWritten(row) ? (
        <td colSpan={2}>
          <span className={struck}>{value.text}</span>
        </td>
      ) : (
        <>
          <td className="value">
            <span className={struck}>{value.text}</span>
          </td>
          <td>{value.absent ? '' : (row.unit ?? '')}</td>
        </>
      )}
      <td className="flag">{flag === null ? '' : `${flag.sign} ${flag.word}`}</td>
      <td>{readRange(row) ?? ''}</td>
    </tr>
  );
}

function AntibiogramPaper({ name, antibiogram }: { readonly name: string; readonly antibiogram: Antibiogram }) {
  const { germs, lines } = antibiogram;
  return (
    <>
      <table className="rows">
        <caption>{words('antibiogram.title', { name })}</caption>
        <thead>
          <tr>
            <th>{words('antibiogram.antibiotic')}</th>
            {germs.map((germ, place) => (
              // One germ may be grown twice.
              <th key={`${place}-${germ.name}`}>{germ.name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ antibiotic, cells }) => (
            <tr key={antibiotic}>
              <th>{antibiotic}</th>
              {cells.map((cell, place) => (
                <Tested key={`${place}-${germs[place]?.name}`} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="note">{words('antibiogram.legend')}</p>
    </>
  );
}

function Tested({ cell }: { readonly cell: Susceptibility | null }): ReactNode {
  if (cell === null) return <td>{words('antibiogram.not-tested')}</td>;
  const { letter, row } = cell;
  const status = readStatusWord(row.status);
  return (
    <td className={letter === 'R' ? 'abnormal' : undefined}>
      <span className={isWithdrawn(row.status) ? 'withdrawn' : undefined}>{toSusceptibilityWords(cell)}</span>
      {status === null ? null : <span className="said">{status}</span>}
      {row.notes.map((note) => (
        <span key={note} className="mark">
          {toDecimalCommas(note)}
        </span>
      ))}
    </td>
  );
}
