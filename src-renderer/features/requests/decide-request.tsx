import { Check, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { AccessRequestDetail } from '../../../contracts/access-request.ts';
import type { Result } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';

interface DecideRequestProps {
  readonly detail: AccessRequestDetail;
  readonly ask: Bridge['ask'];
  readonly onDecided: () => void;
}

/** The two decisions, each with its consequence; accepting needs the declaration that identity, number and address were checked. */
export function DecideRequest({ detail, ask, onDecided }: DecideRequestProps) {
  const { id: request, account, practice, address, nihdi } = detail;
  const { deed, run } = useDeed();
  const [checked, setChecked] = useState(false);
  const [moved, setMoved] = useState(false);
  const deedPlace = useRef<HTMLDivElement>(null);
  // A long declaration pushes the deed out of the panel: what was ticked leads to it.
  useEffect(() => {
    if (checked) deedPlace.current?.scrollIntoView({ block: 'nearest' });
  }, [checked]);
  const declared = [practice, ...address];
  const known = account !== null && account.address.length > 0 ? account.address : null;
  const differs = known !== null && known.join('\n') !== declared.join('\n');
  const to = (known === null || moved ? declared : known).join(', ');
  const isNewPc = account?.activated === true;
  const busy = deed.phase === 'busy';
  const decide = (act: () => Promise<Result<unknown>>) =>
    run(async () => {
      const result = await act();
      // Somebody else decided meanwhile: the screen shows what.
      if (!result.ok && result.error.code === 'conflict') onDecided();
      return result;
    }, onDecided);
  return (
    <>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {account?.suspended === true || account?.awaitsReset === true ? null : (
        <>
          <Checkbox isSelected={checked} onChange={setChecked}>
            {words('request.check')}
          </Checkbox>
          {differs ? (
            <Checkbox isSelected={moved} onChange={setMoved}>
              {words('request.moved')}
            </Checkbox>
          ) : null}
          <div ref={deedPlace}>
            <DeedPlace
              button={
                <Button
                  look="primary"
                  icon={<Check size={16} aria-hidden />}
                  isDisabled={!checked}
                  isPending={busy}
                  onPress={() => decide(() => ask('access-request/accept', { request, checked: true, moved }))}
                >
                  {words('request.accept')}
                </Button>
              }
              consequence={words(isNewPc ? 'request.accept.new-pc' : 'request.accept.access', {
                login: account?.login ?? nihdi,
                address: to,
              })}
            />
          </div>
        </>
      )}
      <ReasonForm
        open={words('request.refuse')}
        icon={<X size={16} aria-hidden />}
        consequence={words('request.refuse.consequence')}
        label={words('request.refuse.reason')}
        hint={words('request.refuse.hint')}
        confirm={words('request.refuse.confirm')}
        busy={busy}
        onConfirm={(reason) => decide(() => ask('access-request/refuse', { request, reason }))}
      />
    </>
  );
}
