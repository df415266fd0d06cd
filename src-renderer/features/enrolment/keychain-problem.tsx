import type { Stage } from '../../../contracts/app-state.ts';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { words } from '../../words/words.ts';

type KeychainCode = Extract<Stage, { stage: 'keychain-problem' }>['code'];

/** No keychain, or none that answers: the app says so and stores nothing [C2]. */
export function KeychainProblem({ code }: { code: KeychainCode }) {
  return (
    <Panel title={words('keychain.title')} text={words('keychain.text')}>
      <FailureNotice failure={{ code, incident: '' }} />
    </Panel>
  );
}
