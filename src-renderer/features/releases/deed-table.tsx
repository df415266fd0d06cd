import { ChoiceTable } from '../../ui/choice-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatShortMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { Deed, ReleaseList } from './read-releases.ts';
import { toDeed } from './release-words.ts';

interface DeedTableProps {
  readonly list: ReleaseList;
  /** Shows the release that the deed was about. */
  readonly onChoose: (counter: string) => void;
}

const toId = ({ at, counter, deed }: Deed): string => `${counter} ${at} ${deed}`;

/** Who did what with which release, newest first. */
export function DeedTable({ list: { deeds, releases }, onChoose }: DeedTableProps) {
  if (deeds.length === 0)
    return <EmptyState title={words('release.deeds.empty.title')}>{words('release.deeds.empty')}</EmptyState>;
  const toVersion = (counter: number): string =>
    releases.find((one) => one.counter === counter)?.version ?? words('release.unknown');
  return (
    <ChoiceTable
      label={words('release.queue.deeds')}
      columns={[
        { label: words('release.column.at'), show: ({ at }) => formatShortMoment(at) },
        { label: words('release.column.by'), show: ({ by }) => by },
        { label: words('release.column.version'), show: ({ counter }) => toVersion(counter) },
        { label: words('release.column.deed'), show: toDeed },
      ]}
      rows={deeds}
      toId={toId}
      chosen={null}
      onChoose={(id) => onChoose(id.slice(0, id.indexOf(' ')))}
    />
  );
}
