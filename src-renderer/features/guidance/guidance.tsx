import { Lightbulb } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Hint } from '../../../contracts/guidance.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';
import styles from './guidance.module.css';
import { type GuidanceStore, isAwaited, noteDone } from './guidance-store.ts';

/** Where the physician stands: the hint that belongs there, and what stands there (null: nothing of its own). */
export interface GuidancePlace {
  readonly hint: Hint | null;
  readonly what: string | null;
}

interface GuidanceProps {
  readonly store: GuidanceStore;
  readonly ask: Bridge['ask'];
  readonly place: GuidancePlace;
}

/**
 * One quiet line above the place it is about, on the first day: never over anything, never waited for. It goes by itself once what it says
 * was done; images stay where they are meanwhile, so that nothing jumps under the wheel [R04].
 */
export function Guidance({ store, ask, place: { hint, what } }: GuidanceProps) {
  const awaited = useStore(store, (state) => hint !== null && isAwaited(state, hint));
  const [kept, setKept] = useState<string | null>(null);
  const here = `${hint}/${what}`;
  useEffect(() => {
    setKept((before) => (awaited || before === here ? here : null));
  }, [awaited, here]);
  useEffect(() => {
    if (hint !== 'images' || !awaited) return;
    const turned = (event: WheelEvent): void => {
      if (event.target instanceof Element && event.target.closest('[data-reading-pane]') !== null)
        noteDone(store, ask, 'images');
    };
    document.addEventListener('wheel', turned, { capture: true, passive: true });
    return () => document.removeEventListener('wheel', turned, { capture: true });
  }, [hint, awaited, store, ask]);
  if (hint === null || (!awaited && !(hint === 'images' && kept === here))) return null;
  return (
    <div className={styles['hint']} role="note">
      <Lightbulb size={18} aria-hidden />
      <p>{words(`guidance.${hint}`)}</p>
      <Button
        look="quiet"
        size="small"
        onPress={() => {
          setKept(null);
          noteDone(store, ask, hint);
        }}
      >
        {words('guidance.understood')}
      </Button>
    </div>
  );
}
