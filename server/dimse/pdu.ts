/** Types of Protocol Data Units (PS3.8 9.3). */
export const pduType = {
  associateRequest: 1,
  associateAccept: 2,
  associateReject: 3,
  data: 4,
  releaseRequest: 5,
  releaseResponse: 6,
  abort: 7,
} as const;

/** One Protocol Data Unit without its six-byte header. */
export interface Pdu {
  readonly type: number;
  readonly body: Buffer;
}

/** The peer does not keep to PS3.8; `reason` is that of the A-ABORT it gets (PS3.8 9.3.8, source 2). */
export class ProtocolFault extends Error {
  readonly reason: number;

  constructor(message: string, reason = 0) {
    super(message);
    this.name = 'ProtocolFault';
    this.reason = reason;
  }
}

const HEADER = 6;
const REASON_UNRECOGNIZED = 1;
const REASON_INVALID_PARAMETER = 6;
/** 128 presentation contexts with every transfer syntax there is stay far below. */
const REQUEST_AT_MOST = 512 * 1024;

/**
 * Reads a connection's units as they are asked for: nothing is read ahead, so a slow disk slows the sender. One that claims more than it
 * may (`dataAtMost` for P-DATA-TF) is a `ProtocolFault` before its bytes are awaited; a line cut inside a unit ends the reading.
 */
export async function* readPdus(source: AsyncIterable<Buffer>, dataAtMost: number): AsyncGenerator<Pdu> {
  let held: Buffer[] = [];
  let size = 0;
  let wanted = HEADER;
  for await (const chunk of source) {
    held.push(chunk);
    size += chunk.length;
    while (size >= wanted) {
      const bytes = held.length === 1 && held[0] !== undefined ? held[0] : Buffer.concat(held, size);
      held = [bytes];
      if (wanted === HEADER) {
        wanted = HEADER + readLength(bytes, dataAtMost);
        if (size < wanted) break;
      }
      const rest = bytes.subarray(wanted);
      const unit = { type: bytes.readUInt8(0), body: bytes.subarray(HEADER, wanted) };
      held = rest.length === 0 ? [] : [rest];
      size = rest.length;
      wanted = HEADER;
      yield unit;
    }
  }
}

function readLength(header: Buffer, dataAtMost: number): number {
  const [type, length] = [header.readUInt8(0), header.readUInt32BE(2)];
  if (type < pduType.associateRequest || type > pduType.abort)
    throw new ProtocolFault('unknown unit', REASON_UNRECOGNIZED);
  const most = type === pduType.data ? dataAtMost : type === pduType.associateRequest ? REQUEST_AT_MOST : 4096;
  if (length > most) throw new ProtocolFault('unit too long', REASON_INVALID_PARAMETER);
  return length;
}

/** A whole unit as it goes over the line. */
export function toPdu(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(body.length, 2);
  return Buffer.concat([header, body]);
}

/** A-ABORT of the service provider with its reason. */
export function toAbort(reason: number): Buffer {
  return toPdu(pduType.abort, Buffer.from([0, 0, 2, reason]));
}

/** A presentation data value (PS3.8 9.3.5.1 and annex E): a piece of a command or of a data set. */
export interface DataValue {
  readonly context: number;
  readonly isCommand: boolean;
  readonly isLast: boolean;
  readonly bytes: Buffer;
}

/** The values of a P-DATA-TF unit. */
export function* readDataValues(body: Buffer): Generator<DataValue> {
  for (let at = 0; at < body.length; ) {
    const length = at + 6 <= body.length ? body.readUInt32BE(at) : 0;
    if (length < 2 || at + 4 + length > body.length)
      throw new ProtocolFault('data value broken', REASON_INVALID_PARAMETER);
    const control = body.readUInt8(at + 5);
    yield {
      context: body.readUInt8(at + 4),
      isCommand: (control & 1) === 1,
      isLast: (control & 2) === 2,
      bytes: body.subarray(at + 6, at + 4 + length),
    };
    at += 4 + length;
  }
}

/** A command, whole in one P-DATA-TF unit. */
export function toCommandPdu(context: number, command: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32BE(command.length + 2, 0);
  head.writeUInt8(context, 4);
  head.writeUInt8(3, 5);
  return toPdu(pduType.data, Buffer.concat([head, command]));
}
