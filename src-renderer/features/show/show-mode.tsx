import { Circle, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { toDecimalCommas } from '../../words/format.ts';
import { toKeyName } from '../../words/key-name.ts';
import { words } from '../../words/words.ts';
import './show.css';
import styles from './show.module.css';
import { readShowKey } from './show-keys.ts';
import { endShow, type ShowStore } from './show-store.ts';
import { useExplained, useTouched } from './use-explained.ts';
import { useShowPointer } from './use-show-pointer.ts';

/** Of whom and what it is, in one line: the patient reads his own name. */
export interface ShowSubject {
  readonly name: string;
  readonly title: string;
  /** Preliminary, corrected, cancelled…: as in the reading pane; null for a plain final one. */
  readonly status: string | null;
}

interface ShowModeProps {
  readonly store: ShowStore;
  readonly ask: Bridge['ask'];
  /** False while the window is locked: the lock lies over everything, and what was shown comes back after it. */
  readonly active: boolean;
  /** Null while nothing of the record is open. */
  readonly subject: ShowSubject | null;
  /** It is on its way. */
  readonly isLoading: boolean;
}

const scales = [1, 1.25, 1.5, 1.75, 2, 2.5] as const;
const usual = 2;

/** Shows the image, curve, table or letter of the reading pane to the patient, alone, larger, with a pointer; Échap ends [X13]. */
export function ShowMode(props: ShowModeProps) {
  const isOn = useStore(props.store, ({ phase }) => phase === 'on');
  const touched = useTouched();
  return isOn && props.active ? <Shown {...props} touched={touched} /> : null;
}

function Shown({
  store,
  ask,
  subject,
  isLoading,
  touched,
}: ShowModeProps & { touched: React.RefObject<Element | null> }) {
  const layer = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(usual);
  const [isPointing, setPointing] = useState(true);
  const shown = useExplained(touched, layer, scales[size] ?? 1);
  const { ring, move } = useShowPointer();
  const end = () => endShow(store, ask);
  const resize = (by: number) => setSize((before) => Math.min(Math.max(before + by, 0), scales.length - 1));
  useEffect(() => {
    const deeds = {
      end,
      larger: () => resize(1),
      smaller: () => resize(-1),
      lock: () => void ask('session/lock', {}).catch(reportFault),
      left: () => move(-1, 0),
      right: () => move(1, 0),
      up: () => move(0, -1),
      down: () => move(0, 1),
      none: () => undefined,
    };
    const press = (event: KeyboardEvent): void => {
      const overImages = event.target instanceof Element && event.target.closest('[data-explain="images"]') !== null;
      const key = readShowKey(event, overImages);
      if (key === 'pass') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      deeds[key]();
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  });
  const isEmpty = shown === null || subject === null;
  return (
    <div ref={layer} className={styles['layer']} data-explained data-empty={isEmpty}>
      {isEmpty ? (
        <p className={styles['empty']} role="status">
          {words(isLoading ? 'show.waiting' : 'show.gone')}
        </p>
      ) : null}
      {isPointing && !isEmpty ? <div ref={ring} className={styles['pointer']} hidden aria-hidden /> : null}
      <section className={styles['bar']} aria-label={words('show.region')}>
        <p className={styles['what']}>
          {subject === null ? null : (
            <>
              <strong>{subject.name}</strong> · {toDecimalCommas(subject.title)}
              {subject.status === null ? null : <span className={styles['status']}>{subject.status}</span>}
            </>
          )}
        </p>
        <Button look="quiet" icon={<ZoomOut aria-hidden />} isDisabled={size === 0} onPress={() => resize(-1)}>
          {words('show.smaller')}
        </Button>
        <Button
          look="quiet"
          icon={<ZoomIn aria-hidden />}
          isDisabled={size === scales.length - 1}
          onPress={() => resize(1)}
        >
          {words('show.larger')}
        </Button>
        <Button
          look="quiet"
          icon={<Circle aria-hidden />}
          aria-pressed={isPointing}
          onPress={() => setPointing(!isPointing)}
        >
          {words('show.pointer')}
        </Button>
        <Button look="primary" icon={<X aria-hidden />} onPress={end} aria-keyshortcuts="Escape">
          {words('show.end')} <Kbd>{toKeyName('Escape')}</Kbd>
        </Button>
      </section>
    </div>
  );
}
