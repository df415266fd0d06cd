import { type ReactNode, useState } from 'react';
import { askedBy, type RequestFacts } from '../../../contracts/patient-rights.ts';
import { Button } from '../../ui/button.tsx';
import { DeedForm } from '../../ui/deed-form.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { readTypedDay, toTypedDay } from '../../ui/typed-day.ts';
import { formatDate, toDay } from '../../words/format.ts';
import { words } from '../../words/words.ts';

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
      <DeedPlace
        button={
          <Button icon={icon} onPress={() => setOpen(true)}>
            {open}
          </Button>
        }
        consequence={consequence}
      />
    );
  return (
    <DeedForm
      consequence={consequence}
      confirm={confirm}
      look="alarm"
      busy={busy}
      isReady={asked !== null && askedOn !== null && fault === null}
      onConfirm={() => {
        if (asked !== null && askedOn !== null) onConfirm({ askedBy: asked, askedOn });
      }}
      onCancel={() => setOpen(false)}
    >
      <RadioChoice
        legend={words('rights.asked.by')}
        name="asked-by"
        values={askedBy}
        toLabel={(one) => words(`rights.asked.${one}`)}
        chosen={asked}
        onChoose={setAsked}
      />
      <TextField
        label={words(lifts === null ? 'rights.asked.on' : 'rights.asked.on.signed')}
        hint={words('rights.asked.on.hint')}
        value={day}
        onChange={setDay}
        error={fault}
        figures
      />
    </DeedForm>
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
