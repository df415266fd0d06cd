import type { LaboratoryRow } from '../../../contracts/record.ts';

const susceptibility = new Set(['S', 'I', 'R', 'SDD', 'NS', 'MS', 'VS', 'SYN-S', 'SYN-R']);

/** What one antibiotic does to one germ: the laboratory's letter, and the concentration it measured. */
export interface Susceptibility {
  /** `S`, `I`, `R` or the laboratory's other code; null where it gave a concentration alone. */
  readonly letter: string | null;
  readonly row: LaboratoryRow;
}

/** Germs side by side, an antibiotic a line. */
export interface Antibiogram {
  readonly germs: readonly { readonly name: string; readonly row: LaboratoryRow }[];
  readonly lines: readonly { readonly antibiotic: string; readonly cells: readonly (Susceptibility | null)[] }[];
}

/** The letter of a line of an antibiogram; undefined for any other row. */
function readLetter(row: LaboratoryRow): string | undefined {
  if (row.flag !== null && susceptibility.has(row.flag)) return row.flag;
  const value = row.value?.trim() ?? '';
  return /^[SIR]$/.test(value) ? value : undefined;
}

/** Lines of the antibiogram under a germ, whether or not a heading stands between. */
function readLines(row: LaboratoryRow): readonly LaboratoryRow[] {
  return row.members.flatMap((member) => (readLetter(member) === undefined ? readLines(member) : [member]));
}

/** The antibiogram of a panel; null where it has none. */
export function toAntibiogram(rows: readonly LaboratoryRow[]): Antibiogram | null {
  const isGerm = (row: LaboratoryRow): boolean => row.members.some((one) => readLetter(one) !== undefined);
  const find = (some: readonly LaboratoryRow[], holder: LaboratoryRow | null): readonly LaboratoryRow[] =>
    some.flatMap((row) => {
      if (!isGerm(row)) return find(row.members, row.value === null ? holder : row);
      // A bare heading (`Antibiogramme`) belongs to the germ above it.
      return [row.value === null && holder !== null ? holder : row];
    });
  const germs = [...new Set(find(rows, null))];
  if (germs.length === 0) return null;
  const all = germs.map(readLines);
  const antibiotics = [...new Set(all.flatMap((lines) => lines.map(({ name }) => name)))];
  return {
    germs: germs.map((row) => ({ name: row.value ?? row.name, row })),
    lines: antibiotics.map((antibiotic) => ({
      antibiotic,
      cells: all.map((lines) => {
        const row = lines.find(({ name }) => name === antibiotic);
        return row === undefined ? null : { letter: readLetter(row) ?? null, row };
      }),
    })),
  };
}

/** The rows of a panel without the lines that its antibiogram shows; a heading left with nothing goes with them. */
export function withoutAntibiogram(rows: readonly LaboratoryRow[]): readonly LaboratoryRow[] {
  return rows.flatMap((row) => {
    if (readLetter(row) !== undefined && row.members.length === 0) return [];
    const members = withoutAntibiogram(row.members);
    const isEmptied = row.value === null && row.absent === null && row.notes.length === 0 && members.length === 0;
    return isEmptied && row.members.length > 0 ? [] : [{ ...row, members }];
  });
}
