import type { Bridge } from '../../../contracts/ipc.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { BothFactors } from './both-factors.tsx';

interface SignInProps {
  readonly ask: Bridge['ask'];
  readonly login: string;
  /** Told how many recovery codes are left, once signed in. */
  readonly onCodesLeft: (left: number) => void;
}

/** Both factors, once per working day [R03] [R07]. */
export function SignIn({ ask, login, onCodesLeft }: SignInProps) {
  const { deed, run } = useDeed();
  return (
    <Panel title={words('sign-in.title')} text={words('sign-in.text')}>
      <BothFactors
        login={login}
        deed={deed}
        button={words('sign-in.button')}
        busy={words('sign-in.busy')}
        onSubmit={(factors) =>
          run(
            () => ask('session/sign-in', factors),
            ({ recoveryCodesLeft }) => onCodesLeft(recoveryCodesLeft),
          )
        }
      >
        {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      </BothFactors>
    </Panel>
  );
}
