import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useStore } from 'zustand';
import type { AppState } from '../../contracts/app-state.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import type { Person } from '../../contracts/person.ts';
import { type Language, locales } from '../../contracts/language.ts';
import { Activation } from '../features/activation/activation.tsx';
import { createActivationStore } from '../features/activation/activation-store.ts';
import { KeychainProblem } from '../features/enrolment/keychain-problem.tsx';
import { Welcome } from '../features/enrolment/welcome.tsx';
import { HandOverWaiting } from '../features/hand-over/hand-over-waiting.tsx';
import { CertificateProblem } from '../features/sign-in/certificate-problem.tsx';
import { SignIn } from '../features/sign-in/sign-in.tsx';
import { RequiredUpdate } from '../features/updates/required-update.tsx';
import { UpdateNotice } from '../features/updates/update-notice.tsx';
import { UpdateContext, useUpdate, useUpdateState } from '../features/updates/use-update.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { FailureNotice } from '../ui/notice.tsx';
import { ReaderContext } from '../ui/reader.ts';
import { reportFault } from '../ui/report-fault.ts';
import { useLanguage } from '../ui/use-language.ts';
import { speak } from '../words/language.ts';
import { words } from '../words/words.ts';
import { AboutDesk } from './about-desk.tsx';
import { AfterSignIn, type SignedIn } from './after-sign-in.tsx';
import { BehindSignIn, fetchSignedIn } from './behind-sign-in.tsx';
import { createAppStore, followApp } from './app-store.ts';
import { ConnectionDesk } from './connection-desk.tsx';
import { Frame } from './frame.tsx';
import { ChooseLanguage } from './language-menu.tsx';
import { useNow } from './use-now.ts';

/** The window, in the language of this PC. Another choice says everything anew where it stands; nothing that is open closes. */
export function App({ bridge }: { bridge: Bridge }) {
  const language = useLanguage();
  const choose = useCallback(
    (next: Language) => {
      bridge.ask('app/choose-language', { language: next }).catch(reportFault);
    },
    [bridge],
  );
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <I18nProvider locale={locales[language]}>
      <ChooseLanguage value={choose}>
        <Screen bridge={bridge} />
      </ChooseLanguage>
    </I18nProvider>
  );
}

/** Exactly one screen for where the application stands. */
function Screen({ bridge }: { bridge: Bridge }) {
  const [store] = useState(createAppStore);
  const knowledge = useStore(store);
  const now = useNow();
  useEffect(() => followApp(store, bridge), [store, bridge]);
  useEffect(() => {
    requestIdleCallback(() => {
      fetchSignedIn().catch(reportFault);
    });
  }, []);
  const isStanding = knowledge.phase === 'known' && knowledge.state.stage.stage !== 'starting';
  const update = useUpdateState(bridge, isStanding);
  const wanted = knowledge.phase === 'known' ? knowledge.state.language : null;
  useEffect(() => {
    if (wanted !== null) speak(wanted).catch(reportFault);
  }, [wanted]);
  if (knowledge.phase === 'known')
    return (
      <Read state={knowledge.state}>
        <ConnectionDesk ask={bridge.ask} isKnown={knowledge.state.hospital !== null}>
          <AboutDesk ask={bridge.ask} state={knowledge.state}>
            <UpdateContext value={update}>
              <Known bridge={bridge} state={knowledge.state} now={now} />
            </UpdateContext>
          </AboutDesk>
        </ConnectionDesk>
      </Read>
    );
  return (
    <Frame state={null} now={now}>
      {knowledge.phase === 'asking' ? <Starting /> : <FailureNotice failure={knowledge.error} />}
    </Frame>
  );
}

/** Tells every refusal on the screen who reads it and whom the hospital says to call. */
function Read({ state: { stage, hospital }, children }: { state: AppState; children: ReactNode }) {
  const role = stage.stage === 'signed-in' || stage.stage === 'locked' ? stage.person.role : null;
  const reader = useMemo(() => ({ role, hospital }), [role, hospital]);
  return <ReaderContext value={reader}>{children}</ReaderContext>;
}

function Known({ bridge, state, now }: { bridge: Bridge; state: AppState; now: Date }) {
  const [activation, setActivation] = useState(createActivationStore);
  const [activating, setActivating] = useState<Person | null>(null);
  const [signedIn, setSignedIn] = useState<SignedIn | null>(null);
  const { stage } = state;
  if (stage.stage === 'activation' && activating?.id !== stage.person.id) setActivating(stage.person);
  const codes = useStore(activation, (one) => one.phase === 'codes');

  // The recovery codes stay until they are noted, although the application is already waiting for the sign-in.
  if (activating !== null && (stage.stage === 'activation' || codes)) {
    return (
      <Frame state={state} now={now}>
        <Activation
          ask={bridge.ask}
          store={activation}
          person={activating}
          onNoted={() => {
            setActivation(createActivationStore());
            setActivating(null);
          }}
        />
      </Frame>
    );
  }
  if (stage.stage === 'signed-in' || stage.stage === 'locked') {
    return (
      <>
        <BehindSignIn
          key={stage.person.id}
          bridge={bridge}
          state={state}
          person={stage.person}
          locked={stage.stage === 'locked'}
          now={now}
          meanwhile={
            <Frame state={state} now={now}>
              <Starting />
            </Frame>
          }
        />
        {signedIn !== null && stage.stage === 'signed-in' ? (
          <AfterSignIn signedIn={signedIn} onNoted={() => setSignedIn(null)} />
        ) : null}
      </>
    );
  }
  return (
    <Frame state={state} now={now}>
      <Outside bridge={bridge} state={state} onSignedIn={setSignedIn} />
      {stage.stage === 'signed-out' ? <HandOverWaiting bridge={bridge} /> : null}
    </Frame>
  );
}

interface OutsideProps {
  readonly bridge: Bridge;
  readonly state: AppState;
  readonly onSignedIn: (signedIn: SignedIn) => void;
}

/** Every screen before somebody is signed in. */
function Outside({ bridge, state: { stage }, onSignedIn }: OutsideProps) {
  const update = useUpdate();
  switch (stage.stage) {
    case 'keychain-problem':
      return <KeychainProblem code={stage.code} />;
    case 'not-enrolled':
      return <Welcome ask={bridge.ask} invitation={stage.invitation} />;
    case 'certificate-problem':
      return <CertificateProblem ask={bridge.ask} problem={stage} />;
    case 'signed-out':
      return update?.isRequired === true ? (
        <RequiredUpdate ask={bridge.ask} update={update} />
      ) : (
        <SignIn
          key={stage.login}
          ask={bridge.ask}
          login={stage.login}
          onSignedIn={onSignedIn}
          below={<UpdateNotice ask={bridge.ask} />}
        />
      );
    case 'starting':
    case 'activation':
    case 'locked':
    case 'signed-in':
      return <Starting />;
  }
}

function Starting() {
  return (
    <EmptyState isTop title={words('app.name')}>
      {words('app.starting')}
    </EmptyState>
  );
}
