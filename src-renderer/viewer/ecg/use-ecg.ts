import { useEffect, useMemo, useState } from 'react';
import type { Waveform, WaveformGroup } from '../decode/waveform.ts';
import { type Calipers } from './calipers.ts';
import { hasTwelveLeads, type LeadLayout } from './leads.ts';
import { type Sheet, type SheetWish, toSheet } from './sheet.ts';

/** What is on the paper and how to change it. */
export interface EcgState {
  readonly group: number;
  readonly wish: SheetWish;
  readonly sheet: Sheet;
  readonly twelve: boolean;
  readonly calipers: Calipers | null;
  readonly choose: (group: number) => void;
  readonly change: (patch: Partial<SheetWish>) => void;
  readonly hold: (calipers: Calipers | null) => void;
}

/** The state of one opened curve; another curve begins anew. */
export function useEcg(waveform: Waveform): EcgState {
  const [group, setGroup] = useState(0);
  const [wish, setWish] = useState<SheetWish>({ layout: '3x4', speed: 25, gain: 10, start: 0 });
  const [calipers, setCalipers] = useState<Calipers | null>(null);
  useEffect(() => {
    setGroup(0);
    setCalipers(null);
    setWish((before) => ({ ...before, start: 0 }));
  }, [waveform]);
  const own = waveform.groups[group] ?? (waveform.groups[0] as WaveformGroup);
  const sheet = useMemo(() => toSheet(own, wish), [own, wish]);
  return {
    group,
    wish,
    sheet,
    twelve: hasTwelveLeads(own),
    calipers,
    choose: (next) => {
      setGroup(next);
      setCalipers(null);
      setWish({ ...wish, start: 0 });
    },
    change: (patch) => {
      setCalipers(null);
      const last = Math.max(0, own.length / own.frequency - sheet.seconds);
      const start = Math.min(Math.max(patch.start ?? wish.start, 0), last);
      setWish({ ...wish, ...patch, start });
    },
    hold: setCalipers,
  };
}

/** The words of a layout are its numbers: 3 × 4, 6 × 2, 12 × 1. */
export function toLayoutName(layout: LeadLayout): string {
  return layout.replace('x', ' × ');
}
