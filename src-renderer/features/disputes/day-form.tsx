import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
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
  const [day, setDay] = useState<string | null>(null);
  if (day === null)
    return (
      <DeedPlace
        button={
          <Button look={look} icon={icon} onPress={() => setDay(toDay(now))}>
            {words(`dispute.${name}`)}
          </Button>
        }
        consequence={consequence}
      />
    );
  const wrong = !/^\d{4}-\d{2}-\d{2}$/.test(day) || day > toDay(now) || day < toDay(from);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) onConfirm(day);
      }}
    >
      <TextField
        label={words(`dispute.${name}.day`)}
        type="date"
        value={day}
        onChange={setDay}
        error={wrong ? words('dispute.day.wrong') : null}
        autoFocus
      />
      <p className={styles['consequence']}>{consequence}</p>
      <div className={styles['buttons']}>
        <Button type="submit" look="primary" isPending={busy} isDisabled={wrong}>
          {words(`dispute.${name}.confirm`)}
        </Button>
        <Button look="quiet" onPress={() => setDay(null)}>
          {words('section.cancel')}
        </Button>
      </div>
    </form>
  );
}
