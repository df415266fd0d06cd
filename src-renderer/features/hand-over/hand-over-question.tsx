import { UserPlus, UserRound, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Failure } from '../../../contracts/failure.ts';
import type { HandOverAccepted, HandOverRequest } from '../../../contracts/hand-over.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PatientFacts } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { reportFault } from '../../ui/report-fault.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import styles from './hand-over.module.css';

interface HandOverQuestionProps {
  readonly ask: Bridge['ask'];
  readonly request: HandOverRequest;
  /** The patient whose record is covered meanwhile, null when none is open. */
  readonly open: PatientFacts | null;
  readonly onDone: (accepted: HandOverAccepted) => void;
}

/** A request that has just replaced another one is not answered by the click that was meant for the first, in milliseconds. */
const SETTLES = 600;

type Named = Pick<PatientFacts, 'family' | 'given' | 'birthDate'>;
const toName = ({ family, given }: Pick<Named, 'family' | 'given'>): string => `${family} ${given}`;
const toWhole = (one: Named): string => `${toName(one)}, ${formatDate(one.birthDate)}`;

/** What the practice's software asks for, alone on the screen: nothing is read before the physician's click [X07]. */
export function HandOverQuestion({ ask, request, open, onDone }: HandOverQuestionProps) {
  const [settled, setSettled] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { id, written, asked, patients, byNumber, differs, appointments } = request;
  useEffect(() => {
    const timer = setTimeout(() => setSettled(id), SETTLES);
    return () => clearTimeout(timer);
  }, [id]);
  const accept = (patient: string | null): void => {
    if (settled !== id || busy) return;
    setBusy(true);
    setFailure(null);
    ask('hand-over/accept', { id, patient })
      .then((result) => {
        setBusy(false);
        if (result.ok) onDone(result.value);
        else setFailure(result.error);
      })
      .catch(reportFault);
  };
  const isReady = settled === id && !busy;
  const [first] = patients;
  const only = patients.length === 1 ? first : undefined;
  const shown = only ?? written;
  return (
    <Panel title={words(asked ? 'hand-over.title' : 'hand-over.title.agenda')}>
      <div className={styles['stack']}>
        {asked ? (
          <p className={styles['asked']}>
            {shown == null
              ? words('hand-over.asks.number')
              : words('hand-over.asks', { name: toWhole(written ?? shown) })}
          </p>
        ) : null}
        {asked && open !== null && shown != null ? (
          <p>{words('hand-over.close', { open: toName(open), name: toName(shown) })}</p>
        ) : null}
        {appointments > 0 ? <p>{words('hand-over.appointments', { count: appointments })}</p> : null}
        {open === null ? null : <p>{words('hand-over.covered')}</p>}
        {differs && first !== undefined && written !== null ? (
          <Notice
            tone="warning"
            title={words('hand-over.differs', { found: toWhole(first), written: toWhole(written) })}
          />
        ) : null}
        {asked && patients.length > 0 && !byNumber ? (
          <Notice tone="warning" title={words('hand-over.by-name')} />
        ) : null}
        {asked && patients.length === 0 ? <p>{words('hand-over.unknown')}</p> : null}
        {failure === null ? null : <FailureNotice failure={failure} />}
        <div className={styles['actions']}>
          {patients.map((one) => (
            <Button
              key={one.id}
              look={only === undefined ? 'plain' : 'primary'}
              size="large"
              icon={<UserRound aria-hidden />}
              isDisabled={!isReady}
              onPress={() => accept(one.id)}
            >
              {busy
                ? words('hand-over.busy')
                : words('hand-over.open', { name: only === undefined ? toWhole(one) : toName(one) })}
            </Button>
          ))}
          {asked && !byNumber ? (
            <Button
              look={patients.length === 0 ? 'primary' : 'plain'}
              size="large"
              icon={<UserPlus aria-hidden />}
              isDisabled={!isReady}
              onPress={() => accept(null)}
            >
              {words('hand-over.new')}
            </Button>
          ) : null}
          {asked ? null : (
            <Button look="primary" size="large" isDisabled={!isReady} onPress={() => accept(null)}>
              {words('hand-over.add')}
            </Button>
          )}
          <Button
            look="quiet"
            size="large"
            icon={<X aria-hidden />}
            onPress={() => {
              ask('hand-over/dismiss', {}).catch(reportFault);
            }}
          >
            {open === null ? words('hand-over.leave') : words('hand-over.keep', { open: toName(open) })}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
