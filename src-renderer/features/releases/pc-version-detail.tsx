import type { PcVersion, ReleaseLine, Ring } from '../../../contracts/updates.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Facts, Subject } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { toPcName } from './pc-versions.tsx';
import { toReason } from './release-words.ts';

interface PcVersionDetailProps {
  readonly pc: PcVersion;
  readonly releases: readonly ReleaseLine[];
  readonly busy: boolean;
  readonly onRing: (ring: Ring) => void;
}

/** One PC's version: how its last update ended, why, and what to do next. */
export function PcVersionDetail({ pc, releases, busy, onRing }: PcVersionDetailProps) {
  const { outcome, ring, version, askedAt } = pc;
  const reason = outcome === null ? null : toReason(outcome);
  const tried = releases.find(({ counter }) => counter === outcome?.counter)?.version ?? null;
  const other: Ring = ring === 'pilot' ? 'everyone' : 'pilot';
  return (
    <>
      <Subject title={toPcName(pc)} />
      {outcome === null || reason === null ? null : (
        <Notice
          tone="warning"
          title={words(`release.ended.${outcome.end}`, { version: tried ?? words('release.unknown') })}
        >
          <p>{reason.what}</p>
          <p>{reason.next}</p>
        </Notice>
      )}
      <DeedPlace
        button={
          <Button isPending={busy} onPress={() => onRing(other)}>
            {words(`release.ring.make.${other}`)}
          </Button>
        }
        consequence={words(`release.ring.make.${other}.consequence`)}
      />
      <Facts
        facts={[
          { label: words('release.fact.runs'), value: version ?? '–' },
          { label: words('release.fact.ring'), value: words(`release.ring.${ring}`) },
          { label: words('release.column.asked'), value: askedAt === null ? null : formatMoment(askedAt) },
          {
            label: words('release.column.outcome'),
            value:
              outcome === null
                ? null
                : words('release.end', { end: words(`release.end.${outcome.end}`), at: formatMoment(outcome.at) }),
          },
          { label: words('release.fact.tried'), value: tried },
        ]}
      />
    </>
  );
}
