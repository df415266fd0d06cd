import type { PatientRequest } from '../../../contracts/patient-rights.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Soft } from '../../ui/section.tsx';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { RowTable } from './row-table.tsx';

/** Everything that the patient asked of the desk: kept with the fact, never deleted. */
export function RequestsPane({ requests }: { requests: readonly PatientRequest[] }) {
  if (requests.length === 0)
    return <EmptyState title={words('rights.requests.none.title')}>{words('rights.requests.none')}</EmptyState>;
  return (
    <>
      <Soft>{words('rights.requests.about')}</Soft>
      <RowTable
        label={words('rights.queue.requests')}
        heads={[
          words('rights.requests.column.deed'),
          words('rights.requests.column.asked'),
          words('rights.requests.column.noted'),
        ]}
        rows={requests.map(({ deed, physician, askedBy, askedOn, notedAt, notedBy }) => [
          words(`rights.deed.${deed}`, { name: physician ?? '' }),
          `${formatDate(askedOn)}, ${words(`rights.noted.${askedBy}`)}`,
          `${formatMoment(notedAt)}, ${notedBy}`,
        ])}
      />
    </>
  );
}
