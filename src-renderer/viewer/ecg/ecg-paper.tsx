import { useEffect, useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { Maximize2, Ruler } from 'lucide-react';
import type { Waveform } from '../decode/waveform.ts';
import { OnPaper } from '../../print/on-paper.tsx';
import { formatNumber } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { moveHeld, type PaperPoint, placeCalipers, toReading } from './calipers.ts';
import { toEcgPaper } from '../paper/ecg-page.tsx';
import { EcgDrawing } from './ecg-drawing.tsx';
import type { EcgState } from './use-ecg.ts';
import css from './ecg.module.css';

/** A CSS millimetre, in CSS pixels; what the screen makes of it is the screen's affair, and is said so. */
const pixelsPerMillimetre = 96 / 25.4;

/** The paper with its calipers: drag on it, or C and the arrows. */
export function EcgPaper({
  waveform,
  ecg,
}: {
  readonly waveform: Waveform;
  readonly ecg: EcgState;
}): React.ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  const [fitted, setFitted] = useState<boolean | null>(null);
  const { sheet, calipers, hold, wish } = ecg;
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(() => setRoom(element.clientWidth - 2));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const natural = sheet.width * pixelsPerMillimetre;
  const small = room > 0 && room < natural;
  const fits = fitted ?? small;
  const scale = fits && small ? room / natural : 1;
  const toPaper = (event: React.PointerEvent): PaperPoint => {
    const at = event.currentTarget.getBoundingClientRect();
    const factor = sheet.width / at.width;
    return [(event.clientX - at.left) * factor, (event.clientY - at.top) * factor];
  };
  const isVoltage = waveform.groups[ecg.group]?.channels.every(({ unit }) => unit === 'mV') ?? false;
  const reading = calipers ? toReading(calipers, wish.speed, wish.gain) : null;
  return (
    <section className={css['place']} aria-label={words('viewer.ecg.sheet')}>
      <OnPaper read={(album) => toEcgPaper(waveform, ecg, album)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the paper is where the keys of the calipers act */}
      <div
        ref={box}
        className={css['paper']}
        tabIndex={0}
        role="application"
        aria-label={words('viewer.ecg.paper')}
        aria-describedby="ecg-reading"
        onKeyDown={(event) => press(event, ecg)}
      >
        <div
          className={css['sheet']}
          style={{ width: `${(sheet.width * scale).toFixed(3)}mm`, height: `${(sheet.height * scale).toFixed(3)}mm` }}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            const point = toPaper(event);
            hold({ from: point, to: point, held: 'to' });
          }}
          onPointerMove={(event) => {
            if (calipers && event.currentTarget.hasPointerCapture(event.pointerId))
              hold({ ...calipers, to: toPaper(event), held: 'to' });
          }}
          onPointerUp={() => {
            if (calipers && Math.hypot(calipers.to[0] - calipers.from[0], calipers.to[1] - calipers.from[1]) < 0.5)
              hold(null);
          }}
        >
          <EcgDrawing waveform={waveform} group={ecg.group} sheet={sheet} calipers={calipers} />
        </div>
      </div>
      <div className={css['foot']}>
        <ToggleButton
          className={css['tool'] ?? ''}
          isSelected={calipers !== null}
          onChange={(chosen) => hold(chosen ? placeCalipers(sheet.width, sheet.height, wish.speed) : null)}
          aria-keyshortcuts="C"
        >
          <Ruler size={16} aria-hidden />
          <span>{words('viewer.ecg.calipers')}</span>
        </ToggleButton>
        {small && (
          <ToggleButton className={css['tool'] ?? ''} isSelected={fits} onChange={setFitted}>
            <Maximize2 size={16} aria-hidden />
            <span>{words('viewer.ecg.fit')}</span>
          </ToggleButton>
        )}
        <output id="ecg-reading" className={css['reading']} aria-live="polite">
          {reading ? (
            <>
              <strong>{words('viewer.ecg.ms', { ms: formatNumber(Math.round(reading.ms)) })}</strong>
              {reading.rate !== null && (
                <strong>{words('viewer.ecg.rate', { rate: formatNumber(Math.round(reading.rate)) })}</strong>
              )}
              {isVoltage && (
                <strong>{words('viewer.ecg.mv', { mv: formatNumber(reading.millivolts.toFixed(2)) })}</strong>
              )}
            </>
          ) : (
            <span>{words('viewer.ecg.calipers.help')}</span>
          )}
        </output>
        <span className={css['honest']}>
          {words('viewer.ecg.scale', { speed: wish.speed, gain: wish.gain })} ·{' '}
          {scale < 1
            ? words('viewer.ecg.scale.fitted', { percent: Math.round(scale * 100) })
            : words('viewer.ecg.scale.screen')}
        </span>
      </div>
    </section>
  );
}

const steps: Readonly<Record<string, PaperPoint>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** C sets the calipers or takes them away, arrows move the held point by half a millimetre (Shift: five), Enter takes the other, pages walk a long recording. */
function press(event: React.KeyboardEvent, ecg: EcgState): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const { sheet, calipers, hold, wish, change } = ecg;
  const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
  if (event.key.toLowerCase() === 'c') hold(calipers ? null : placeCalipers(sheet.width, sheet.height, wish.speed));
  else if (event.key === 'Escape' && calipers) hold(null);
  else if (event.key === 'Enter' && calipers) hold({ ...calipers, held: calipers.held === 'to' ? 'from' : 'to' });
  else if (step && calipers) {
    const by = event.shiftKey ? 5 : 0.5;
    hold(moveHeld(calipers, step[0] * by, step[1] * by, sheet.width, sheet.height));
  } else if (event.key === 'PageDown') change({ start: wish.start + sheet.seconds });
  else if (event.key === 'PageUp') change({ start: wish.start - sheet.seconds });
  else return;
  event.preventDefault();
  event.stopPropagation();
}
