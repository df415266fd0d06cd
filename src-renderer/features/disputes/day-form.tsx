import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { readTypedDay, toTypedDay } from '../../ui/typed-day.ts';
import { toDay } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './disputes.module.css';

interface DayFormProps {
  /** Which deed: the letter sent, or the form received. */
  readonly name: 'sent' | 'received';
  readonly now: Date;
  /** Instant before whose day nothing can have happened. */
  readonly from: string;
  readonly icon: ReactNode;
  readonly look: 'primary' | 'plain';
  readonly consequence: string;
  readonly busy: boolean;
  /** Calendar day `YYYY-MM-DD` in Brussels. */
  readonly onConfirm: (day: string) => void;
}

/** A deed that happened on a day: first its button with the consequence, then the day, which is today unless it is changed. */
export function DayForm({ name, now, from, icon, look, consequence, busy, onConfirm }: DayFormProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const isOpen = typed !== null;
  useEffect(() => {
    if (isOpen) form.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  if (typed === null)
    return (
      <DeedPlace
        button={
          <Button look={look} icon={icon} onPress={() => setTyped(toTypedDay(toDay(now)))}>
            {words(`dispute.${name}`)}
          </Button>
        }
        consequence={consequence}
      />
    );
  const day = readTypedDay(typed);
  const wrong = day === null || day > toDay(now) || day < toDay(from);
  return (
    <form
      ref={form}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (day !== null && !wrong) onConfirm(day);
      }}
    >
      <TextField
        label={words(`dispute.${name}.day`)}
        value={typed}
        onChange={setTyped}
        inputMode="numeric"
        maxLength={10}
        figures
        error={wrong ? words('dispute.day.wrong') : null}
        autoFocus
      />
      <p className={styles['consequence']}>{consequence}</p>
      <div className={styles['buttons']}>
        <Button type="submit" look="primary" isPending={busy} isDisabled={wrong}>
          {words(`dispute.${name}.confirm`)}
        </Button>
        <Button look="quiet" onPress={() => setTyped(null)}>
          {words('section.cancel')}
        </Button>
      </div>
    </form>
  );
}
