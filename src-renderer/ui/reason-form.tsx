import { type ReactNode, useEffect, useRef, useState } from 'react';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import { TextField } from './field.tsx';
import styles from './reason-form.module.css';

interface ReasonFormProps {
  /** The deed on the button that opens the form, with its icon. */
  readonly open: string;
  readonly icon?: ReactNode;
  /** What happens, written under the button. */
  readonly consequence: ReactNode;
  readonly label: string;
  readonly hint?: string;
  /** The deed on the button that does it. */
  readonly confirm: string;
  readonly busy: boolean;
  /** `alarm` where something closes or ends; `primary` where something is given back. */
  readonly look?: 'alarm' | 'primary';
  readonly onConfirm: (reason: string) => void;
}

const SHORTEST = 3;

/** A deed that needs a reason: first a button with its consequence, then the one field and the deed itself. */
export function ReasonForm(props: ReasonFormProps) {
  const { open, icon, consequence, label, hint, confirm, busy, look = 'alarm', onConfirm } = props;
  const [reason, setReason] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const isOpen = reason !== null;
  // The deed itself, and not its field alone, must stand in a panel that scrolls.
  useEffect(() => {
    if (isOpen) form.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  if (reason === null)
    return (
      <div className={styles['deed']}>
        <Button icon={icon} onPress={() => setReason('')}>
          {open}
        </Button>
        <p className={styles['consequence']}>{consequence}</p>
      </div>
    );
  const tooShort = reason.trim().length < SHORTEST;
  return (
    <form
      ref={form}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!tooShort) onConfirm(reason.trim());
      }}
    >
      <TextField
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={reason}
        onChange={setReason}
        maxLength={400}
        autoFocus
      />
      <p className={styles['consequence']}>{consequence}</p>
      <div className={styles['buttons']}>
        <Button type="submit" look={look} isPending={busy} isDisabled={tooShort}>
          {confirm}
        </Button>
        <Button look="quiet" onPress={() => setReason(null)}>
          {words('section.cancel')}
        </Button>
      </div>
    </form>
  );
}
