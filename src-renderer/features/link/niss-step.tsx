import { type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components';
import { formatNiss, type Niss, readNiss } from '../../../contracts/niss.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { words } from '../../words/words.ts';
import styles from './link.module.css';

/** What the field says of a number while it is typed; nothing here asks the hospital. */
export function readNissVerdict(text: string): {
  readonly niss: Niss | null;
  readonly error: string | null;
  readonly good: string | null;
} {
  const digits = text.replace(/\D/g, '').length;
  const reading = readNiss(text);
  if (reading.ok) {
    if (!reading.niss.issued) return { niss: null, error: words('link.niss.not-issued'), good: null };
    return { niss: reading.niss, error: null, good: words('link.niss.ok') };
  }
  if (digits > 11) return { niss: null, error: words('link.niss.too-long'), good: null };
  if (digits === 11) return { niss: null, error: words('link.niss.wrong'), good: null };
  return { niss: null, error: null, good: null };
}

/** First step: the number on the back of the card, in any spelling [R10]; `beside` is another way to it. */
export function NissStep({
  typed,
  onNext,
  beside,
}: {
  typed: string;
  onNext: (niss: Niss) => void;
  beside: ReactNode;
}) {
  const [text, setText] = useState(typed);
  const [pressed, setPressed] = useState(false);
  const { niss, error, good } = readNissVerdict(text);
  const missing = 11 - text.replace(/\D/g, '').length;
  const incomplete = pressed && niss === null && error === null && missing > 0;
  return (
    <Form
      className={styles['form'] ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        setPressed(true);
        if (niss !== null) onNext(niss);
      }}
    >
      <div className={styles['niss']}>
        <TextField
          label={words('link.niss.label')}
          hint={words('link.niss.hint')}
          value={text}
          onChange={(value) => {
            const reading = readNiss(value);
            setText(reading.ok ? formatNiss(reading.niss.digits) : value);
            setPressed(false);
          }}
          error={error ?? (incomplete ? words('link.niss.digits', { missing }) : null)}
          good={good}
          figures
          autoFocus
        />
      </div>
      <div className={styles['actions']}>
        <Button type="submit" look="primary">
          {words('link.niss.button')}
        </Button>
        {beside}
      </div>
    </Form>
  );
}
