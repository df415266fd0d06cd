import { useId } from 'react';
import type { Waveform } from '../decode/waveform.ts';
import { words } from '../../words/words.ts';
import type { Calipers } from './calipers.ts';
import type { Sheet } from './sheet.ts';
import { toMarks } from './marks.ts';
import css from './ecg.module.css';

/** The paper as SVG: one unit is one millimetre of paper, lines every millimetre and every five. */
export function EcgDrawing({
  waveform,
  group,
  sheet,
  calipers,
}: {
  readonly waveform: Waveform;
  readonly group: number;
  readonly sheet: Sheet;
  readonly calipers: Calipers | null;
}): React.ReactElement {
  const id = useId();
  const marks = toMarks(waveform, group, sheet);
  return (
    <svg
      className={css['drawing']}
      viewBox={`0 0 ${sheet.width} ${sheet.height}`}
      role="img"
      aria-label={words('viewer.ecg.drawing', { leads: [...new Set(sheet.strips.map(({ name }) => name))].join(', ') })}
    >
      <defs>
        <pattern id={`${id}1`} width="1" height="1" patternUnits="userSpaceOnUse">
          <path d="M1 0H0V1" className={css['thin']} />
        </pattern>
        <pattern id={`${id}5`} width="5" height="5" patternUnits="userSpaceOnUse">
          <path d="M5 0H0V5" className={css['thick']} />
        </pattern>
      </defs>
      <rect width={sheet.width} height={sheet.height} fill={`url(#${id}1)`} data-grid="1" />
      <rect width={sheet.width} height={sheet.height} fill={`url(#${id}5)`} data-grid="5" />
      {sheet.pulses.map((pulse) => (
        <path key={pulse.y} d={pulse.path} className={css['pulse']} data-pulse="" />
      ))}
      {sheet.strips.map((strip) => (
        <g key={`${strip.channel}-${strip.x}-${strip.y}`} data-lead={strip.name}>
          <path d={strip.path} className={css['curve']} />
          {strip.x > 15 && <path d={`M${strip.x} ${strip.y - 4}V${strip.y + 4}`} className={css['border']} />}
          <text x={strip.x + 1.5} y={strip.y - 8.5} className={css['lead']}>
            {strip.name}
          </text>
        </g>
      ))}
      {marks.map((mark) => (
        <g key={`${mark.text}-${mark.x}-${mark.y}`}>
          <path d={`M${mark.x} ${mark.y - 6}v12`} className={css['mark']} />
          <text x={mark.x + 0.5} y={mark.y + 6} className={css['markText']}>
            {mark.text}
          </text>
        </g>
      ))}
      {calipers && (
        <g className={css['calipers']} data-calipers="">
          {[calipers.from, calipers.to].map(([x, y], end) => (
            <g key={end === 0 ? 'from' : 'to'} data-held={(calipers.held === 'from') === (end === 0)}>
              <path d={`M${x} 0V${sheet.height}`} />
              <circle cx={x} cy={y} r="1" />
            </g>
          ))}
          <path
            d={`M${calipers.from[0]} ${calipers.from[1]}H${calipers.to[0]}V${calipers.to[1]}`}
            className={css['span']}
          />
        </g>
      )}
    </svg>
  );
}
