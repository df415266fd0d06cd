const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** `12 mars 1955`, `1er mai 2027`, `mars 1955` or `1955`, from `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; spaces that do not break. */
export function toFrenchDate(date: string): string {
  const [year = '', month, day] = date.split('-');
  if (month === undefined) return year;
  const name = months[Number(month) - 1] ?? month;
  if (day === undefined) return `${name}\u00a0${year}`;
  return `${Number(day) === 1 ? '1er' : String(Number(day))}\u00a0${name}\u00a0${year}`;
}

/** A birth as a sentence says it, as precise as it is known: `le 12 mars 1955`, `en mars 1955`, `en 1955`. */
export function toFrenchBirth(date: string): string {
  return `${date.length < 10 ? 'en' : 'le'}\u00a0${toFrenchDate(date)}`;
}
