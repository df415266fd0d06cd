/** A physician with a title always, which no line end parts from the name: the sentences say « du Dr… ». */
export function toTitledName(name: string): string {
  return /^(Dr|Pr)\.? /.test(name) ? name.replace(' ', '\u00a0') : `Dr\u00a0${name}`;
}

/** `7000 Mons` or `B-7000 Mons` without its postal code, as a letter dates from it. */
export function toTown(line: string): string {
  return line.replace(/^(?:[A-Z]{1,2}-)?\d{4,5}\s+/, '');
}
