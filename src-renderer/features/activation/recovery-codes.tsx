import { Printer } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { words } from '../../words/words.ts';
import styles from './activation.module.css';

/** The recovery codes, shown once; nothing goes on before the person says they are on paper. */
export function RecoveryCodes({ codes, onNoted }: { codes: readonly string[]; onNoted: () => void }) {
  const [noted, setNoted] = useState(false);
  return (
    <>
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
      <Checkbox isSelected={noted} onChange={setNoted}>
        {words('activation.codes.confirm')}
      </Checkbox>
      <div className={styles['actions']}>
        <Button look="primary" size="large" isDisabled={!noted} onPress={onNoted}>
          {words('activation.codes.button')}
        </Button>
      </div>
    </>
  );
}
