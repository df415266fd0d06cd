import { ExpectedFailure } from '../../contracts/failure.ts';
import type { LaboratoryHistory } from '../../contracts/laboratory.ts';
import type { SaveFile } from '../printing/save-file.ts';
import { toLaboratoryCsv } from '../record/laboratory-csv.ts';
import { toLaboratoryHistory, toLaboratoryResults } from '../record/laboratory-history.ts';
import { readSuperseded } from '../record/record-index.ts';
import { toVersions } from '../record/versions.ts';
import { leaveRecord } from './leave-record.ts';
import type { ReadRecord } from './record-reader.ts';
import type { Records } from './records.ts';

/** The laboratory results of an open record, all of them at once [X12]. */
export interface RecordLaboratory {
  /** Every result of the record; a record that is not open is `record-not-available`. Kept as looked at, once for each opening. */
  read(patient: string): Promise<LaboratoryHistory>;
  /** Saves one document's results, or all, as CSV; traced as exported before it is written. The name it got, null when the user gave up. */
  export(patient: string, document: string | null): Promise<string | null>;
}

/** What the laboratory results of open records are read and saved with. */
export interface RecordLaboratoryParts {
  readonly records: Pick<Records, 'read' | 'look' | 'isEnded'>;
  readonly save: SaveFile;
  readonly now: () => Date;
}

/** Opens the reading of laboratory results over the records that are open. */
export function openRecordLaboratory({ records, save, now }: RecordLaboratoryParts): RecordLaboratory {
  /** Openings of a record whose results were looked at as a whole. */
  const looked = new WeakSet<object>();
  /** The record is read once for each state of its copy, however often the window asks. */
  const read = new WeakMap<ReadRecord, LaboratoryHistory>();

  return {
    async read(patient) {
      const { opening, copy } = await records.read(patient);
      if (!looked.has(opening)) {
        await records.look({ patient, object: `Patient/${patient}#laboratory`, action: 'looked-at' });
        looked.add(opening);
      }
      const history = read.get(copy) ?? toLaboratoryHistory(copy.record, readSuperseded(copy.record, copy.history));
      read.set(copy, history);
      return history;
    },
    async export(patient, document) {
      const { link, copy, opening } = await records.read(patient);
      const results = toLaboratoryResults(copy.record, document);
      if (results.length === 0) throw new ExpectedFailure('document-not-available');
      const object = document ?? `Patient/${patient}#laboratory`;
      // Its name tells nobody's: the file lies where others may list it.
      const name = `laboratoire-${now().toISOString().slice(0, 10)}.csv`;
      const refs =
        document === null ? results.map((one) => one.document) : Object.keys(toVersions(copy.record, document));
      // The dialog may have stood for minutes.
      return await save(name, toLaboratoryCsv(link.patient, results), () =>
        leaveRecord(records, opening, { patient, object, action: 'exported' }, refs),
      );
    },
  };
}
