import { Lock as LockIcon } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { Person } from '../../../contracts/person.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './sign-in.module.css';

/** After a pause: one gesture, the password [R03]. */
export function Lock({ ask, person }: { ask: Bridge['ask']; person: Person }) {
  const [password, setPassword] = useState('');
  const { deed, run } = useDeed();
  return (
    <Panel title={words('lock.title')} text={words('lock.text')} actions={<LockIcon size={22} aria-hidden />}>
      <p>{person.name}</p>
      <Form
        className={styles['form'] ?? ''}
        onSubmit={(event) => {
          event.preventDefault();
          if (password === '' || deed.phase === 'busy') return;
          run(() => ask('session/unlock', { password }));
          setPassword('');
        }}
      >
        <TextField label={words('lock.password')} type="password" value={password} onChange={setPassword} autoFocus />
        {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
        <div className={styles['actions']}>
          <Button
            type="submit"
            look="primary"
            size="large"
            isDisabled={password === ''}
            isPending={deed.phase === 'busy'}
          >
            {words(deed.phase === 'busy' ? 'lock.busy' : 'lock.button')}
          </Button>
          <Button look="quiet" size="large" onPress={() => run(() => ask('session/sign-out', {}))}>
            {words('lock.other')}
          </Button>
        </div>
      </Form>
    </Panel>
  );
}
