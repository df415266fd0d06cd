import { Printer } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './activation.module.css';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly name: string;
  readonly onNoted: () => void;
}

/** The recovery codes, shown once; nothing goes on before the person says they are on paper. Printed, they say whose they are and of which day: later ones take their place. */
export function RecoveryCodes({ codes, name, onNoted }: RecoveryCodesProps) {
  const [noted, setNoted] = useState(false);
  const [made] = useState(() => new Date());
  return (
    <>
      <p className={styles['paper']}>{words('activation.codes.paper', { name, date: formatDate(made) })}</p>
      <p>{words('activation.codes.text')}</p>
      <ol className={styles['codes']} aria-label={words('activation.codes.list')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={styles['actions']}>
        <Button icon={<Printer aria-hidden />} onPress={() => window.print()}>
          {words('activation.codes.print')}
        </Button>
      </div>
      <div className={styles['noPrint']}>
        <Checkbox isSelected={noted} onChange={setNoted}>
          {words('activation.codes.confirm')}
        </Checkbox>
      </div>
      <div className={styles['actions']}>
        <Button look="primary" size="large" isDisabled={!noted} onPress={onNoted}>
          {words('activation.codes.button')}
        </Button>
      </div>
    </>
  );
}
