import { type ReactNode, useEffect, useRef } from 'react';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import styles from './deed-form.module.css';
import { Consequence } from './facts.tsx';

interface DeedFormProps {
  /** What must be said first. */
  readonly children?: ReactNode;
  readonly consequence: ReactNode;
  /** The deed on the button that does it. */
  readonly confirm: string;
  /** `alarm` where something closes or ends. */
  readonly look: 'alarm' | 'primary';
  readonly busy: boolean;
  /** False while something is missing or wrong. */
  readonly isReady?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** A deed that was begun: its fields, what happens, the deed itself and the way back. With no field to fill in, the deed has the keys. */
export function DeedForm(props: DeedFormProps) {
  const { children, consequence, confirm, look, busy, isReady = true, onConfirm, onCancel } = props;
  const form = useRef<HTMLFormElement>(null);
  // The deed itself, and not its fields alone, must stand in a panel that scrolls.
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <form
      ref={form}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onConfirm();
      }}
    >
      {children === undefined ? null : <div className={styles['fields']}>{children}</div>}
      <Consequence>{consequence}</Consequence>
      <div className={styles['buttons']}>
        <Button type="submit" look={look} isPending={busy} isDisabled={!isReady} autoFocus={children === undefined}>
          {confirm}
        </Button>
        <Button look="quiet" onPress={onCancel}>
          {words('section.cancel')}
        </Button>
      </div>
    </form>
  );
}
