import { createContext, useContext, useEffect, useState } from 'react';
import { createStore, useStore } from 'zustand';
import type { Failure } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { LaboratoryHistory } from '../../../contracts/laboratory.ts';
import { reportFault } from '../../ui/report-fault.ts';

/** Whose record the tables on the screen belong to, and whom to ask for the rest of it. */
export interface LaboratoryDesk {
  readonly ask: Bridge['ask'];
  readonly patient: string;
  readonly document: string;
  /** Opens another document of the same record. */
  readonly onOpen: (document: string) => void;
}

/** Handed down to the tables; null where a document is shown without its record. */
export const LaboratoryDeskContext = createContext<LaboratoryDesk | null>(null);

/** The desk of the tables here. */
export function useLaboratoryDesk(): LaboratoryDesk | null {
  return useContext(LaboratoryDeskContext);
}

/** Counts the times that something of the open record changed: whoever shows its results asks again. */
export const laboratoryNews = createStore<{ readonly count: number }>(() => ({ count: 0 }));

/** All results of the record: on their way, here, or refused. */
export type HistoryState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly history: LaboratoryHistory }
  | { readonly phase: 'failed'; readonly error: Failure };

/** Asks for every result of the record, and again whenever it changes; what is shown stays until the answer is here. */
export function useLaboratoryHistory({ ask, patient }: LaboratoryDesk): {
  readonly state: HistoryState;
  readonly again: () => void;
} {
  const [state, setState] = useState<HistoryState>({ phase: 'loading' });
  const [tries, setTries] = useState(0);
  const news = useStore(laboratoryNews, ({ count }) => count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: news and tries are why it is asked again.
  useEffect(() => {
    let isWanted = true;
    ask('laboratory/read', { patient })
      .then((answer) => {
        if (!isWanted) return;
        setState(answer.ok ? { phase: 'shown', history: answer.value } : { phase: 'failed', error: answer.error });
      })
      .catch(reportFault);
    return () => {
      isWanted = false;
    };
  }, [ask, patient, news, tries]);
  return {
    state,
    again: () => {
      setState({ phase: 'loading' });
      setTries((before) => before + 1);
    },
  };
}
