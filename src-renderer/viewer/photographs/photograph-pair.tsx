import { useEffect, useRef, useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { words } from '../../words/words.ts';
import type { Picture } from './picture.ts';
import { toPlacement } from './placement.ts';
import css from './photographs.module.css';

/** One of the two pictures with what must be read beside it. */
export interface LabelledPicture {
  readonly picture: Picture;
  /** Its own date, as it is read. */
  readonly date: string;
  readonly title: string;
}

/** Two photographs at one scale: under one another with a slider, or side by side. Each keeps its own date before the eyes. */
export function PhotographPair({
  before,
  after,
}: {
  readonly before: LabelledPicture;
  readonly after: LabelledPicture;
}): React.ReactElement {
  const [mode, setMode] = useState<'slider' | 'side'>('slider');
  const placement = toPlacement(before.picture, after.picture);
  return (
    <section className={css['pair']} aria-label={words('photographs.label')}>
      <div className={css['head']}>
        <RadioGroup
          className={css['choice'] ?? ''}
          aria-label={words('photographs.mode')}
          orientation="horizontal"
          value={mode}
          onChange={(value) => setMode(value === 'side' ? 'side' : 'slider')}
        >
          <Radio className={css['option'] ?? ''} value="slider">
            {words('photographs.mode.slider')}
          </Radio>
          <Radio className={css['option'] ?? ''} value="side">
            {words('photographs.mode.side')}
          </Radio>
        </RadioGroup>
        <span className={css['scale']}>{words(`photographs.scale.${placement.scale}`)}</span>
      </div>
      {mode === 'slider' ? (
        <Slider before={before} after={after} placement={placement} />
      ) : (
        <div className={css['side']}>
          {[before, after].map((one, place) => (
            <figure key={place === 0 ? 'before' : 'after'} className={css['figure']}>
              <div className={css['stage']}>
                <div className={css['frame']} style={toFrameStyle(placement)}>
                  <Drawing picture={one.picture} part={place === 0 ? placement.before : placement.after} />
                </div>
              </div>
              <figcaption>
                <strong>{one.date}</strong> {one.title}
              </figcaption>
            </figure>
          ))}
        </div>
      )}
    </section>
  );
}

interface SliderProps {
  readonly before: LabelledPicture;
  readonly after: LabelledPicture;
  readonly placement: ReturnType<typeof toPlacement>;
}

/** Left of the line the earlier picture, right of it the later: by dragging, by touch, or by the arrows. */
function Slider({ before, after, placement }: SliderProps): React.ReactElement {
  const [share, setShare] = useState(50);
  const drag = (event: React.PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    setShare(Math.round(Math.min(Math.max(((event.clientX - box.left) / box.width) * 100, 0), 100)));
  };
  return (
    <div className={css['slider']}>
      <div className={css['stage']}>
        <div
          className={css['frame']}
          style={toFrameStyle(placement)}
          data-share={share}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag(event);
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event);
          }}
        >
          <Drawing picture={after.picture} part={placement.after} />
          <div className={css['cut']} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}>
            <Drawing picture={before.picture} part={placement.before} />
          </div>
          <div className={css['line']} style={{ left: `${share}%` }} />
          <span className={css['dateLeft']}>{before.date}</span>
          <span className={css['dateRight']}>{after.date}</span>
        </div>
      </div>
      <input
        type="range"
        className={css['range']}
        min={0}
        max={100}
        value={share}
        aria-label={words('photographs.slider')}
        aria-valuetext={words('photographs.slider.value', { share, before: before.date, after: after.date })}
        onChange={(event) => setShare(Number(event.target.value))}
      />
      <p className={css['captions']}>
        <span>
          <strong>{before.date}</strong> {before.title}
        </span>
        <span>
          <strong>{after.date}</strong> {after.title}
        </span>
      </p>
    </div>
  );
}

/** As wide as there is room, never higher than its stage, and never out of proportion. */
function toFrameStyle({ aspect }: SliderProps['placement']): React.CSSProperties {
  return { aspectRatio: aspect, width: `min(100cqw, ${(aspect * 100).toFixed(2)}cqh)` };
}

function Drawing({
  picture,
  part,
}: {
  readonly picture: Picture;
  readonly part: { readonly width: number; readonly height: number };
}): React.ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    context?.clearRect(0, 0, picture.width, picture.height);
    context?.drawImage(picture.bitmap, 0, 0);
  }, [picture]);
  return (
    <canvas
      ref={canvas}
      className={css['drawing']}
      width={picture.width}
      height={picture.height}
      style={{ width: `${part.width * 100}%`, height: `${part.height * 100}%` }}
      aria-hidden="true"
    />
  );
}
