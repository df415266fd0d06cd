/** Charset of a font's text by its `\fcharset` number (RTF 1.9.1, font table); fonts of symbols have none. */
const BY_FONT: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  77: 'macintosh',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
  161: 'windows-1253',
  162: 'windows-1254',
  163: 'windows-1258',
  177: 'windows-1255',
  178: 'windows-1256',
  186: 'windows-1257',
  204: 'windows-1251',
  222: 'windows-874',
  238: 'windows-1250',
};

const decoders = new Map<string, TextDecoder>();

/** Charset of a font, null where it says nothing. */
export function toFontCharset(number: number): string | null {
  return BY_FONT[number] ?? null;
}

/** Charset of a code page (`\ansicpg`); what nobody knows is Windows' Western one. */
export function toPageCharset(page: number): string {
  if (page === 65001) return 'utf-8';
  if (page === 932) return 'shift_jis';
  if (page === 936) return 'gbk';
  return (page >= 1250 && page <= 1258) || page === 874 ? `windows-${page}` : 'windows-1252';
}

/** Text of bytes in a charset that this file names. */
export function decodeRtfBytes(bytes: readonly number[], charset: string): string {
  // Most of a letter is ASCII, which every one of these charsets shares.
  if (bytes.length < 4_096 && bytes.every((byte) => byte < 0x80 && byte !== 0x5c && byte !== 0x7e))
    return String.fromCharCode(...bytes);
  let decoder = decoders.get(charset);
  if (decoder === undefined) {
    decoder = new TextDecoder(charset);
    decoders.set(charset, decoder);
  }
  return decoder.decode(Uint8Array.from(bytes));
}
