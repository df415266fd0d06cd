const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const MARKS: readonly (readonly [charset: string, bytes: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

function decodeDos(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : (CP850[byte - 0x80] ?? '');
  // Programs that turn Windows' text into DOS leave what DOS lacks as it was: œ, and the space before a colon.
  return text.replaceAll(/(?<=\p{L})£(?=\p{L})/gu, 'œ').replaceAll(/á(?=[:;?!])/g, '\u00a0');
}

function tryCharset(bytes: Uint8Array, charset: string): string | null {
  if (/^(?:cp|ibm)-?(?:850|437)$/.test(charset)) return decodeDos(bytes);
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    // Not that charset, or one that nobody knows.
    return null;
  }
}

/** UTF-16 without its mark: every other byte of a Latin text is zero. */
function guessWide(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes.length % 2 === 1) return null;
  const zeros = [0, 0];
  for (let place = 0; place < bytes.length; place += 1)
    if (bytes[place] === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const half = bytes.length / 2;
  if ((zeros[1] ?? 0) > 0.6 * half && zeros[0] === 0) return 'utf-16le';
  return (zeros[0] ?? 0) > 0.6 * half && zeros[1] === 0 ? 'utf-16be' : null;
}

/** DOS programs write é as 0x82 and è as 0x8A, where Windows has signs that no word contains. */
function isDos(bytes: Uint8Array): boolean {
  let dos = 0;
  let windows = 0;
  const isLetter = (byte: number | undefined): boolean =>
    byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte));
  bytes.forEach((byte, place) => {
    if (byte < 0x80 || !(isLetter(bytes[place - 1]) || isLetter(bytes[place + 1]))) return;
    if ([0x81, 0x82, 0x83, 0x84, 0x85, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x93, 0x94, 0x96, 0x97].includes(byte)) dos += 1;
    if (byte >= 0xc0) windows += 1;
  });
  return dos > windows;
}

/**
 * Text in whatever charset it is written: its mark, UTF-8 where it is valid (senders claim Latin-1 and write UTF-8), what it claims (`charset`,
 * or its XML declaration), UTF-16 without a mark, DOS, Windows. Null for what is no text.
 */
export function decodeText(bytes: Uint8Array, charset: string | null): string | null {
  const marked = MARKS.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte))?.[0];
  const declared = /^<\?xml[^>]{0,80}encoding=["']([\w-]{1,40})["']/.exec(
    Buffer.from(bytes.subarray(0, 200)).toString('latin1'),
  )?.[1];
  const claimed = (charset ?? declared)?.toLowerCase();
  const candidates =
    marked === undefined
      ? [guessWide(bytes), ...(claimed?.startsWith('utf-16') ? [claimed] : []), 'utf-8', claimed]
      : [marked];
  for (const candidate of [...candidates, isDos(bytes) ? 'cp850' : null, 'windows-1252']) {
    const text = candidate == null ? null : tryCharset(bytes, candidate);
    if (text !== null && !text.includes('\0')) return text.replace(/^\ufeff/, '');
  }
  return null;
}
