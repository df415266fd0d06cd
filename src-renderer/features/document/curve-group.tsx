import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import { OnPaper } from '../../print/on-paper.tsx';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';
import { type Curve, toCurveOf } from './curve.ts';
import { CurveRead, type NamedCurve } from './curve-read.tsx';
import type { CumulativeRow } from './cumulative.ts';
import { CurvePaper } from './paper/curve-paper.tsx';
import styles from './curve.module.css';
import paneStyles from './pane.module.css';

/** More lines than that nobody tells apart. */
export const mostCurves = 4;

const day = 86_400_000;
const periods = { all: null, years: 5 * 365.25 * day, year: 365.25 * day, months: 92 * day } as const;
type Period = keyof typeof periods;

/** Curves of one unit, drawn on one axis. */
interface UnitGroup {
  readonly unit: string | null;
  readonly drawn: readonly NamedCurve[];
}

/** One drawing for each unit: numbers in two units never share an axis; all have the same dates below one another. */
export function toUnitGroups(rows: readonly CumulativeRow[], since: number | null): readonly UnitGroup[] {
  const groups = new Map<string, NamedCurve[]>();
  rows.forEach(({ analyte, curves }, place) => {
    for (const whole of curves) {
      const curve = since === null ? whole : cut(whole, since);
      const key = curve.unit ?? '';
      if (curve.points.length > 0) groups.set(key, [...(groups.get(key) ?? []), { curve, place, name: analyte.name }]);
    }
  });
  return [...groups].map(([unit, drawn]) => ({ unit: unit === '' ? null : unit, drawn }));
}

/** What is left of a curve from a moment on; where it broke it stays broken. */
function cut(curve: Curve, since: number): Curve {
  const kept = toCurveOf(
    curve.points.filter(({ time }) => time >= since),
    curve.unit,
    curve,
  );
  const segments = curve.segments
    .map((segment) => segment.filter(({ time }) => time >= since))
    .filter((segment) => segment.length > 0);
  return { ...kept, segments, changes: curve.changes.filter(({ at }) => Date.parse(at) >= since) };
}

function toTitle(drawn: readonly NamedCurve[], unit: string | null): string {
  const names = [...new Set(drawn.map(({ name }) => name))].join(', ');
  return unit === null ? names : `${names} ${words('curve.unit', { unit })}`;
}

interface CurveGroupProps {
  readonly rows: readonly CumulativeRow[];
  readonly onClose: () => void;
}

/** The curves of the ticked analyses, unit by unit, over a period that one chooses [X12]. */
export function CurveGroup({ rows, onClose }: CurveGroupProps) {
  const [period, setPeriod] = useState<Period>('all');
  const [now] = useState(() => Date.now());
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const length = periods[period];
  const since = length === null ? null : now - length;
  const groups = useMemo(() => toUnitGroups(rows, since), [rows, since]);
  const times = groups.flatMap(({ drawn }) => drawn.flatMap(({ curve }) => curve.points.map(({ time }) => time)));
  const range = [Math.min(...times), Math.max(...times)] as const;
  const along = range[0] < range[1] ? range : undefined;
  return (
    <section ref={section} className={styles['curve']} aria-label={words('curves.title')} data-explain="curve">
      <div className={styles['head']} data-tools>
        <div className={styles['periods']} role="group" aria-label={words('curves.period')}>
          {(Object.keys(periods) as Period[]).map((one) => (
            <ToggleButton
              key={one}
              className={paneStyles['toggle'] ?? ''}
              isSelected={period === one}
              onChange={() => setPeriod(one)}
            >
              {words(`curves.period.${one}`)}
            </ToggleButton>
          ))}
        </div>
        <Button look="quiet" size="small" icon={<X aria-hidden />} onPress={onClose}>
          {words('curves.close')}
        </Button>
      </div>
      {groups.length === 0 ? <p className={styles['soft']}>{words('curves.none')}</p> : null}
      <div className={styles['many']}>
        {groups.map(({ unit, drawn }) => (
          <div key={unit ?? ''}>
            <OnPaper
              of="record"
              read={() => <CurvePaper title={toTitle(drawn, unit)} drawn={drawn} period={along} />}
            />
            <h3 className={styles['title']}>
              {[...new Set(drawn.map(({ name }) => name))].join(', ')}{' '}
              {unit === null ? null : <span className={styles['soft']}>{words('curve.unit', { unit })}</span>}
            </h3>
            <CurveRead drawn={drawn} period={along} />
          </div>
        ))}
      </div>
    </section>
  );
}
