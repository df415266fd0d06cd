import type { MirrorItem } from '../../contracts/mirror.ts';
import type { CopyWeight } from './eviction.ts';
import type { LastLooks } from './last-looks.ts';
import type { PatientFiles, PatientIndex } from './patient-files.ts';
import { sealOverhead } from './sealing.ts';

/** One patient's folder as it is to be weighed. */
export interface Weighed {
  readonly files: PatientFiles;
  readonly index: PatientIndex | null;
  readonly present: ReadonlySet<string>;
}

/** A folder of a few kilobytes even when nothing was copied into it yet: key, index, end of the lease. */
const FOLDER = 8_192;

const isOfSeries =
  (series: string) =>
  (item: MirrorItem): boolean =>
    item.kind === 'instance' && item.series === series;

/** What the copy takes of the disk, document by document and series by series. */
export function toWeight(patient: string, { files, index, present }: Weighed, looks: LastLooks): CopyWeight {
  const items = [...(index?.items ?? []), ...(index?.previous ?? [])].filter((item) =>
    present.has(files.fileName(item)),
  );
  const series = new Map<string, number>();
  let documents = FOLDER;
  for (const item of items) {
    const bytes = item.bytes + sealOverhead;
    if (item.kind === 'resource') documents += bytes;
    else series.set(item.series, (series.get(item.series) ?? 0) + bytes);
  }
  return {
    patient,
    lookedAt: looks.read(patient),
    documents,
    series: [...series].map(([uid, bytes]) => ({ series: uid, bytes, lookedAt: looks.read(patient, uid) })),
  };
}

/** Names of the files of a series. */
export function toSeriesFiles({ files, index }: Pick<Weighed, 'files' | 'index'>, series: string): string[] {
  return (index?.items ?? []).filter(isOfSeries(series)).map(files.fileName);
}
