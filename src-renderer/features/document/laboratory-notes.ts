import type { LaboratoryRow } from '../../../contracts/record.ts';
import { formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { CommonFacts } from './laboratory.ts';

/** What all results of a panel share, in one line above its table; empty where they share nothing. */
export function toCommonLine({ taken, specimen, method }: CommonFacts): string {
  return [
    taken === null ? null : words('laboratory.taken', { at: formatMoment(taken) }),
    specimen === null ? null : words('laboratory.specimen', { specimen }),
    method === null ? null : words('laboratory.method', { method }),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}

/** What stands under a result: how it differs from the others of its panel (`performer` is the laboratory of the report), then the laboratory's remarks. */
export function toRowNotes(row: LaboratoryRow, common: CommonFacts, performer: string | null): readonly string[] {
  const how = [
    ...(row.at === null || common.saidTimes.has(row.at)
      ? []
      : [words('laboratory.taken', { at: formatMoment(row.at) })]),
    ...(row.performer === undefined || row.performer === performer
      ? []
      : [words('laboratory.performer', { performer: row.performer })]),
    ...(row.method === null || row.method === common.method
      ? []
      : [words('laboratory.method', { method: row.method })]),
    ...(row.specimen === null || row.specimen === common.specimen
      ? []
      : [words('laboratory.specimen', { specimen: row.specimen })]),
  ];
  return [...[how.join(' · ')].filter((line) => line !== ''), ...row.notes];
}
