import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientRights } from '../../../contracts/patient-rights.ts';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';

interface ContestSignatureProps {
  readonly patient: PatientRights['id'];
  readonly physician: PatientRights['physicians'][number] | null;
  readonly ask: Bridge['ask'];
  readonly onDone: () => void;
}

/** The patient says that he never signed for this physician [R15]: closes this access at once; the Medical Director decides. */
export function ContestSignature({ patient, physician, ask, onDone }: ContestSignatureProps) {
  const { deed, run } = useDeed();
  const [done, setDone] = useState(false);
  // Contested already, or closed by something else that the patient asked for: nothing is left to close at the counter.
  const mayContest =
    physician !== null &&
    (physician.reads ||
      physician.state === 'expired' ||
      (physician.state === 'active' && physician.exclusion !== null));
  if (done && physician !== null)
    return <Notice tone="good">{words('rights.contest.done', { name: physician.name })}</Notice>;
  if (!mayContest) return null;
  const { person } = physician;
  return (
    <>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <ReasonForm
        open={words('rights.contest')}
        icon={<ShieldAlert size={16} aria-hidden />}
        consequence={words('rights.contest.consequence')}
        label={words('rights.contest.reason')}
        hint={words('rights.contest.hint')}
        confirm={words('rights.contest')}
        busy={deed.phase === 'busy'}
        onConfirm={(reason) =>
          run(
            () => ask('dispute/contest', { patient, person, reason }),
            () => {
              setDone(true);
              onDone();
            },
          )
        }
      />
    </>
  );
}
