/** A field as it is to stand in the message: delimiters of `^`, `~` and `&` are the caller's, escapes too (`toHL7Text`). */
export type HL7Field = string;

/** Text of one field or component with HL7's delimiters escaped (`\F\`, `\S\`, `\T\`, `\R\`, `\E\`, `\.br\` for a new line). */
export function toHL7Text(text: string): HL7Field {
  const escapes: Readonly<Record<string, string>> = { '|': 'F', '^': 'S', '&': 'T', '~': 'R', '\\': 'E', '\n': '.br' };
  return text.replace(/[|^&~\\\n]/g, (char) => `\\${escapes[char]}\\`);
}

/** One segment: `aSegment('NTE', 1, 'L', 'Remarque')`; numbers are written as they are, null leaves the field empty. */
export function aSegment(name: string, ...fields: readonly (HL7Field | number | null | undefined)[]): string {
  return [name, ...fields.map((field) => field ?? '')].join('|').replace(/\|+$/, '');
}

/** Fields by number, for long segments: `segmentOf('PV1', { 2: 'I', 44: '20260302' })`. */
export function segmentOf(
  name: string,
  fields: Readonly<Record<number, HL7Field | number | null | undefined>>,
): string {
  const length = Math.max(0, ...Object.keys(fields).map(Number));
  return aSegment(name, ...Array.from({ length }, (_, index) => fields[index + 1]));
}

/** The bytes of a message: `latin1` as most Belgian senders write, else UTF-8. */
export function toBytes(message: string, encoding: 'utf8' | 'latin1' = 'utf8'): Uint8Array {
  return new Uint8Array(Buffer.from(message, encoding));
}
