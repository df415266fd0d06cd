import { useState } from 'react';
import type { InvitationSummary } from '../../../contracts/app-state.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { words } from '../../words/words.ts';
import styles from './enrolment.module.css';

/** The fingerprint of the hospital's certificate, to be held against the letter; a difference stops everything. */
export function Fingerprint({ invitation, onSame }: { invitation: InvitationSummary; onSame: () => void }) {
  const [differs, setDiffers] = useState(false);
  if (differs)
    return (
      <Notice
        tone="alarm"
        title={words('welcome.fingerprint.alarm')}
        actions={<Button onPress={() => setDiffers(false)}>{words('welcome.fingerprint.again')}</Button>}
      >
        <p>{words('welcome.fingerprint.alarm-text')}</p>
      </Notice>
    );
  return (
    <>
      <p>{words('welcome.fingerprint.text')}</p>
      <dl className={styles['fingerprint']}>
        <dt>{words('welcome.fingerprint.label')}</dt>
        <dd className={styles['groups']}>
          {toGroups(invitation.fingerprint).map((group, position) => (
            // The same four digits may stand twice: the position is part of what is compared.
            <span key={`${position}-${group}`}>{group}</span>
          ))}
        </dd>
      </dl>
      <dl className={styles['facts']}>
        <dt>{words('welcome.address')}</dt>
        <dd>{invitation.address}</dd>
      </dl>
      <div className={styles['actions']}>
        <Button look="primary" onPress={onSame} autoFocus>
          {words('welcome.fingerprint.same')}
        </Button>
        <Button onPress={() => setDiffers(true)}>{words('welcome.fingerprint.different')}</Button>
      </div>
    </>
  );
}

function toGroups(fingerprint: string): readonly string[] {
  return fingerprint.split(/[^0-9A-Fa-f]+/).filter((group) => group !== '');
}
