import type { ReactNode } from 'react';
import type { Album } from '../../print/album.ts';
import { formatNumber, toDecimalCommas } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { Waveform } from '../decode/waveform.ts';
import { toFacts } from '../ecg/ecg-annotations.tsx';
import { toMarks } from '../ecg/marks.ts';
import type { EcgState } from '../ecg/use-ecg.ts';
import { type EcgTile, toTiles } from './ecg-tiles.ts';

type Drawn = Pick<EcgState, 'sheet' | 'wish' | 'group'>;

/** The ECG on the screen at its true scale, on its grid: one millimetre of the drawing is one of the paper. What does not fit goes on to the next page. */
export function toEcgPaper(waveform: Waveform, ecg: Drawn, album: Album): ReactNode {
  album.lay();
  const { sheet, wish, group } = ecg;
  const tiles = toTiles(sheet);
  const own = waveform.groups[group];
  const second = (value: number): string => formatNumber(Number(value.toFixed(1)));
  const seconds = words('print.ecg.seconds', {
    from: second(wish.start),
    to: second(Math.min(wish.start + sheet.seconds, sheet.duration)),
    of: second(sheet.duration),
  });
  return (
    <>
      {tiles.map((tile, place) => (
        <div key={`${tile.x} ${tile.y}`} className="ecg">
          <p className="note">
            <strong>{words('print.ecg.scale', { speed: wish.speed, gain: wish.gain })}</strong> {seconds}
            {tiles.length > 1 ? ` · ${words('print.ecg.part', { n: place + 1, of: tiles.length })}` : ''}
          </p>
          <Grid waveform={waveform} ecg={ecg} tile={tile} place={place} />
          <p className="note">
            {[own === undefined ? '' : toFacts(waveform, own), words('viewer.not-diagnostic')]
              .filter((one) => one !== '')
              .join(' · ')}
          </p>
        </div>
      ))}
      <DeviceWords waveform={waveform} />
    </>
  );
}

interface GridProps {
  readonly waveform: Waveform;
  readonly ecg: Drawn;
  readonly tile: EcgTile;
  readonly place: number;
}

/** Lines of a grid as one path: every `step` millimetres of the sheet that fall in the tile. */
function toLines({ x, y, width, height }: EcgTile, step: number): string {
  const along = (from: number, length: number): number[] => {
    const first = Math.ceil((from - 1e-6) / step);
    const last = Math.floor((from + length + 1e-6) / step);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => (first + n) * step);
  };
  const down = along(x, width).map((at) => `M${at} ${y}V${y + height}`);
  const across = along(y, height).map((at) => `M${x} ${at}H${x + width}`);
  return [...down, ...across].join('');
}

function Grid({ waveform, ecg: { sheet, group }, tile, place }: GridProps): ReactNode {
  const { x, y, width, height } = tile;
  // What lies outside the tile is not sent to the printer at all.
  const isHere = (top: number): boolean => top > y - 20 && top < y + height + 20;
  return (
    <svg
      viewBox={`${x} ${y} ${width} ${height}`}
      style={{ width: `${width}mm`, height: `${height}mm`, overflow: 'hidden' }}
      data-ecg-tile={place + 1}
      fill="none"
    >
      <path d={toLines(tile, 1)} stroke="#bbb" strokeWidth="0.06" data-grid="1" />
      <path d={toLines(tile, 5)} stroke="#777" strokeWidth="0.14" data-grid="5" />
      <g stroke="#000" strokeWidth="0.25" strokeLinejoin="round">
        {sheet.pulses
          .filter((pulse) => isHere(pulse.y))
          .map((pulse) => (
            <path key={pulse.y} d={pulse.path} data-pulse="" />
          ))}
        {sheet.strips
          .filter((strip) => isHere(strip.y))
          .map((strip) => (
            <path key={`${strip.channel} ${strip.x} ${strip.y}`} d={strip.path} data-lead={strip.name} />
          ))}
      </g>
      <g fill="#000" fontSize="3.2" fontWeight="600">
        {sheet.strips
          .filter((strip) => isHere(strip.y))
          .map((strip) => (
            // On a page on which the strip only goes on, its name stands at the edge.
            <text key={`${strip.channel} ${strip.x} ${strip.y}`} x={Math.max(strip.x, x) + 1.5} y={strip.y - 8.5}>
              {strip.x + strip.width > x ? strip.name : ''}
            </text>
          ))}
      </g>
      {toMarks(waveform, group, sheet).map((mark) => (
        <g key={`${mark.text}-${mark.x}-${mark.y}`}>
          <path d={`M${mark.x} ${mark.y - 6}v12`} stroke="#000" strokeWidth="0.2" strokeDasharray="0.8 0.6" />
          <text x={mark.x + 0.5} y={mark.y + 6} fill="#000" fontSize="2.4">
            {mark.text}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** What the device wrote of the whole curve; its word, and said so. */
function DeviceWords({ waveform }: { readonly waveform: Waveform }): ReactNode {
  const whole = waveform.annotations.filter(({ positions }) => positions.length === 0);
  const texts = whole.filter(({ value }) => value === null);
  const values = whole.filter(({ value, channels }) => value !== null && channels.every((channel) => channel === 0));
  return (
    <>
      {texts.length === 0 ? null : (
        <>
          <h2>{words('viewer.ecg.texts')}</h2>
          <p>{texts.map(({ text }) => text).join(' · ')}</p>
        </>
      )}
      {values.length === 0 ? null : (
        <>
          <h2>{words('viewer.ecg.values')}</h2>
          <p>
            {values
              .map(({ text, value }) => `${text} ${toDecimalCommas(value?.number ?? '')} ${value?.unit ?? ''}`.trim())
              .join(' · ')}
          </p>
        </>
      )}
    </>
  );
}
