import { MonitorX } from 'lucide-react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PcLine, ToldFault } from '../../../contracts/pcs.ts';
import { Facts, Subject } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { readFailureSentence } from '../../words/failure-sentence.ts';
import { formatDate, formatMoment, formatSince } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { findFault, toConsequence, toCopies, toName, toPace, toPerson, toRate, toReach } from './pc-words.ts';

interface PcDetailProps {
  readonly pc: PcLine;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  /** What was looked for: an incident number names one of its faults. */
  readonly search: string;
  /** Told what it closed. */
  readonly onRevoked: (closed: Pick<PcLine, 'sessions' | 'copies' | 'copiesEndAt'>) => void;
}

/** One PC: how it does by its own account, and what can be done with it. */
export function PcDetail({ pc, ask, now, search, onRevoked }: PcDetailProps) {
  const { deed, run } = useDeed();
  const { report, revocation } = pc;
  const read = findFault(pc, search);
  return (
    <>
      <Subject title={toName(pc)} />
      {read === null ? null : (
        <Notice title={words('pcs.incident', { incident: read.incident, at: formatSince(read.at, now) })}>
          {readFailureSentence(read.code).what} {readFailureSentence(read.code).next}
        </Notice>
      )}
      {revocation === null ? null : (
        <Notice tone={revocation.toldAt === null ? 'warning' : 'good'}>{toReach(revocation, now)}</Notice>
      )}
      <Facts
        facts={[
          { label: words('pcs.fact.people'), value: <People pc={pc} now={now} /> },
          { label: words('pcs.fact.contact'), value: formatSince(pc.lastContact, now) },
          { label: words('pcs.fact.enrolled'), value: formatDate(pc.enrolledAt) },
          ...(revocation === null
            ? [
                { label: words('pcs.fact.ends'), value: pc.endsAt === null ? null : formatDate(pc.endsAt) },
                { label: words('pcs.fact.sessions'), value: String(pc.sessions) },
                { label: words('pcs.fact.copies'), value: toCopies(pc, now) },
              ]
            : toRevocationFacts(revocation)),
        ]}
      />
      {report === null ? (
        revocation === null ? (
          <Soft>{words('pcs.never-reported')}</Soft>
        ) : null
      ) : (
        <>
          <Facts facts={toReportFacts(report, now)} />
          <Faults faults={report.errors} now={now} />
        </>
      )}
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {revocation === null ? (
        <ReasonForm
          open={words('pcs.revoke')}
          icon={<MonitorX size={16} aria-hidden />}
          consequence={toConsequence(pc, now)}
          label={words('pcs.revoke.reason')}
          hint={words('pcs.revoke.hint')}
          confirm={words('pcs.revoke.confirm')}
          busy={deed.phase === 'busy'}
          onConfirm={(reason) => run(() => ask('pc/revoke', { pc: pc.id, reason }), onRevoked)}
        />
      ) : null}
    </>
  );
}

function People({ pc: { people }, now }: { pc: PcLine; now: Date }) {
  if (people.length === 0) return words('pcs.none');
  return people.map((one) => <div key={one.person}>{toPerson(one, now)}</div>);
}

function Faults({ faults, now }: { faults: readonly ToldFault[]; now: Date }) {
  if (faults.length === 0) return null;
  return (
    <section>
      <h3>{words('pcs.faults', { count: faults.length })}</h3>
      <Facts
        facts={faults.map(({ incident, at, code, route }) => ({
          label: incident,
          value: (
            <>
              {formatSince(at, now)} · {readFailureSentence(code).what}
              <Soft>
                {route ?? words('pcs.route-unknown')} · {code}
              </Soft>
            </>
          ),
        }))}
      />
    </section>
  );
}

function toReportFacts(report: NonNullable<PcLine['report']>, now: Date) {
  const { version, platform, systemVersion, record, document, bytesPerSecond, at } = report;
  return [
    { label: words('pcs.fact.version'), value: version },
    { label: words('pcs.fact.system'), value: words(`pcs.system.${platform}`, { version: systemVersion }) },
    { label: words('pcs.fact.record'), value: toPace(record) },
    { label: words('pcs.fact.document'), value: toPace(document) },
    { label: words('pcs.fact.copy'), value: toRate(bytesPerSecond) },
    { label: words('pcs.fact.reported'), value: formatSince(at, now) },
  ];
}

function toRevocationFacts({ at, by, reason, sessions, copies }: NonNullable<PcLine['revocation']>) {
  const closed = [
    sessions === null ? null : words('pcs.revoke.closed', { count: sessions }),
    copies === null ? null : words('pcs.copies', { count: copies }),
  ].filter((one) => one !== null);
  return [
    { label: words('pcs.fact.revoked'), value: formatMoment(at) },
    { label: words('pcs.fact.by'), value: by },
    { label: words('pcs.fact.reason'), value: reason },
    { label: words('pcs.fact.closed'), value: closed.map((one) => <div key={one}>{one}</div>) },
  ];
}
