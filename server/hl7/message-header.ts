/** MSH of one message as far as it can be read: fields as they came, each cut to 200 characters, without control characters. */
export interface MessageHeader {
  /** False when there is no MSH with its delimiters: then every field is empty. */
  readonly present: boolean;
  readonly sendingApplication: string;
  readonly sendingFacility: string;
  readonly receivingApplication: string;
  readonly receivingFacility: string;
  readonly sentAt: string;
  readonly type: string;
  readonly control: string;
  readonly processing: string;
  readonly version: string;
  readonly charset: string;
  /** Field separator and encoding characters, `|^~\&`. */
  readonly delimiters: string;
}

const LONGEST = 200;
const HEAD_BYTES = 8192;

/** What a message without a readable MSH has for a header. */
export const emptyHeader: MessageHeader = {
  present: false,
  sendingApplication: '',
  sendingFacility: '',
  receivingApplication: '',
  receivingFacility: '',
  sentAt: '',
  type: '',
  control: '',
  processing: '',
  version: '',
  charset: '',
  delimiters: '|^~\\&',
};

/** Reads MSH from the first bytes (HL7 v2.5.1, 2.15.9); never throws. A byte order mark and blank lines before it are skipped. */
export function readMessageHeader(message: Uint8Array): MessageHeader {
  const text = toText(message.subarray(0, HEAD_BYTES)).replace(/^[\uFEFF\s]+/, '');
  const separator = text[3] ?? '';
  if (!text.startsWith('MSH') || !/[!-/:-@[-`{-~]/.test(separator)) return emptyHeader;
  const [line = ''] = text.split(/[\r\n]/, 1);
  const fields = line.split(separator);
  // MSH-1 is the separator itself: MSH-3 stands at index 2.
  const field = (number: number): string => toPlain(fields[number - 1] ?? '');
  return {
    present: true,
    sendingApplication: field(3),
    sendingFacility: field(4),
    receivingApplication: field(5),
    receivingFacility: field(6),
    sentAt: field(7),
    type: field(9),
    control: field(10),
    processing: field(11),
    version: field(12),
    charset: field(18),
    delimiters: separator + (fields[1] ?? '^~\\&').slice(0, 4),
  };
}

/** UTF-16 is told by its byte order mark; every other character set of HL7 writes MSH in ASCII. */
function toText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return Buffer.from(bytes).toString(first === 0xef ? 'utf8' : 'latin1');
}

function toPlain(field: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what must go
  const plain = field.replace(/[\u0000-\u001F\u007F]/g, ' ');
  return plain.slice(0, LONGEST).toWellFormed();
}
