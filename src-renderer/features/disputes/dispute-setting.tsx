import { useState } from 'react';
import type { DisputeScope, DisputeSetting } from '../../../contracts/dispute.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './disputes.module.css';

const scopes = ['physician', 'link'] as const;

interface DisputeSettingProps {
  readonly setting: DisputeSetting;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
}

/** The hospital's setting [R15]: how far a new dispute reaches and how long a physician has. */
export function DisputeSettingForm({ setting, ask, onChanged }: DisputeSettingProps) {
  const { deed, run } = useDeed();
  const [scope, setScope] = useState<DisputeScope>(setting.scope);
  const [delay, setDelay] = useState(String(setting.delayDays));
  const [done, setDone] = useState(false);
  const delayDays = Number(delay);
  const wrong = !/^\d{1,2}$/.test(delay) || delayDays < 1 || delayDays > 90;
  const same = scope === setting.scope && delayDays === setting.delayDays;
  return (
    <form
      className={styles['setting']}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong || same) return;
        run(
          () => ask('dispute/set', { scope, delayDays }),
          () => {
            setDone(true);
            onChanged();
          },
        );
      }}
    >
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {done && same ? <Notice tone="good">{words('dispute.setting.done')}</Notice> : null}
      <RadioChoice
        legend={words('dispute.setting.scope')}
        name="scope"
        values={scopes}
        toLabel={(one) => words(`dispute.setting.${one}`)}
        chosen={scope}
        onChoose={setScope}
      />
      <TextField
        label={words('dispute.setting.delay')}
        hint={words('dispute.setting.delay.hint')}
        error={wrong ? words('dispute.setting.delay.hint') : null}
        value={delay}
        onChange={setDelay}
        inputMode="numeric"
        maxLength={2}
        figures
      />
      <DeedPlace
        button={
          <Button type="submit" look="primary" isPending={deed.phase === 'busy'} isDisabled={wrong || same}>
            {words('dispute.setting.save')}
          </Button>
        }
        consequence={words('dispute.setting.consequence')}
      />
    </form>
  );
}
