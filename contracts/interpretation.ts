/** Codes of HL7 v3 ObservationInterpretation that say nothing out of the ordinary: normal, a trend for the better or without a sense, what was not found, how a germ answers. */
const ordinary: ReadonlySet<string> = new Set([
  'N',
  'NR',
  'NEG',
  'ND',
  'IND',
  'B',
  'D',
  'U',
  'EXP',
  'S',
  'I',
  'SDD',
  'MS',
  'VS',
  'SYN-S',
]);
const critical: ReadonlySet<string> = new Set(['HH', 'LL', 'AA', 'HU', 'LU']);

/** True when the laboratory marked a result as out of the ordinary. A code that nobody here knows is one: what a physician must see is never lost to a table. */
export function isAbnormalFlag(flag: string | null): boolean {
  return flag !== null && flag !== '' && !ordinary.has(flag) && !/^norma/i.test(flag);
}

/** True for a result that the laboratory telephones. */
export function isCriticalFlag(flag: string | null): boolean {
  return flag !== null && critical.has(flag);
}
