import { X } from 'lucide-react';
import { useState } from 'react';
import type { Result } from '../../../contracts/failure.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './link.module.css';

const excluded = ['insurance', 'occupational', 'sickness-funds', 'expert'] as const;

/** Third step: the purpose is declared, and what it is not is named [R20]. */
export function PurposeStep({ button, onDeclared }: { button: string; onDeclared: () => Promise<Result<unknown>> }) {
  const [declared, setDeclared] = useState(false);
  const { deed, run } = useDeed();
  return (
    <div className={styles['form']}>
      <Checkbox isSelected={declared} onChange={setDeclared}>
        {words('link.purpose.declare')}
      </Checkbox>
      <div className={styles['excluded']}>
        <p>{words('link.purpose.excluded')}</p>
        <ul>
          {excluded.map((purpose) => (
            <li key={purpose}>
              <X size={16} aria-hidden />
              {words(`link.purpose.${purpose}`)}
            </li>
          ))}
        </ul>
      </div>
      <p className={styles['soft']}>{words('link.purpose.trace')}</p>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <div className={styles['actions']}>
        <Button look="primary" isDisabled={!declared} isPending={deed.phase === 'busy'} onPress={() => run(onDeclared)}>
          {deed.phase === 'busy' ? words('link.purpose.busy') : button}
        </Button>
      </div>
    </div>
  );
}
