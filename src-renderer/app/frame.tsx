import { DoorOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppState } from '../../contracts/app-state.ts';
import { Notice } from '../ui/notice.tsx';
import { words } from '../words/words.ts';
import { ConnectionMark } from './connection-mark.tsx';
import styles from './frame.module.css';
import { LanguageMenu } from './language-menu.tsx';
import { Help } from './help.tsx';

interface FrameProps {
  readonly state: AppState | null;
  readonly now: Date;
  /** Between the name and the connection: the search field, once signed in. */
  readonly middle?: ReactNode;
  /** After the helpdesk: who is signed in; the choice of a language while nobody is. */
  readonly end?: ReactNode;
  /** True while the lock lies over it: what the bar had opened closes. */
  readonly covered?: boolean;
  readonly children: ReactNode;
}

/** The bar that never goes away — name, connection, helpdesk — and the screen below it. */
export function Frame({ state, now, middle, end, covered = false, children }: FrameProps) {
  return (
    <div className={styles['frame']}>
      <header key={covered ? 'covered' : 'open'} className={styles['bar']}>
        <span className={styles['brand']}>
          <DoorOpen size={20} aria-hidden />
          <span>{words('app.name')}</span>
        </span>
        {state?.testBuild === true ? <span className={styles['test']}>{words('app.test-build')}</span> : null}
        {middle}
        <span className={styles['spacer']} />
        {state === null || state.hospital === null ? null : <ConnectionMark connection={state.connection} now={now} />}
        <Help state={state} />
        {end ?? <LanguageMenu />}
      </header>
      {state === null || state.clock === 'right' ? null : (
        <Notice tone="warning" isUrgent title={words(`clock.${state.clock}`)} />
      )}
      <main className={styles['main']}>{children}</main>
    </div>
  );
}
