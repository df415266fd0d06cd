import { Check, Minus } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { Person } from '../../../contracts/person.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './activation.module.css';
import { type ActivationStore, startActivation } from './activation-store.ts';
import { readPasswordRules } from './password-rules.ts';

/** The first password, its requirements ticked as one types. */
export function PasswordForm({ ask, store, person }: { ask: Bridge['ask']; store: ActivationStore; person: Person }) {
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const { deed, run } = useDeed();
  const rules = readPasswordRules(password, again, person);
  const met = rules.every((rule) => rule.met);
  return (
    <Form
      className={styles['form'] ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        if (met) run(() => startActivation(store, ask, password));
      }}
    >
      <TextField
        label={words('activation.password.label')}
        hint={words('activation.password.hint')}
        type="password"
        value={password}
        onChange={setPassword}
        autoFocus
      />
      <TextField label={words('activation.password.again')} type="password" value={again} onChange={setAgain} />
      <ul className={styles['rules']} aria-label={words('activation.password.rules')}>
        {rules.map((rule) => (
          <li key={rule.id} className={`${styles['rule']} ${rule.met ? styles['met'] : ''}`}>
            {rule.met ? (
              <Check size={16} aria-label={words('activation.password.met')} />
            ) : (
              <Minus size={16} aria-label={words('activation.password.unmet')} />
            )}
            {words(`activation.password.rule.${rule.id}`)}
          </li>
        ))}
      </ul>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <div className={styles['actions']}>
        <Button type="submit" look="primary" size="large" isDisabled={!met} isPending={deed.phase === 'busy'}>
          {words('activation.password.button')}
        </Button>
      </div>
    </Form>
  );
}
