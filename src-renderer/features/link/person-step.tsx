import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Niss } from '../../../contracts/niss.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { agreesWithNiss, readBirthDate } from './birth-date.ts';
import styles from './link.module.css';
import type { PersonSource, PersonTyped } from './link-store.ts';

interface PersonStepProps {
  readonly niss: Niss;
  readonly person: PersonTyped | null;
  /** Filled in from there, not typed. */
  readonly from: PersonSource | null;
  readonly now: Date;
  readonly onNext: (person: PersonTyped) => void;
}

/** Second step: name and birth date, typed, or read from the card or the practice's software and confirmed: the hospital compares them with the number. */
export function PersonStep({ niss, person, from, now, onNext }: PersonStepProps) {
  const [family, setFamily] = useState(person?.family ?? '');
  const [given, setGiven] = useState(person?.given ?? '');
  const [birth, setBirth] = useState(person === null ? '' : person.birthDate.split('-').toReversed().join('/'));
  const [pressed, setPressed] = useState(false);
  const reading = readBirthDate(birth, now);
  const differs = reading.ok && !agreesWithNiss(reading.date, niss.birthDate);
  const whole = family.trim() !== '' && given.trim() !== '' && reading.ok && !differs;
  const required = (text: string) => (pressed && text.trim() === '' ? words('form.required') : null);
  return (
    <Form
      className={styles['form'] ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        setPressed(true);
        if (whole && reading.ok) onNext({ family: family.trim(), given: given.trim(), birthDate: reading.date });
      }}
    >
      <p className={styles['soft']}>{words(from === null ? 'link.person.text' : `link.person.from-${from}`)}</p>
      <div className={styles['pair']}>
        <TextField
          label={words('link.person.family')}
          value={family}
          onChange={setFamily}
          error={required(family)}
          autoFocus
        />
        <TextField label={words('link.person.given')} value={given} onChange={setGiven} error={required(given)} />
      </div>
      <div className={styles['birth']}>
        <TextField
          label={words('link.person.birth')}
          hint={words('link.person.birth-hint')}
          value={birth}
          onChange={setBirth}
          error={readBirthError(birth, reading, differs ? niss.birthDate : null, pressed)}
          figures
        />
      </div>
      <div className={styles['actions']}>
        <Button type="submit" look="primary">
          {words('link.person.button')}
        </Button>
      </div>
    </Form>
  );
}

function readBirthError(
  text: string,
  reading: ReturnType<typeof readBirthDate>,
  nissBirthDate: string | null,
  pressed: boolean,
): string | null {
  if (nissBirthDate !== null) return words('link.person.birth-differs', { date: formatDate(nissBirthDate) });
  if (reading.ok) return null;
  if (reading.fault === 'future') return words('link.person.birth-future');
  if (reading.fault === 'impossible') return words('link.person.birth-invalid');
  if (!pressed) return null;
  return words(text.trim() === '' ? 'form.required' : 'link.person.birth-invalid');
}
