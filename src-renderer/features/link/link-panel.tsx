import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { CardIdentity } from '../../../contracts/hand-over.ts';
import { formatNiss, readNiss } from '../../../contracts/niss.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Step, Steps } from '../../ui/step.tsx';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { CardButton } from './card-button.tsx';
import { AbandonLink } from './abandon-link.tsx';
import { PrintStep, SignatureStep } from './consent-steps.tsx';
import { type LinkStore, type LinkWork, proposeLink, toPerson } from './link-store.ts';
import { NissStep } from './niss-step.tsx';
import { PersonStep } from './person-step.tsx';
import { PurposeStep } from './purpose-step.tsx';

interface LinkPanelProps {
  readonly ask: Bridge['ask'];
  readonly store: LinkStore;
  readonly title: string;
  readonly now: Date;
  readonly onClose: () => void;
  /** The link became active: its record may open. */
  readonly onSigned: (link: TherapeuticLink) => void;
}

/** A link from the number to the open record, or what is left of a renewal: five steps on one panel, each done one folded. */
export function LinkPanel({ ask, store, title, now, onClose, onSigned }: LinkPanelProps) {
  const work = useStore(store);
  useEffect(() => {
    if (work.phase === 'signed') onSigned(work.link);
    if (work.phase === 'abandoned') onClose();
  }, [work, onSigned, onClose]);
  const renewal = work.phase === 'linked' && work.renewing !== null;
  return (
    <Panel
      title={title}
      {...(renewal ? { text: readRenewalText(work) } : {})}
      actions={
        <Button look="quiet" icon={<X aria-hidden />} onPress={onClose}>
          {words('link.close')}
        </Button>
      }
    >
      <Steps>
        {work.phase === 'niss' || work.phase === 'person' || work.phase === 'purpose' ? (
          <AskingSteps ask={ask} store={store} work={work} now={now} />
        ) : null}
        {work.phase === 'linked' && work.renewing === null ? <FoldedSteps link={work.link} /> : null}
        {work.phase === 'linked' && work.renewing !== null ? (
          <Step
            number={1}
            total={3}
            title={words('link.purpose.title')}
            state="done"
            summary={words('link.purpose.done')}
          />
        ) : null}
        <ConsentSteps ask={ask} store={store} work={work} first={renewal ? 2 : 4} />
      </Steps>
      {work.phase === 'linked' ? <AbandonLink ask={ask} store={store} /> : null}
    </Panel>
  );
}

type Asking = Extract<LinkWork, { phase: 'niss' | 'person' | 'purpose' }>;

function AskingSteps({ ask, store, work, now }: Pick<LinkPanelProps, 'ask' | 'store' | 'now'> & { work: Asking }) {
  const change = (to: LinkWork) => (
    <Button look="quiet" size="small" onPress={() => store.setState(to, true)}>
      {words('link.change')}
    </Button>
  );
  const takeCard = ({ niss, ...person }: CardIdentity) => {
    const reading = readNiss(niss);
    if (reading.ok)
      store.setState({ phase: 'person', niss: reading.niss, person: toPerson(person), from: 'card' }, true);
  };
  return (
    <>
      <Step
        number={1}
        total={5}
        title={words('link.niss.title')}
        state={work.phase === 'niss' ? 'current' : 'done'}
        summary={
          work.phase === 'niss' ? null : (
            <>
              {formatNiss(work.niss.digits)}{' '}
              {change({ phase: 'niss', typed: formatNiss(work.niss.digits), person: work.person })}
            </>
          )
        }
      >
        {work.phase === 'niss' ? (
          <NissStep
            typed={work.typed}
            onNext={(niss) => store.setState({ phase: 'person', niss, person: work.person }, true)}
            beside={<CardButton ask={ask} onCard={takeCard} />}
          />
        ) : null}
      </Step>
      <Step
        number={2}
        total={5}
        title={words('link.person.title')}
        state={work.phase === 'niss' ? 'todo' : work.phase === 'person' ? 'current' : 'done'}
        summary={
          work.phase === 'purpose' ? (
            <>
              {`${work.person.family} ${work.person.given}, ${formatDate(work.person.birthDate)}`}{' '}
              {change({ phase: 'person', niss: work.niss, person: work.person })}
            </>
          ) : null
        }
      >
        {work.phase === 'person' ? (
          <PersonStep
            niss={work.niss}
            person={work.person}
            from={work.from ?? null}
            now={now}
            onNext={(person) => store.setState({ phase: 'purpose', niss: work.niss, person }, true)}
          />
        ) : null}
      </Step>
      <Step
        number={3}
        total={5}
        title={words('link.purpose.title')}
        state={work.phase === 'purpose' ? 'current' : 'todo'}
      >
        <PurposeStep button={words('link.purpose.button')} onDeclared={() => proposeLink(store, ask)} />
      </Step>
    </>
  );
}

/** The three first steps of a link the hospital has accepted: the number is not kept on the screen. */
function FoldedSteps({ link }: { link: TherapeuticLink }) {
  const { family, given, birthDate } = link.patient;
  return (
    <>
      <Step number={1} total={5} title={words('link.niss.title')} state="done" />
      <Step
        number={2}
        total={5}
        title={words('link.person.title')}
        state="done"
        summary={`${family} ${given}, ${formatDate(birthDate)}`}
      />
      <Step
        number={3}
        total={5}
        title={words('link.purpose.title')}
        state="done"
        summary={words('link.purpose.done')}
      />
    </>
  );
}

function ConsentSteps({
  ask,
  store,
  work,
  first,
}: Pick<LinkPanelProps, 'ask' | 'store'> & { work: LinkWork; first: number }) {
  const total = first + 1;
  const link = work.phase === 'linked' ? work.link : null;
  const printed = link?.state === 'printed';
  return (
    <>
      <Step
        number={first}
        total={total}
        title={words('link.print.title')}
        state={link === null ? 'todo' : printed ? 'done' : 'current'}
        summary={words('link.print.done')}
      >
        {link === null ? null : <PrintStep ask={ask} store={store} link={link} />}
      </Step>
      <Step number={total} total={total} title={words('link.signature.title')} state={printed ? 'current' : 'todo'}>
        {link === null ? null : <SignatureStep ask={ask} store={store} link={link} />}
      </Step>
    </>
  );
}

function readRenewalText(work: LinkWork): string {
  const running = work.phase === 'linked' ? work.renewing : null;
  const name = running === null ? '' : `${running.patient.given} ${running.patient.family}. `;
  const until =
    running?.validUntil == null
      ? words('link.renew.until-signed')
      : `${words('link.renew.running', { date: formatDate(running.validUntil) })} ${words('link.renew.until-signed')}`;
  return `${name}${until}`;
}
