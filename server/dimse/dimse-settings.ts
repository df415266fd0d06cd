/** A system that may send: its AE title, and the address it must come from (null: any). */
export interface DimseCaller {
  readonly aeTitle: string;
  readonly address: string | null;
}

/** The DICOM door of a hospital. */
export interface DimseSettings {
  readonly host: string;
  readonly port: number;
  /** Called AE title. */
  readonly aeTitle: string;
  readonly callers: readonly DimseCaller[];
  /** `server`: TLS with the server's certificate; `mutual`: the sender also shows one of the hospital's CA. */
  readonly tls: 'off' | 'server' | 'mutual';
}

const AE_TITLE = /^[\x21-\x5b\x5d-\x7e](?:[\x20-\x5b\x5d-\x7e]{0,14}[\x21-\x5b\x5d-\x7e])?$/;

/** Reads `CT1@10.0.0.5, PACS`: AE titles separated by commas, each with its address or none; throws a sentence on anything else. */
export function readCallers(text: string): readonly DimseCaller[] {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  if (entries.length === 0) throw new Error('DIMSE_CALLERS: names nobody; list the AE titles that may send.');
  return entries.map((entry) => {
    const [aeTitle = '', address = null, more] = entry.split('@');
    if (!isAeTitle(aeTitle) || address === '' || more !== undefined)
      throw new Error('DIMSE_CALLERS: an entry is an AE title of at most 16 characters, or AE@address.');
    return { aeTitle, address };
  });
}

/** True for an AE title (PS3.5 6.2): 1 to 16 characters, no backslash, no blank at an end. */
export function isAeTitle(text: string): boolean {
  return AE_TITLE.test(text);
}
