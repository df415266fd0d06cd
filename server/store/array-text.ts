/** An array of texts as PostgreSQL writes one (`text[]`): every entry quoted, so that none is read as NULL or as an array of its own. */
export function toArrayText(entries: readonly string[]): string {
  return `{${entries.map((entry) => `"${entry.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
