import { type ComponentProps, useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { Ring } from '../../../contracts/updates.ts';
import { TextField } from '../../ui/field.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { useReading } from '../../ui/reading.ts';
import { ReadingGate, Section, Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { words } from '../../words/words.ts';
import { PcVersionDetail } from './pc-version-detail.tsx';
import { type PcChoice, PcVersions } from './pc-versions.tsx';
import type { ReleaseList } from './read-releases.ts';

interface PcSideProps {
  /** The section's title, queues and foot. */
  readonly frame: Omit<ComponentProps<typeof Section<string>>, 'children' | 'detail'>;
  readonly only: PcChoice;
  readonly list: ReleaseList;
  readonly ask: Bridge['ask'];
  readonly now: Date;
  readonly onChanged: () => void;
}

/** The PCs of one queue, found by their names, and the one chosen. */
export function PcSide({ frame, only, list, ask, now, onChanged }: PcSideProps) {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { deed, run } = useDeed();
  const asked = { search, only };
  const { reading, again } = useReading(() => ask('release/pcs', asked), JSON.stringify(asked));
  const lines = reading.phase === 'shown' ? reading.value.lines : [];
  const pc = lines.find((line) => line.pc === chosen) ?? null;
  const setRing = (id: string, ring: Ring) =>
    run(
      () => ask('release/set-ring', { pc: id, ring }),
      () => {
        again();
        onChanged();
      },
    );
  return (
    <Section
      {...frame}
      detail={
        <>
          {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
          {pc === null ? (
            <Soft>{words('release.pcs.choose')}</Soft>
          ) : (
            <PcVersionDetail
              key={pc.pc}
              pc={pc}
              releases={list.releases}
              busy={deed.phase === 'busy'}
              onRing={(ring) => setRing(pc.pc, ring)}
            />
          )}
        </>
      }
    >
      <Soft>{words(`release.about.${only}`)}</Soft>
      <TextField label={words('pcs.search')} value={search} maxLength={80} onChange={setSearch} />
      <ReadingGate reading={reading} again={again} loading={words('release.pcs.loading')}>
        {({ value }) => (
          <PcVersions
            {...value}
            only={only}
            search={search}
            chosen={chosen}
            now={now}
            onChoose={setChosen}
            onRing={setRing}
          />
        )}
      </ReadingGate>
    </Section>
  );
}
