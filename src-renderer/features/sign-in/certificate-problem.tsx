import type { Stage } from '../../../contracts/app-state.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { CheckConnectionButton } from '../../ui/check-connection.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { BothFactors } from './both-factors.tsx';

type Problem = Extract<Stage, { stage: 'certificate-problem' }>;

/** The PC's certificate is over: an expired one is renewed with both factors, the others need the helpdesk. */
export function CertificateProblem({ ask, problem }: { ask: Bridge['ask']; problem: Problem }) {
  const { deed, run } = useDeed();
  const expired = problem.code === 'certificate-expired';
  return (
    <Panel title={words(expired ? 'certificate.title.expired' : 'certificate.title.other')}>
      <FailureNotice failure={{ code: problem.code, incident: '' }} actions={<CheckConnectionButton />} />
      {expired ? (
        <BothFactors
          login={problem.login}
          deed={deed}
          button={words('certificate.button')}
          busy={words('certificate.busy')}
          onSubmit={(factors) => run(() => ask('enrolment/renew', factors))}
        >
          {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
        </BothFactors>
      ) : null}
    </Panel>
  );
}
