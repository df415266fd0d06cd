import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Popover } from '../../ui/popover.tsx';
import styles from './chip.module.css';

interface ChipProps {
  readonly icon: ReactNode;
  /** What the chip says; all of it stands in its sheet too. */
  readonly text: string;
  /** The same where there is room for little: whole words, never cut ones. */
  readonly short?: string | undefined;
  readonly tone?: 'plain' | 'alarm' | 'warning';
  /** How it gives way as the line folds (chip.module.css): 0 to its short form late, 1 only to that, 2 to that and then to its sign, 3 to its sign first. */
  readonly rank: 0 | 1 | 2 | 3;
  /** The name of the sheet. */
  readonly title: string;
  /** The sheet that one press opens. */
  readonly children: ReactNode;
}

/** A fact at the top of a record: a sign and a few words, and by one press all of it. */
export function Chip({ icon, text, short, tone = 'plain', rank, title, children }: ChipProps) {
  return (
    <Popover
      label={title}
      placement="bottom start"
      trigger={
        <Button className={styles['chip'] ?? ''} data-tone={tone} data-rank={rank}>
          {icon}
          <span className={short === undefined ? undefined : styles['long']}>{text}</span>
          {short === undefined ? null : <span className={styles['short']}>{short}</span>}
        </Button>
      }
    >
      <h2 className={styles['title']}>{title}</h2>
      {children}
    </Popover>
  );
}
