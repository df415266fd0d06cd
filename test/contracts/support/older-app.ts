import { toShape } from '../../support/any-value.ts';
import type { ApiRow } from '../../../contracts/api-row.ts';
import type { Recording } from './recording.ts';
import { findMisfits, type Misfit } from './shape-fits.ts';

type RecordedRow = Recording['rows'][string];

const BY_TWO_STEPS =
  'Add beside it what is new, and take the old one away when no app of that version is in the window any more';

function tell(version: string, name: string, what: string, misfits: readonly Misfit[]): string[] {
  return misfits.map(
    ({ at, why }) =>
      `The app ${version} ${what} « ${name} »${at === '' ? '' : ` ${at}`}: ${why}. ${BY_TWO_STEPS} (docs/compatibility.md).`,
  );
}

/** What an app of a recorded version would no longer get through a row as it stands now (null: the row is gone); one sentence each. */
export function findBreaks(version: string, name: string, recorded: RecordedRow, row: ApiRow | null): string[] {
  if (row === null) return tell(version, name, 'asks', [{ at: '', why: 'the route is gone' }]);
  const place = (one: { listener: string; method: string; path: string }): string =>
    `${one.listener} ${one.method} ${one.path.replace(/:[a-z]+/gi, ':')}`;
  const moved =
    place(row) === place(recorded) ? [] : [{ at: '', why: `it was ${place(recorded)} and is ${place(row)}` }];
  return [
    ...tell(version, name, 'asks', moved),
    ...tell(
      version,
      name,
      'puts into the path of',
      findMisfits(recorded.params, toShape(row.params, 'input'), 'refused'),
    ),
    ...tell(version, name, 'sends to', findMisfits(recorded.input, toShape(row.input, 'input'), 'refused')),
    ...tell(version, name, 'reads of', findMisfits(toShape(row.output, 'output'), recorded.output, 'passed-over')),
  ];
}
