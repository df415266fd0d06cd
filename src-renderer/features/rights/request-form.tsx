import { type ReactNode, useState } from 'react';
import { askedBy, type RequestFacts } from '../../../contracts/patient-rights.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDate, toDay } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './rights.module.css';
import { readTypedDay, toTypedDay } from '../../ui/typed-day.ts';

interface RequestFormProps {
  /** The deed on the button that opens the form, with its icon, and what happens, under it. */
  readonly open: string;
  readonly icon?: ReactNode;
  readonly consequence: ReactNode;
  /** The deed on the button that does it. */
  readonly confirm: string;
  /** Since when what is lifted stands: a request signed before is about something else. Null for a deed that lifts nothing. */
  readonly lifts: string | null;
  readonly now: Date;
  readonly busy: boolean;
  readonly onConfirm: (facts: RequestFacts) => void;
}

/** A deed that a patient asks for: first a button with its consequence, then who asks and since when, and the deed itself. */
export function RequestForm(props: RequestFormProps) {
  const { open, icon, consequence, confirm, lifts, now, busy, onConfirm } = props;
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<RequestFacts['askedBy'] | null>(null);
  const [day, setDay] = useState(toTypedDay(toDay(now)));
  const fault = readFault(day, lifts, now);
  const askedOn = readTypedDay(day);
  if (!isOpen)
    return (
      <div className={styles['form']}>
        <div>
          <Button icon={icon} onPress={() => setOpen(true)}>
            {open}
          </Button>
        </div>
        <p>{consequence}</p>
      </div>
    );
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (asked !== null && askedOn !== null && fault === null) onConfirm({ askedBy: asked, askedOn });
      }}
    >
      <p>{consequence}</p>
      <fieldset className={styles['choices']}>
        <legend>{words('rights.asked.by')}</legend>
        {askedBy.map((one) => (
          <label key={one} className={styles['choice']}>
            <input type="radio" name="asked-by" checked={asked === one} onChange={() => setAsked(one)} />
            {words(`rights.asked.${one}`)}
          </label>
        ))}
      </fieldset>
      <TextField
        label={words(lifts === null ? 'rights.asked.on' : 'rights.asked.on.signed')}
        hint={words('rights.asked.on.hint')}
        value={day}
        onChange={setDay}
        error={fault}
        figures
      />
      <div className={styles['buttons']}>
        <Button type="submit" look="alarm" isPending={busy} isDisabled={asked === null || fault !== null}>
          {confirm}
        </Button>
        <Button look="quiet" onPress={() => setOpen(false)}>
          {words('section.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** What is wrong with a day of request, by the rules of care.note_request; null when nothing is. */
function readFault(typed: string, lifts: string | null, now: Date): string | null {
  const day = readTypedDay(typed);
  const today = toDay(now);
  if (day === null || day > today) return words('rights.asked.on.wrong');
  if (lifts !== null && day < toDay(lifts)) return words('rights.asked.on.before', { date: formatDate(lifts) });
  return day < toDay(new Date(now.getTime() - 365 * 86_400_000)) ? words('rights.asked.on.old') : null;
}
