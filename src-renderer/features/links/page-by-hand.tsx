import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { readTypedReference } from '../../../contracts/signed-form.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { words } from '../../words/words.ts';
import styles from './links.module.css';
import type { ScannedPage } from './read-scans.ts';

interface PageByHandProps {
  readonly page: ScannedPage;
  readonly onReference: (reference: string) => void;
  readonly onAside: () => void;
}

/** A page whose code could not be read: it is shown, and somebody types what is printed on it. Nothing is guessed. */
export function PageByHand({ page, onReference, onAside }: PageByHandProps) {
  const [typed, setTyped] = useState('');
  const [pressed, setPressed] = useState(false);
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([page.jpeg], { type: 'image/jpeg' }));
    setPicture(url);
    return () => URL.revokeObjectURL(url);
  }, [page.jpeg]);
  const reference = readTypedReference(typed);
  const name = words('links.scan.page', { page: page.page, file: page.file });
  return (
    <section className={styles['sheet']} aria-label={name}>
      {picture === null ? <span /> : <img src={picture} alt={name} />}
      <div>
        <b>{name}</b>
        {page.isAmbiguous ? <p>{words('links.scan.several')}</p> : null}
        <Form
          className={styles['list'] ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            setPressed(true);
            if (reference !== null) onReference(reference);
          }}
        >
          <TextField
            label={words('links.scan.reference')}
            hint={words('links.scan.reference-hint')}
            value={typed}
            onChange={(value) => {
              setTyped(value);
              setPressed(false);
            }}
            error={pressed && reference === null ? words('links.scan.reference-wrong') : null}
            figures
          />
          <div className={styles['actions']}>
            <Button type="submit">{words('links.scan.assign')}</Button>
            <Button look="quiet" onPress={onAside}>
              {words('links.scan.set-aside')}
            </Button>
          </div>
        </Form>
      </div>
    </section>
  );
}
