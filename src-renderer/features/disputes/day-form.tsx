import { type ReactNode, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { DeedForm } from '../../ui/deed-form.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { readTypedDay, toTypedDay } from '../../ui/typed-day.ts';
import { toDay } from '../../words/format.ts';
import { words } from '../../words/words.ts';

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
    <DeedForm
      consequence={consequence}
      confirm={words(`dispute.${name}.confirm`)}
      look="primary"
      busy={busy}
      isReady={!wrong}
      onConfirm={() => {
        if (day !== null) onConfirm(day);
      }}
      onCancel={() => setTyped(null)}
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
    </DeedForm>
  );
}
