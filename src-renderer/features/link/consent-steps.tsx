import { PenLine, Printer } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './link.module.css';
import { confirmSignature, type LinkStore, printConsent } from './link-store.ts';
import { WhySign } from './why-sign.tsx';

interface ConsentProps {
  readonly ask: Bridge['ask'];
  readonly store: LinkStore;
  readonly link: TherapeuticLink;
}

/** Fourth step: the form in the patient's name leaves for the printer [R12]. */
export function PrintStep({ ask, store, link }: ConsentProps) {
  const { deed, run } = useDeed();
  return (
    <div className={styles['form']}>
      <p>{words('link.print.text', { name: `${link.patient.given} ${link.patient.family}` })}</p>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      <div className={styles['actions']}>
        <Button
          look="primary"
          icon={<Printer aria-hidden />}
          isPending={deed.phase === 'busy'}
          onPress={() => run(() => printConsent(store, ask))}
          autoFocus
        >
          {words(deed.phase === 'busy' ? 'link.print.busy' : 'link.print.button')}
        </Button>
        <BlankForm ask={ask} />
      </div>
      <WhySign />
    </div>
  );
}

/** A form to be filled in by hand, for whoever asks for one. */
function BlankForm({ ask }: { ask: Bridge['ask'] }) {
  const { deed, run } = useDeed();
  const [sent, setSent] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        isPending={deed.phase === 'busy'}
        onPress={() => {
          setSent(false);
          run(
            () => ask('link/print-blank-consent', {}),
            () => setSent(true),
          );
        }}
      >
        {words('link.print.blank')}
      </Button>
      {sent ? (
        <span role="status" className={styles['soft']}>
          {words('link.print.blank-done')}
        </span>
      ) : null}
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
    </>
  );
}

/** Fifth step: the patient has signed; the record opens on this gesture and never before [R13]. */
export function SignatureStep({ ask, store, link }: ConsentProps) {
  const signing = useDeed();
  const printing = useDeed();
  return (
    <div className={styles['form']}>
      <p>{words('link.signature.text')}</p>
      <p className={styles['soft']}>{words('link.signature.letter')}</p>
      {signing.deed.phase === 'failed' ? <FailureNotice failure={signing.deed.error} /> : null}
      {printing.deed.phase === 'failed' ? <FailureNotice failure={printing.deed.error} /> : null}
      <div className={styles['actions']}>
        <Button
          look="primary"
          size="large"
          icon={<PenLine aria-hidden />}
          isPending={signing.deed.phase === 'busy'}
          onPress={() => signing.run(() => confirmSignature(store, ask))}
        >
          {words(signing.deed.phase === 'busy' ? 'link.signature.busy' : 'link.signature.button')}
        </Button>
        <Button
          look="quiet"
          icon={<Printer aria-hidden />}
          isPending={printing.deed.phase === 'busy'}
          isDisabled={link.state !== 'printed'}
          onPress={() => printing.run(() => printConsent(store, ask))}
        >
          {words('link.print.again')}
        </Button>
      </div>
      <WhySign />
    </div>
  );
}
