import { CalendarClock } from 'lucide-react';
import { useStore } from 'zustand';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';
import type { AgendaStore } from './agenda-store.ts';
import { countReady } from './day.ts';

/** « Aujourd'hui 6 · 5 prêts » in the bar: opens the day. */
export function DayButton({ store, onOpen }: { store: AgendaStore; onOpen: () => void }) {
  const state = useStore(store);
  const counts = state.phase === 'shown' ? countReady(state.agenda) : { count: 0, ready: 0, kept: 0 };
  const isKept = counts.ready === 0 && counts.kept > 0;
  return (
    <Button look="quiet" icon={<CalendarClock aria-hidden />} onPress={onOpen}>
      {counts.count === 0
        ? words('agenda.button.empty')
        : words(isKept ? 'agenda.button.kept' : 'agenda.button', counts)}
    </Button>
  );
}
