import { useStore } from 'zustand';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { Person } from '../../../contracts/person.ts';
import { Panel } from '../../ui/panel.tsx';
import { Step, Steps } from '../../ui/step.tsx';
import { words } from '../../words/words.ts';
import type { ActivationStore } from './activation-store.ts';
import { FactorForm } from './factor-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const total = 3;

interface ActivationProps {
  readonly ask: Bridge['ask'];
  readonly store: ActivationStore;
  readonly person: Person;
  /** The person has the recovery codes on paper. */
  readonly onNoted: () => void;
}

/** First password, second factor, recovery codes: once for all [R07]. */
export function Activation({ ask, store, person, onNoted }: ActivationProps) {
  const state = useStore(store);
  return (
    <Panel title={words('activation.title', { name: person.name })} text={words('activation.text')}>
      <Steps>
        <Step
          number={1}
          total={total}
          title={words('activation.password.title')}
          state={state.phase === 'password' ? 'current' : 'done'}
          summary={words('activation.password.done')}
        >
          <PasswordForm ask={ask} store={store} person={person} />
        </Step>
        <Step
          number={2}
          total={total}
          title={words('activation.factor.title')}
          state={state.phase === 'factor' ? 'current' : state.phase === 'codes' ? 'done' : 'todo'}
          summary={words('activation.factor.done')}
        >
          {state.phase === 'factor' ? (
            <FactorForm ask={ask} store={store} otpauth={state.otpauth} secret={state.secret} />
          ) : null}
        </Step>
        <Step
          number={3}
          total={total}
          title={words('activation.codes.title')}
          state={state.phase === 'codes' ? 'current' : 'todo'}
        >
          {state.phase === 'codes' ? (
            <RecoveryCodes codes={state.recoveryCodes} name={person.name} onNoted={onNoted} />
          ) : null}
        </Step>
      </Steps>
    </Panel>
  );
}
