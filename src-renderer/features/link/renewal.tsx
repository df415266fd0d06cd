import { PenLine, Printer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Failure } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { AbandonLink } from './abandon-link.tsx';
import styles from './renewal.module.css';
import { confirmSignature, type LinkStore, type LinkWork, printConsent, renewAndPrint } from './link-store.ts';

interface RenewalProps {
  readonly ask: Bridge['ask'];
  readonly store: LinkStore;
  /** The new link runs from now on. */
  readonly onSigned: (link: TherapeuticLink) => void;
  /** Nothing more is asked here; what was printed may be signed later. */
  readonly onClose: () => void;
}

/** A renewal in the place where it was asked for: its form prints at once, and one gesture confirms the signature [R11]. */
export function Renewal({ ask, store, onSigned, onClose }: RenewalProps) {
  const work = useStore(store);
  const printing = useDeed();
  const signing = useDeed();
  const begun = useRef<LinkStore | null>(null);
  const print = printing.run;
  useEffect(() => {
    if (begun.current === store) return;
    begun.current = store;
    if (store.getState().phase === 'renewing') print(() => renewAndPrint(store, ask));
  }, [store, ask, print]);
  useEffect(() => {
    if (work.phase === 'signed') onSigned(work.link);
    if (work.phase === 'abandoned') onClose();
  }, [work, onSigned, onClose]);
  if (work.phase !== 'renewing' && work.phase !== 'linked') return null;

  const busy = printing.deed.phase === 'busy';
  const printed = work.phase === 'linked' && work.link.state === 'printed';
  const again = () => printing.run(() => (printed ? printConsent(store, ask) : renewAndPrint(store, ask)));
  return (
    <section className={styles['renewal']} aria-label={words('link.renewal.title')}>
      <div className={styles['words']}>
        {busy && !printed ? <Waiting label={words('link.renewal.busy')} /> : null}
        {printed ? <p className={styles['title']}>{words('link.renewal.printed', { name: readName(work) })}</p> : null}
        <p className={styles['soft']}>
          {readRunning(work)} {words('link.renewal.purpose')}
        </p>
        {printing.deed.phase === 'failed' ? <FailureNotice failure={toSaid(printing.deed.error)} /> : null}
        {signing.deed.phase === 'failed' ? <FailureNotice failure={toSaid(signing.deed.error)} /> : null}
      </div>
      <div className={styles['actions']}>
        {printed ? (
          <Button
            look="primary"
            icon={<PenLine aria-hidden />}
            isPending={signing.deed.phase === 'busy'}
            onPress={() => signing.run(() => confirmSignature(store, ask))}
          >
            {words('link.signature.button')}
          </Button>
        ) : null}
        {busy && !printed ? null : (
          <Button look={printed ? 'quiet' : 'primary'} icon={<Printer aria-hidden />} isPending={busy} onPress={again}>
            {words(printed ? 'link.print.again' : 'link.print.button')}
          </Button>
        )}
        <Button look="quiet" onPress={onClose}>
          {words('link.renewal.later')}
        </Button>
        {work.phase === 'linked' ? <AbandonLink ask={ask} store={store} /> : null}
      </div>
    </section>
  );
}

/** Nothing was typed here that could be wrong: whatever keeps the renewal back, the record is not accessible. */
function toSaid(error: Failure): Failure {
  return error.code === 'link-not-possible' ? { ...error, code: 'record-not-available' } : error;
}

type Renewing = Extract<LinkWork, { phase: 'renewing' | 'linked' }>;

function readName(work: Renewing): string {
  const { given, family } = work.phase === 'linked' ? work.link.patient : work.renewing.patient;
  return `${given} ${family}`;
}

function readRunning({ renewing }: Renewing): string {
  if (renewing?.state !== 'active' || renewing.validUntil === null) return words('link.renew.until-signed');
  return `${words('link.renew.running', { date: formatDate(renewing.validUntil) })} ${words('link.renew.until-signed')}`;
}
