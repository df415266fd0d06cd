import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { words } from '../words/words.ts';
import styles from './step.module.css';

interface StepProps {
  readonly number: number;
  readonly total: number;
  readonly title: string;
  readonly state: 'done' | 'current' | 'todo';
  /** What was decided, shown once the step is folded. */
  readonly summary?: ReactNode;
  readonly children?: ReactNode;
}

/** One step of a panel: folded with its outcome when done, open when it is its turn, a title alone before. */
export function Step({ number, total, title, state, summary, children }: StepProps) {
  return (
    <li className={`${styles['step']} ${styles[state]}`} aria-current={state === 'current' ? 'step' : undefined}>
      <span className={styles['mark']} aria-hidden>
        {state === 'done' ? <Check size={16} strokeWidth={2.5} /> : number}
      </span>
      <div className={styles['head']}>
        <h2 className={styles['title']}>
          <span className={styles['hidden']}>{words('link.step', { number, total })} </span>
          {title}
          {state === 'done' ? <span className={styles['hidden']}> ({words('link.step.done')})</span> : null}
        </h2>
        {state === 'done' && summary !== undefined ? <div className={styles['summary']}>{summary}</div> : null}
      </div>
      {state === 'current' ? <div className={styles['body']}>{children}</div> : null}
    </li>
  );
}

/** The steps of one panel, in their order. */
export function Steps({ children }: { children: ReactNode }) {
  return <ol className={styles['steps']}>{children}</ol>;
}
