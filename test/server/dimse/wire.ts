import { connect } from 'node:net';

// The wire of PS3.7 and PS3.8 as a test writes it: by hand, so that it may also be wrong.
const CT = '1.2.840.10008.5.1.4.1.1.2';

/** A unit with its header; `claimed` may lie about its length. */
export function toUnit(type: number, body: Buffer, claimed = body.length): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(claimed, 2);
  return Buffer.concat([head, body]);
}

function toItem(type: number, value: Buffer | string): Buffer {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([Buffer.from([type, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
}

/** What an association request may say differently from CT1 asking PASSERELLE for CT in explicit VR. */
export interface AssociateWish {
  readonly version?: number;
  readonly context?: string;
  readonly sopClass?: string;
  readonly transferSyntax?: string;
}

/** An A-ASSOCIATE-RQ with one presentation context, number 1. */
export function toAssociate({ version = 1, context, sopClass = CT, transferSyntax }: AssociateWish = {}): Buffer {
  const fixed = Buffer.alloc(68);
  fixed.writeUInt16BE(version, 0);
  fixed.write('PASSERELLE      CT1             ', 4, 'latin1');
  const syntax = transferSyntax ?? '1.2.840.10008.1.2.1';
  const proposed = Buffer.concat([Buffer.from([1, 0, 0, 0]), toItem(0x30, sopClass), toItem(0x40, syntax)]);
  const longest = toItem(0x51, Buffer.from([0, 0, 64, 0]));
  const parts = [
    fixed,
    toItem(0x10, context ?? '1.2.840.10008.3.1.1.1'),
    toItem(0x20, proposed),
    toItem(0x50, longest),
  ];
  return toUnit(1, Buffer.concat(parts));
}

/** A P-DATA-TF of one value; control 3 is a whole command, 2 the last piece of a data set, 0 an earlier one. */
export function toData(context: number, control: number, bytes: Buffer): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32BE(bytes.length + 2, 0);
  head.writeUInt8(context, 4);
  head.writeUInt8(control, 5);
  return toUnit(4, Buffer.concat([head, bytes]));
}

function toElement(number: number, bytes: Buffer | number): Buffer {
  const content = typeof bytes === 'number' ? Buffer.from([bytes & 255, bytes >> 8]) : bytes;
  const head = Buffer.alloc(8);
  head.writeUInt16LE(number, 2);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** A C-STORE-RQ. */
export function toStoreCommand(instance: string, sopClass = CT): Buffer {
  const even = (uid: string): Buffer => Buffer.from(uid.padEnd(uid.length + (uid.length % 2), '\0'));
  return Buffer.concat([
    toElement(0x0002, even(sopClass)),
    toElement(0x0100, 1),
    toElement(0x0110, 7),
    toElement(0x0800, 0),
    toElement(0x1000, even(instance)),
  ]);
}

/** Says these units one after the other, or cuts the line after them; what was heard until it was closed. */
export function sayUnits(port: number, units: readonly Buffer[], cutAfter = false): Promise<Buffer> {
  return new Promise((resolve) => {
    const heard: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      for (const bytes of units) socket.write(bytes);
      if (cutAfter) setTimeout(() => socket.destroy(), 100);
    });
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(heard)));
  });
}

/** Sends a data set exactly as it is, in its own transfer syntax, with an association of its own; the status that came back. */
export async function sendDataSet(
  port: number,
  what: { readonly sopClass: string; readonly instance: string; readonly transferSyntax: string },
  dataSet: Buffer,
): Promise<number> {
  const pieces: Buffer[] = [];
  const most = 65_000;
  for (let at = 0; at < dataSet.length; at += most)
    pieces.push(toData(1, at + most >= dataSet.length ? 2 : 0, dataSet.subarray(at, at + most)));
  const release = toUnit(5, Buffer.alloc(4));
  const heard = await sayUnits(port, [
    toAssociate(what),
    toData(1, 3, toStoreCommand(what.instance, what.sopClass)),
    ...pieces,
    release,
  ]);
  // Element (0000,0900), two bytes long.
  const at = heard.indexOf(Buffer.from([0, 0, 0, 9, 2, 0, 0, 0]));
  return at < 0 ? -1 : heard.readUInt16LE(at + 8);
}
