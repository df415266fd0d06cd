import { useMemo, useState } from 'react';
import { Form } from 'react-aria-components';
import { encode } from 'uqr';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './activation.module.css';
import { type ActivationStore, confirmFactor } from './activation-store.ts';

interface FactorFormProps {
  readonly ask: Bridge['ask'];
  readonly store: ActivationStore;
  readonly otpauth: string;
  readonly secret: string;
}

/** The second factor: a QR code for the telephone, the same secret in letters, and a first code to prove that it works. */
export function FactorForm({ ask, store, otpauth, secret }: FactorFormProps) {
  const [otp, setOtp] = useState('');
  const { deed, run } = useDeed();
  const whole = /^\d{6}$/.test(otp);
  return (
    <Form
      className={styles['form'] ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        if (!whole || deed.phase === 'busy') return;
        run(() => confirmFactor(store, ask, otp));
        setOtp('');
      }}
    >
      <p>{words('activation.factor.text')}</p>
      <div className={styles['factor']}>
        <QrCode text={otpauth} />
        <p>
          {words('activation.factor.secret')}
          <code className={styles['secret']}>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
      </div>
      <TextField
        label={words('activation.factor.otp')}
        inputMode="numeric"
        value={otp}
        onChange={(text) => setOtp(text.replace(/\D/g, '').slice(0, 6))}
        figures
        autoFocus
      />
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <div className={styles['actions']}>
        <Button type="submit" look="primary" size="large" isDisabled={!whole} isPending={deed.phase === 'busy'}>
          {words('activation.factor.button')}
        </Button>
      </div>
    </Form>
  );
}

/** A QR code as one SVG path: no image is fetched, and it stays sharp at 200 %. */
function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 3 });
    const squares = code.data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
    return { size: code.size, path: squares.join('') };
  }, [text]);
  return (
    <svg
      className={styles['qr']}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={words('activation.factor.qr')}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
