import type { MessageHeader } from './message-header.ts';
import type { RefusalFacts } from './refusal.ts';

/** Texts of HL7 table 0357, as ERR-3 names them. */
const conditions: Readonly<Record<number, string>> = {
  0: 'Message accepted',
  100: 'Segment sequence error',
  101: 'Required field missing',
  102: 'Data type error',
  103: 'Table value not found',
  200: 'Unsupported message type',
  201: 'Unsupported event code',
  202: 'Unsupported processing id',
  203: 'Unsupported version id',
  204: 'Unknown key identifier',
  205: 'Duplicate key identifier',
  206: 'Application record locked',
  207: 'Application internal error',
};

/** What an acknowledgement says: MSA-1 AA, or a refusal. */
export interface AcknowledgementWish {
  readonly header: MessageHeader;
  readonly refusal: RefusalFacts | null;
  /** MSH-10 of the acknowledgement. */
  readonly control: string;
  readonly at: Date;
}

/**
 * Bytes of the acknowledgement (HL7 v2.5.1, 2.9.2), in the sender's own delimiters, version and character set. A message that came
 * with MSH-15 or MSH-16 is answered alike: once, after it was filed, which says more than a commit acknowledgement would.
 */
export function toAcknowledgement({ header, refusal, control, at }: AcknowledgementWish): Buffer {
  const { delimiters } = header;
  const separator = delimiters[0] ?? '|';
  const component = delimiters[1] ?? '^';
  const text = (value: string): string => escapeText(value, delimiters);
  const event = header.type.split(component)[1] ?? '';
  const type = event === '' ? 'ACK' : ['ACK', event, 'ACK'].join(component);
  const unicode = /UNICODE|UTF-?8/i.test(header.charset);
  const segments = [
    [
      `MSH${separator}${delimiters.slice(1)}`,
      header.receivingApplication,
      header.receivingFacility,
      header.sendingApplication,
      header.sendingFacility,
      toTimestamp(at),
      '',
      type,
      text(control),
      header.processing === '' ? 'P' : header.processing,
      header.version === '' ? '2.5.1' : header.version,
      ...(header.charset === '' ? [] : ['', '', '', '', '', unicode ? 'UNICODE UTF-8' : '8859/1']),
    ],
    [
      'MSA',
      refusal === null ? 'AA' : refusal.code,
      header.control,
      ...(refusal === null ? [] : [text(refusal.reason)]),
    ],
  ];
  if (refusal !== null) {
    const { segment, occurrence, field, condition, reason } = refusal;
    const place = segment === null ? '' : [segment, occurrence, ...(field === null ? [] : [field])].join(component);
    const coded = [condition, conditions[condition] ?? '', 'HL70357'].join(component);
    segments.push(['ERR', '', place, coded, 'E', '', '', '', text(reason)]);
  }
  return Buffer.from(segments.map((fields) => `${fields.join(separator)}\r`).join(''), unicode ? 'utf8' : 'latin1');
}

/** `YYYYMMDDHHMMSS+0000`. */
function toTimestamp(at: Date): string {
  return `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}+0000`;
}

function escapeText(value: string, delimiters: string): string {
  const names = ['F', 'S', 'R', 'E', 'T'];
  const escape = delimiters[3] ?? '\\';
  return [...value.replaceAll('’', "'").replace(/[\r\n\u00A0\u202F]/g, ' ')]
    .map((char) => {
      const at = delimiters.indexOf(char);
      return at < 0 ? char : `${escape}${names[at] ?? ''}${escape}`;
    })
    .join('');
}
