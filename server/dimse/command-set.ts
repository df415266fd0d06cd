import { ProtocolFault } from './pdu.ts';

/** A DIMSE request (PS3.7 6.3), what is needed of it. */
export interface Command {
  /** Command Field (0000,0100). */
  readonly field: number;
  readonly messageId: number;
  /** Affected SOP Class UID (0000,0002). */
  readonly sopClass: string;
  /** Affected SOP Instance UID (0000,1000). */
  readonly instance: string;
  readonly hasDataSet: boolean;
}

/** Command Fields served here, and what answers any other. */
export const commandField = { store: 0x0001, echo: 0x0030, cancel: 0x0fff } as const;

/** Status (0000,0900): PS3.4 table B.2-1 and PS3.7 annex C. */
export const status = {
  success: 0x0000,
  processingFailure: 0x0110,
  sopClassNotSupported: 0x0122,
  unrecognizedOperation: 0x0211,
  outOfResources: 0xa700,
  dataSetMismatch: 0xa900,
  cannotUnderstand: 0xc000,
} as const;

/** A value of `status`. */
export type Status = (typeof status)[keyof typeof status];

const NO_DATA_SET = 0x0101;
const RESPONSE = 0x8000;

/** Reads a command set: implicit VR little endian, group 0000 (PS3.7 6.3.1). */
export function readCommand(bytes: Buffer): Command {
  const values = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length; ) {
    const end = at + 8 <= bytes.length ? at + 8 + bytes.readUInt32LE(at + 4) : Number.POSITIVE_INFINITY;
    if (end > bytes.length || bytes.readUInt16LE(at) !== 0) throw new ProtocolFault('command set broken', 6);
    values.set(bytes.readUInt16LE(at + 2), bytes.subarray(at + 8, end));
    at = end;
  }
  const short = (element: number): number => {
    const value = values.get(element);
    if (value === undefined || value.length < 2) throw new ProtocolFault('command set incomplete', 6);
    return value.readUInt16LE(0);
  };
  const uid = (element: number): string =>
    values
      .get(element)
      ?.toString('latin1')
      .replace(/[\0 ]+$/, '') ?? '';
  const field = short(0x0100);
  return {
    field,
    messageId: field === commandField.cancel ? 0 : short(0x0110),
    sopClass: uid(0x0002),
    instance: uid(0x1000),
    hasDataSet: short(0x0800) !== NO_DATA_SET,
  };
}

/** The response to a request; the comment (0000,0902) is a word, never a part of the data. */
export function toResponse(request: Command, outcome: Status, comment = ''): Buffer {
  const elements = Buffer.concat([
    ...(request.sopClass === '' ? [] : [toElement(0x0002, toPadded(request.sopClass, '\0'))]),
    toElement(0x0100, toShort(request.field | RESPONSE)),
    toElement(0x0120, toShort(request.messageId)),
    toElement(0x0800, toShort(NO_DATA_SET)),
    toElement(0x0900, toShort(outcome)),
    ...(comment === '' ? [] : [toElement(0x0902, toPadded(comment.slice(0, 64), ' '))]),
    ...(request.instance === '' ? [] : [toElement(0x1000, toPadded(request.instance, '\0'))]),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(elements.length);
  return Buffer.concat([toElement(0x0000, length), elements]);
}

function toElement(element: number, value: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(element, 2);
  head.writeUInt32LE(value.length, 4);
  return Buffer.concat([head, value]);
}

function toShort(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function toPadded(text: string, pad: string): Buffer {
  return Buffer.from(text.length % 2 === 0 ? text : text + pad, 'latin1');
}
