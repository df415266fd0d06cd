import { Send } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { words } from '../../words/words.ts';
import styles from './letters.module.css';

interface PostFormProps {
  /** True where posting it is what comes next. */
  readonly primary: boolean;
  readonly busy: boolean;
  readonly onPost: (registered: string | null) => void;
}

const LIKE_A_NUMBER = /^[A-Za-z0-9][A-Za-z0-9 .-]{3,39}$/;

/** One letter that leaves, with the number of its receipt where it is a registered one. */
export function PostForm({ primary, busy, onPost }: PostFormProps) {
  const [number, setNumber] = useState('');
  const registered = number.trim();
  const wrong = registered !== '' && !LIKE_A_NUMBER.test(registered);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) onPost(registered === '' ? null : registered);
      }}
    >
      <TextField
        label={words('letter.post.registered')}
        error={wrong ? words('letter.post.registered.error') : null}
        value={number}
        onChange={setNumber}
        maxLength={40}
        figures
      />
      <DeedPlace
        button={
          <Button
            type="submit"
            look={primary ? 'primary' : 'plain'}
            icon={<Send size={16} aria-hidden />}
            isPending={busy}
            isDisabled={wrong}
          >
            {words('letter.post.one')}
          </Button>
        }
        consequence={words('letter.post.one.consequence')}
      />
    </form>
  );
}
