/** Strict base64 to bytes; null for what is none, so that nothing is cut without a word. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const packed = text.replaceAll(/\s/g, '');
  if (packed === '' || packed.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return null;
  return Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
}
