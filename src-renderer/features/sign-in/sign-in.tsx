import type { ReactNode } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { FailureCode } from '../../../contracts/failure.ts';
import { CheckConnectionButton } from '../../ui/check-connection.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { BothFactors } from './both-factors.tsx';

interface SignInProps {
  readonly ask: Bridge['ask'];
  readonly login: string;
  /** Told what must be known once signed in. */
  readonly onSignedIn: (signedIn: { recoveryCodesLeft: number; copiesDropped: boolean }) => void;
  /** What else is to be known before signing in. */
  readonly below?: ReactNode;
}

/** True when what was typed is not the cause: the line, the clock, this PC or the account may be. */
function mayBeTheWay(code: FailureCode): boolean {
  return (
    code === 'offline' ||
    code === 'server-unavailable' ||
    code === 'hospital-untrusted' ||
    code === 'clock-wrong' ||
    code === 'account-suspended' ||
    code.startsWith('certificate-')
  );
}

/** Both factors, once per working day [R03] [R07]. */
export function SignIn({ ask, login, onSignedIn, below }: SignInProps) {
  const { deed, run } = useDeed();
  return (
    <Panel title={words('sign-in.title')} text={words('sign-in.text')}>
      <BothFactors
        login={login}
        deed={deed}
        button={words('sign-in.button')}
        busy={words('sign-in.busy')}
        onSubmit={(factors) => run(() => ask('session/sign-in', factors), onSignedIn)}
      >
        {deed.phase === 'failed' ? (
          <FailureNotice
            failure={deed.error}
            actions={mayBeTheWay(deed.error.code) ? <CheckConnectionButton /> : undefined}
          />
        ) : null}
      </BothFactors>
      {below}
    </Panel>
  );
}
