const narrow = '\u202f';
const wide = '\u00a0';

/**
 * French typography of one sentence written with plain spaces and straight apostrophes: narrow non-breaking space before
 * `; ? !`, non-breaking space before `:` and inside « », curly apostrophe (which ICU messages do not take for a quote).
 */
export function toTypography(sentence: string): string {
  return sentence
    .replaceAll("'", '’')
    .replace(/ ([;?!])/g, `${narrow}$1`)
    .replace(/ ([:»%])/g, `${wide}$1`)
    .replaceAll('« ', `«${wide}`);
}
