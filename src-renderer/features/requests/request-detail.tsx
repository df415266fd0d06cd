import type { AccessRequestDetail } from '../../../contracts/access-request.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import { Facts, Subject } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate } from '../../ui/section.tsx';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { AcceptedRequest } from './accepted-request.tsx';
import { DecideRequest } from './decide-request.tsx';
import { formatNihdi, toListedName } from './request-words.ts';
import styles from './requests.module.css';

interface RequestDetailProps {
  readonly request: string;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
  readonly onChoose: (request: string) => void;
}

/** One request: what was declared, what the hospital knows of the same number, and the decision, to take or taken. */
export function RequestDetail({ request, ask, onChanged, onChoose }: RequestDetailProps) {
  const { reading, again } = useReading(() => ask('access-request/review', { request }), request, { once: true });
  /** Decided, or found decided by somebody else. */
  const onDecided = () => {
    again();
    onChanged();
  };
  return (
    <ReadingGate reading={reading} again={again} loading={words('request.reading')}>
      {({ value }) => (
        <>
          <Subject title={`Dr ${value.given} ${value.family}`} why={words(`request.state.${value.state}`)} />
          <Facts facts={toFacts(value)} />
          <KnownNumber detail={value} onChoose={onChoose} />
          {value.state === 'review' ? <DecideRequest detail={value} ask={ask} onDecided={onDecided} /> : null}
          {value.state === 'accepted' ? <AcceptedRequest detail={value} ask={ask} /> : null}
        </>
      )}
    </ReadingGate>
  );
}

function toFacts(detail: AccessRequestDetail) {
  const moment = (at: string | null) => (at === null ? null : formatMoment(at));
  return [
    { label: words('request.fact.number'), value: formatNihdi(detail.nihdi) },
    { label: words('request.fact.practice'), value: detail.practice },
    { label: words('request.fact.address'), value: <Lines lines={detail.address} /> },
    { label: words('request.fact.phone'), value: detail.phone },
    { label: words('request.fact.email'), value: detail.email },
    { label: words('request.fact.declared'), value: words('request.declared', { version: detail.conditions }) },
    {
      label: words('request.fact.received'),
      value: words(`request.received.${detail.language}`, { at: formatMoment(detail.receivedAt) }),
    },
    { label: words('request.fact.decided'), value: moment(detail.decidedAt) },
    { label: words('request.fact.by'), value: detail.decidedBy },
    { label: words('request.fact.reason'), value: detail.reason },
  ];
}

/** Lines as on an envelope. */
function Lines({ lines }: { lines: readonly string[] }) {
  return <span className={styles['lines']}>{lines.join('\n')}</span>;
}

interface KnownNumberProps {
  readonly detail: AccessRequestDetail;
  readonly onChoose: (request: string) => void;
}

function KnownNumber({ detail: { account, others, state }, onChoose }: KnownNumberProps) {
  const names = { name: account?.name ?? '', login: account?.login ?? '' };
  return (
    <>
      {account === null || state === 'accepted' ? null : account.suspended ? (
        <Notice tone="warning" title={words('request.account.suspended', names)}>
          <p>{words('request.account.suspended.text')}</p>
        </Notice>
      ) : account.awaitsReset ? (
        <Notice tone="warning" title={words('request.account.reset', names)}>
          <p>{words('request.account.reset.text')}</p>
        </Notice>
      ) : (
        <Notice tone="warning" title={words('request.account.title')}>
          <p>{words(account.activated ? 'request.account.text' : 'request.account.idle', names)}</p>
          {account.address.length === 0 ? null : (
            <p>{words('request.account.address', { address: account.address.join(', ') })}</p>
          )}
        </Notice>
      )}
      {others.length === 0 ? null : (
        <section aria-label={words('request.others')}>
          <h3 className={styles['heading']}>{words('request.others')}</h3>
          <ul className={styles['others']}>
            {others.map((other) => (
              <li key={other.id}>
                <button type="button" className={styles['other']} onClick={() => onChoose(other.id)}>
                  {words('request.other', { name: toListedName(other), practice: other.practice })}
                </button>
                <span>
                  {words(`request.state.${other.state}`)} · {formatMoment(other.receivedAt)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
