const length = 16;

/** What the field shows while a code is typed or pasted in any spelling: capitals in groups of four. */
export function toCodeGroups(text: string): string {
  const bare = toBareCode(text).slice(0, length);
  return bare.replace(/(.{4})(?=.)/g, '$1-');
}

/** True once all sixteen characters stand there. */
export function isWholeCode(text: string): boolean {
  return toBareCode(text).length === length;
}

/** Crockford's base 32: O is read as 0, I and L as 1; everything that is no letter or digit falls out. */
function toBareCode(text: string): string {
  return text
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-HJKMNP-TV-Z]/g, '');
}
