import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import type { InvitationSummary } from '../../../contracts/app-state.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Step, Steps } from '../../ui/step.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { CodeForm } from './code-form.tsx';
import styles from './enrolment.module.css';
import { Fingerprint } from './fingerprint.tsx';

const total = 3;

/** First start: the invitation file, its fingerprint held against the letter, the letter's code [R02]. */
export function Welcome({ ask, invitation }: { ask: Bridge['ask']; invitation: InvitationSummary | null }) {
  const { deed, run } = useDeed();
  const [chosen, setChosen] = useState<InvitationSummary | null>(null);
  const [compared, setCompared] = useState<string | null>(null);
  const shown = invitation ?? chosen;
  const same = shown !== null && compared === shown.fingerprint;

  const choose = () => {
    run(
      () => ask('enrolment/choose-file', {}),
      (file) => {
        if (file !== null) setChosen(file);
      },
    );
  };
  const chooseButton = (first: boolean) => (
    <Button
      look={first ? 'primary' : 'quiet'}
      size={first ? 'large' : 'small'}
      icon={<FolderOpen aria-hidden />}
      onPress={choose}
      isPending={deed.phase === 'busy'}
    >
      {words(first ? 'welcome.file.button' : 'welcome.file.other')}
    </Button>
  );

  return (
    <Panel title={words('welcome.title')} text={words('welcome.text')}>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <Steps>
        <Step
          number={1}
          total={total}
          title={words('welcome.file.title')}
          state={shown === null ? 'current' : 'done'}
          summary={
            <span className={styles['chosen']}>
              {shown?.hospital}
              {chooseButton(false)}
            </span>
          }
        >
          <div className={styles['actions']}>{chooseButton(true)}</div>
        </Step>
        <Step
          number={2}
          total={total}
          title={words('welcome.fingerprint.title')}
          state={shown === null ? 'todo' : same ? 'done' : 'current'}
          summary={words('welcome.fingerprint.done')}
        >
          {shown === null ? null : <Fingerprint invitation={shown} onSame={() => setCompared(shown.fingerprint)} />}
        </Step>
        <Step number={3} total={total} title={words('welcome.code.title')} state={same ? 'current' : 'todo'}>
          <CodeForm ask={ask} />
        </Step>
      </Steps>
    </Panel>
  );
}
