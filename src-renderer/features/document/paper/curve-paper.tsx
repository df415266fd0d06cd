import type { ReactNode } from 'react';
import { formatDate, formatMoment } from '../../../words/format.ts';
import { words } from '../../../words/words.ts';
import { readStroke } from '../curve-dot.tsx';
import { CurvePlot } from '../curve-plot.tsx';
import type { NamedCurve } from '../curve-read.tsx';
import { isOutside } from '../curve.ts';
import { toShownNumber, toShownRange } from '../laboratory.ts';

interface CurvePaperProps {
  readonly title: string;
  /** All in one unit. */
  readonly drawn: readonly NamedCurve[];
  readonly period?: readonly [number, number] | undefined;
  /** Sentences of its own: reference values, what is left out. */
  readonly notes?: readonly string[];
}

/** Curves of one unit on paper: told apart by dashes and shapes, then why their lines break, then every figure that they are made of. */
export function CurvePaper({ title, drawn, period, notes = [] }: CurvePaperProps): ReactNode {
  const changes = drawn.flatMap(({ curve, name }) =>
    curve.changes.map(({ what, at, from, to }) => {
      const said = words(`curve.change.${what}`, { at: formatDate(at), from, to });
      return drawn.length > 1 ? `${name}. ${said}` : said;
    }),
  );
  return (
    <>
      <div className="curve">
        <h2>{title}</h2>
        {drawn.length > 1 ? <Legend drawn={drawn} /> : null}
        <CurvePlot drawn={drawn} period={period} summary={title} />
        {[...changes, ...notes].map((sentence) => (
          <p key={sentence} className="note">
            {sentence}
          </p>
        ))}
      </div>
      {drawn.map((one) => (
        <Figures key={`${one.place}-${one.name}`} {...one} />
      ))}
    </>
  );
}

function Legend({ drawn }: { readonly drawn: readonly NamedCurve[] }): ReactNode {
  return (
    <ul className="legend">
      {drawn.map(({ name, place }) => (
        <li key={`${place}-${name}`}>
          <svg width="34" height="12" style={{ display: 'inline', width: '34px' }}>
            <line x2="34" y1="6" y2="6" stroke="#000" strokeDasharray={readStroke(place).dash} strokeWidth={2} />
            {place % 2 === 1 ? <rect x="13" y="2" width="8" height="8" /> : <circle cx="17" cy="6" r="4" />}
          </svg>{' '}
          {name}
        </li>
      ))}
    </ul>
  );
}

function Figures({ curve, name }: NamedCurve): ReactNode {
  return (
    <table className="rows">
      <caption>{words('curve.values', { name })}</caption>
      <tbody>
        {curve.points.toReversed().map((point) => (
          <tr key={`${point.at}-${point.written}`} className={isOutside(point) ? 'abnormal' : undefined}>
            <th>{formatMoment(point.at)}</th>
            <td className="value">
              {toShownNumber(point.written)} {curve.unit ?? ''}
            </td>
            <td>{isOutside(point) ? `◆ ${words('curve.outside')}` : ''}</td>
            <td>{toShownRange(point) ?? ''}</td>
            <td>{point.performer ?? ''}</td>
            <td>{point.method ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
