import type { AppState } from '../../contracts/app-state.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import type { Person } from '../../contracts/person.ts';
import { Intake } from '../features/intake/intake.tsx';
import { reportFault } from '../ui/report-fault.ts';
import { Frame } from './frame.tsx';
import { RoleAbsent } from './role-absent.tsx';
import { useKeys } from './use-keys.ts';
import { UserMenu } from './user-menu.tsx';

interface HospitalShellProps {
  readonly bridge: Bridge;
  readonly state: AppState;
  readonly person: Person;
  readonly now: Date;
  readonly covered: boolean;
}

/** The window of somebody at the hospital: the same frame, the section of the role. */
export function HospitalShell({ bridge: { ask }, state, person, now, covered }: HospitalShellProps) {
  const lock = () => {
    ask('session/lock', {}).catch(reportFault);
  };
  useKeys({ lock }, !covered);
  return (
    <Frame
      state={state}
      now={now}
      covered={covered}
      end={
        <UserMenu
          person={person}
          onLock={lock}
          onSignOut={() => {
            ask('session/sign-out', {}).catch(reportFault);
          }}
        />
      }
    >
      {person.role === 'helpdesk' ? (
        <Intake ask={ask} />
      ) : (
        <RoleAbsent ask={ask} person={person} hospital={state.hospital} />
      )}
    </Frame>
  );
}
