import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { FailureCode } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { CheckConnectionButton } from '../../ui/check-connection.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './enrolment.module.css';
import { isWholeCode, toCodeGroups } from './invitation-code.ts';

/** Failures of the way to the hospital, not of the code. */
const unreached: ReadonlySet<FailureCode> = new Set([
  'offline',
  'server-unavailable',
  'hospital-untrusted',
  'clock-wrong',
]);

/** The letter's one-time code: typed or pasted, shown in groups of four. */
export function CodeForm({ ask }: { ask: Bridge['ask'] }) {
  const [code, setCode] = useState('');
  const { deed, run } = useDeed();
  return (
    <Form
      className={styles['form'] ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWholeCode(code)) run(() => ask('enrolment/enrol', { code }));
      }}
    >
      <TextField
        label={words('welcome.code.label')}
        hint={words('welcome.code.hint')}
        value={code}
        onChange={(text) => setCode(toCodeGroups(text))}
        figures
        autoFocus
      />
      {deed.phase === 'failed' ? (
        <FailureNotice
          failure={deed.error}
          actions={unreached.has(deed.error.code) ? <CheckConnectionButton /> : undefined}
        />
      ) : null}
      <Button
        type="submit"
        look="primary"
        size="large"
        isDisabled={!isWholeCode(code)}
        isPending={deed.phase === 'busy'}
      >
        {words(deed.phase === 'busy' ? 'welcome.code.busy' : 'welcome.code.button')}
      </Button>
    </Form>
  );
}
