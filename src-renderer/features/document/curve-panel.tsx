import { X } from 'lucide-react';
import { OnPaper } from '../../print/on-paper.tsx';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';
import type { Curve } from './curve.ts';
import { CurveRead } from './curve-read.tsx';
import { CurvePaper } from './paper/curve-paper.tsx';
import styles from './curve.module.css';

interface CurvePanelProps {
  readonly curve: Curve;
  readonly name: string;
  /** Reference values as written in the table. */
  readonly range: string | null;
  readonly onClose: () => void;
}

/** One analysis through time, under its row: the curve, what it leaves out, and its figures [X12]. */
export function CurvePanel({ curve, name, range, onClose }: CurvePanelProps) {
  const title = words('curve.title', { name });
  const headed = curve.unit === null ? title : `${title} ${words('curve.unit', { unit: curve.unit })}`;
  const notes = [
    ...(range === null ? [] : [words('curve.band', { range })]),
    ...(curve.otherUnits.length === 0 ? [] : [words('curve.units-differ', { units: curve.otherUnits.join(', ') })]),
  ];
  return (
    <section className={styles['curve']} aria-label={title} data-explain="curve">
      <div className={styles['head']}>
        <h3 className={styles['title']}>
          {title}{' '}
          {curve.unit === null ? null : (
            <span className={styles['soft']}>{words('curve.unit', { unit: curve.unit })}</span>
          )}
        </h3>
        <Button look="quiet" size="small" icon={<X aria-hidden />} onPress={onClose} data-tools>
          {words('curve.close')}
        </Button>
      </div>
      <OnPaper read={() => <CurvePaper title={headed} drawn={[{ curve, place: 0, name }]} notes={notes} />} />
      {curve.points.length < 2 ? (
        <p className={styles['soft']}>{words('curve.one-value')}</p>
      ) : (
        <CurveRead drawn={[{ curve, place: 0, name }]} />
      )}
      {notes.map((note) => (
        <p key={note} className={styles['soft']}>
          {note}
        </p>
      ))}
    </section>
  );
}
