import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import type { DeedState } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './sign-in.module.css';

/** Name, password and one-time code, as typed. */
export interface Factors {
  readonly login: string;
  readonly password: string;
  readonly otp: string;
}

interface BothFactorsProps {
  readonly login: string;
  readonly deed: DeedState;
  readonly onSubmit: (factors: Factors) => void;
  readonly button: string;
  readonly busy: string;
  /** What failed, between the fields and the button. */
  readonly children?: ReactNode;
}

/** The form of both factors [R07]; after a refusal only the code is emptied, since the code alone has been used up. */
export function BothFactors({ login, deed, onSubmit, button, busy, children }: BothFactorsProps) {
  const code = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (deed.phase === 'failed') code.current?.focus();
  }, [deed]);
  const [factors, setFactors] = useState<Factors>({ login, password: '', otp: '' });
  const whole = factors.login.trim() !== '' && factors.password !== '' && factors.otp.trim().length >= 6;
  const change = (part: keyof Factors) => (value: string) => setFactors((before) => ({ ...before, [part]: value }));
  return (
    <Form
      className={styles['form'] ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        if (!whole || deed.phase === 'busy') return;
        onSubmit({ ...factors, login: factors.login.trim(), otp: factors.otp.trim() });
        setFactors((before) => ({ ...before, otp: '' }));
      }}
    >
      <TextField
        label={words('sign-in.login')}
        value={factors.login}
        onChange={change('login')}
        autoFocus={login === ''}
      />
      <TextField
        label={words('sign-in.password')}
        type="password"
        value={factors.password}
        onChange={change('password')}
        autoFocus={login !== ''}
      />
      <TextField
        label={words('sign-in.otp')}
        hint={words('sign-in.otp.hint')}
        value={factors.otp}
        onChange={change('otp')}
        input={code}
        figures
      />
      {children}
      <div className={styles['actions']}>
        <Button type="submit" look="primary" size="large" isDisabled={!whole} isPending={deed.phase === 'busy'}>
          {deed.phase === 'busy' ? busy : button}
        </Button>
      </div>
    </Form>
  );
}
