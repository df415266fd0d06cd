import { Check, CircleAlert, CircleDashed, RotateCw, Save } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { CheckedStep, ConnectionReport } from '../../../contracts/connection-check.ts';
import { checkSteps } from '../../../contracts/connection-steps.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { PhoneService } from '../../ui/phone-service.tsx';
import { useReader } from '../../ui/reader.ts';
import { SidePanel } from '../../ui/side-panel.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import styles from './connection-check.module.css';
import { isBroken, readWhomToCall, sayFinding, sayNextDeed } from './findings.ts';

interface ConnectionCheckProps {
  readonly ask: Bridge['ask'];
  readonly onClose: () => void;
}

/** Goes the way to the hospital and says where it ends, what to do and whom to call; beside the work, above the lock [R05]. */
export function ConnectionCheck({ ask, onClose }: ConnectionCheckProps) {
  const checking = useDeed();
  const saving = useDeed();
  const [report, setReport] = useState<ConnectionReport | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const { run } = checking;
  const check = useCallback(() => {
    setReport(null);
    setSaved(null);
    run(() => ask('connection/check', {}), setReport);
  }, [run, ask]);
  useEffect(check, [check]);
  const save = () => {
    saving.run(
      () => ask('connection/save-diagnostics', {}),
      ({ name }) => setSaved(name),
    );
  };
  return (
    <SidePanel title={words('check.title')} close={words('check.close')} size="medium" overLock onClose={onClose}>
      <div role="status" className={styles['result']}>
        {report === null ? (
          checking.deed.phase === 'failed' ? null : (
            <p>{words('check.busy')}</p>
          )
        ) : (
          <Result report={report} />
        )}
      </div>
      {checking.deed.phase === 'failed' ? <FailureNotice failure={checking.deed.error} /> : null}
      <ol className={styles['steps']}>
        {(report?.steps ?? checkSteps.map((step) => ({ step, finding: 'not-reached' as const }))).map((one) => (
          <Step key={one.step} checked={one} report={report} />
        ))}
      </ol>
      <div className={styles['actions']}>
        <Button icon={<RotateCw size={16} aria-hidden />} onPress={check} isPending={checking.deed.phase === 'busy'}>
          {words('check.again')}
        </Button>
        <Button
          look="quiet"
          icon={<Save size={16} aria-hidden />}
          onPress={save}
          isDisabled={report === null}
          isPending={saving.deed.phase === 'busy'}
        >
          {words('check.save')}
        </Button>
      </div>
      {saving.deed.phase === 'failed' ? <FailureNotice failure={saving.deed.error} /> : null}
      <p className={styles['note']} role="status">
        {saved === null ? words('check.save.text') : words('check.saved', { name: saved })}
      </p>
    </SidePanel>
  );
}

function Result({ report }: { report: ConnectionReport }) {
  const { hospital } = useReader();
  const ends = report.steps.find(({ finding }) => isBroken(finding));
  if (ends === undefined || !isBroken(ends.finding)) return <p className={styles['good']}>{words('check.good')}</p>;
  const call = hospital === null ? null : readWhomToCall(ends.finding, hospital);
  return (
    <>
      <p className={styles['what']}>{sayFinding(ends.finding, report)}</p>
      <p>{sayNextDeed(ends.finding, report)}</p>
      {call === null ? null : call === 'director' ? (
        <p>{words('failure.call-director', { name: hospital?.director ?? '' })}</p>
      ) : (
        <PhoneService service={call} />
      )}
    </>
  );
}

function Step({ checked: { step, finding }, report }: { checked: CheckedStep; report: ConnectionReport | null }) {
  const state = isBroken(finding) ? 'broken' : report === null || isOpen(finding) ? 'open' : 'good';
  const Icon = state === 'broken' ? CircleAlert : state === 'good' ? Check : CircleDashed;
  return (
    <li className={styles['step']} data-state={state}>
      <Icon size={18} aria-hidden />
      <span className={styles['name']}>{words(`check.step.${step}`)}</span>
      <span className={styles['found']}>
        {state === 'broken'
          ? words('check.here')
          : report === null || finding === 'not-reached'
            ? words('check.not-reached')
            : sayFinding(finding, report)}
      </span>
    </li>
  );
}

function isOpen(finding: CheckedStep['finding']): boolean {
  return (
    finding === 'not-reached' ||
    finding === 'certificate.not-enrolled' ||
    finding === 'clock.unmeasured' ||
    finding === 'account.signed-out'
  );
}
