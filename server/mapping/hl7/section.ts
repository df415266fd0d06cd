import type { Request } from './requests.ts';
import { toSpecimenName } from './specimen.ts';

const LABORATORY: ReadonlySet<string> = new Set('LAB CH HM MB MCB MYC PAR SR VR IMM TX BLB GE'.split(' '));
const IMAGING: ReadonlySet<string> = new Set('RAD RX CT NMR NMS RUS OUS VUS XRC'.split(' '));
const WORDS: ReadonlyMap<string, string> = new Map([
  ['LAB', 'Laboratoire'],
  ['RAD', 'Radiologie'],
]);
const MEASURED: ReadonlySet<string> = new Set(['NM', 'SN', 'CE', 'CWE', 'CNE']);

/** True for a section (OBR-24, table 0074) whose results are a table of a laboratory. */
export function isLaboratory(section: string): boolean {
  return LABORATORY.has(section);
}

/** FHIR observation-category of a section's results. */
export function toCategory(section: string): 'laboratory' | 'imaging' | 'procedure' {
  return LABORATORY.has(section) ? 'laboratory' : IMAGING.has(section) ? 'imaging' : 'procedure';
}

/** French words of a section that is a whole department; undefined for the others. */
export function toSectionWords(section: string): string | undefined {
  return WORDS.get(section);
}

/** The section of a report; one that does not say is a laboratory's (`LAB`) when it measures something or names what was examined. */
export function toSection(requests: readonly Request[]): string {
  const said = requests.map(({ obr }) => obr.text(24).toUpperCase()).find((section) => /^[A-Z]{2,4}$/.test(section));
  if (said !== undefined) return said;
  const measures = requests.some(({ results }) => results.some(({ obx }) => MEASURED.has(obx.text(2).toUpperCase())));
  return measures || requests.some(({ obr, specimens }) => toSpecimenName(obr, specimens) !== '') ? 'LAB' : '';
}
