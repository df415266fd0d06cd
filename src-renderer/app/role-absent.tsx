import { LogOut } from 'lucide-react';
import type { Bridge } from '../../contracts/ipc.ts';
import type { Person, HospitalFacts } from '../../contracts/person.ts';
import { Button } from '../ui/button.tsx';
import { FailureNotice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useDeed } from '../ui/use-deed.ts';
import { words } from '../words/words.ts';

/** For a role whose section is not in this version: who is signed in, that it is not there, whom to call. */
export function RoleAbsent({
  ask,
  person,
  hospital,
}: {
  ask: Bridge['ask'];
  person: Person;
  hospital: HospitalFacts | null;
}) {
  const { deed, run } = useDeed();
  return (
    <Panel title={words('role.absent.title', { name: person.name })}>
      <p>{words('role.absent.text', { role: words(`role.${person.role}`) })}</p>
      {hospital === null ? null : (
        <p>{words('role.absent.next', { service: hospital.helpdesk.name, phone: hospital.helpdesk.phone })}</p>
      )}
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <div>
        <Button
          icon={<LogOut aria-hidden />}
          isPending={deed.phase === 'busy'}
          onPress={() => run(() => ask('session/sign-out', {}))}
        >
          {words('user.sign-out')}
        </Button>
      </div>
    </Panel>
  );
}
