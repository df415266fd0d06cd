import type { Segment } from './message.ts';
import { toDateTime } from './time.ts';

/** Words for the codes of HL7 table 0487 (and 0070) that laboratories send without any. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['BLD', 'Sang'],
  ['BLDV', 'Sang veineux'],
  ['BLDA', 'Sang artériel'],
  ['BLDC', 'Sang capillaire'],
  ['WB', 'Sang total'],
  ['SER', 'Sérum'],
  ['PLAS', 'Plasma'],
  ['UR', 'Urine'],
  ['URN', 'Urine'],
  ['CSF', 'Liquide céphalo-rachidien'],
  ['STL', 'Selles'],
  ['SPT', 'Expectorations'],
  ['SPUTUM', 'Expectorations'],
  ['WND', 'Plaie'],
  ['PUS', 'Pus'],
  ['TISS', 'Tissu'],
  ['THRT', 'Gorge'],
  ['NOS', 'Nez'],
  ['SAL', 'Salive'],
]);

/** What was examined, for the reader: SPM-4, else OBR-15; '' when nothing says. */
export function toSpecimenName(obr: Segment, specimens: readonly Segment[]): string {
  const spm = specimens[0]?.first(4);
  const old = obr.first(15);
  const name = (code: string, words: string): string => words || (WORDS.get(code.toUpperCase()) ?? code);
  const found = spm === undefined ? '' : name(spm.part(1), spm.part(9) || spm.part(2) || spm.part(5));
  return found || name(old.part(1, 1), old.part(1, 2));
}

/** When it was taken, FHIR dateTime: OBR-7, else SPM-17; null when neither says. */
export function toTaken(obr: Segment, specimens: readonly Segment[]): string | null {
  const [spm] = specimens;
  return toDateTime(obr.text(7), obr.place(7)) ?? (spm === undefined ? null : toDateTime(spm.text(17), spm.place(17)));
}
