import { implementationClassUid, implementationVersion } from './part10-header.ts';
import { pduType, ProtocolFault, toPdu } from './pdu.ts';

/** A presentation context as it was proposed: odd number, one SOP class, transfer syntaxes in the sender's order. */
export interface ProposedContext {
  readonly id: number;
  readonly sopClass: string;
  readonly transferSyntaxes: readonly string[];
}

/** An A-ASSOCIATE-RQ (PS3.8 9.3.2). */
export interface AssociateRequest {
  readonly version: number;
  readonly calledAe: string;
  readonly callingAe: string;
  readonly applicationContext: string;
  readonly contexts: readonly ProposedContext[];
  /** Longest P-DATA-TF that the requestor takes; 0 is without a limit. */
  readonly maxLength: number;
  /** The two titles and the reserved bytes, given back as they came. */
  readonly echo: Buffer;
}

/** Why an association is rejected: result, source and reason of PS3.8 table 9-21. */
export const rejection = {
  'application-context': [1, 1, 2],
  'calling-unknown': [1, 1, 3],
  'called-unknown': [1, 1, 7],
  'protocol-version': [1, 2, 2],
  'local-limit': [2, 3, 2],
} as const satisfies Record<string, readonly [number, number, number]>;

/** Name of a row of `rejection`. */
export type Rejection = keyof typeof rejection;

/** Result of a proposed context (PS3.8 table 9-18) and the transfer syntax agreed on. */
export interface AnsweredContext {
  readonly id: number;
  readonly result: 0 | 3 | 4;
  readonly transferSyntax: string;
}

const APPLICATION_CONTEXT = '1.2.840.10008.3.1.1.1';
const FIXED = 68;

/** Reads an A-ASSOCIATE-RQ; what is not one is a `ProtocolFault`. */
export function readAssociateRequest(body: Buffer): AssociateRequest {
  if (body.length < FIXED) throw new ProtocolFault('association request too short', 6);
  let applicationContext = '';
  let maxLength = 0;
  const contexts: ProposedContext[] = [];
  for (const [type, item] of readItems(body.subarray(FIXED))) {
    if (type === 0x10) applicationContext = readText(item);
    else if (type === 0x20) contexts.push(readContext(item));
    else if (type === 0x50)
      for (const [kind, value] of readItems(item))
        if (kind === 0x51 && value.length === 4) maxLength = value.readUInt32BE(0);
  }
  return {
    version: body.readUInt16BE(0),
    calledAe: readText(body.subarray(4, 20)),
    callingAe: readText(body.subarray(20, 36)),
    applicationContext,
    contexts,
    maxLength,
    echo: body.subarray(4, FIXED),
  };
}

function readContext(item: Buffer): ProposedContext {
  if (item.length < 4) throw new ProtocolFault('presentation context too short', 6);
  let sopClass = '';
  const transferSyntaxes: string[] = [];
  for (const [type, value] of readItems(item.subarray(4))) {
    if (type === 0x30) sopClass = readText(value);
    else if (type === 0x40) transferSyntaxes.push(readText(value));
  }
  return { id: item.readUInt8(0), sopClass, transferSyntaxes };
}

function* readItems(bytes: Buffer): Generator<[number, Buffer]> {
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 <= bytes.length ? at + 4 + bytes.readUInt16BE(at + 2) : Number.POSITIVE_INFINITY;
    if (end > bytes.length) throw new ProtocolFault('item beyond its unit', 6);
    yield [bytes.readUInt8(at), bytes.subarray(at + 4, end)];
    at = end;
  }
}

function readText(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trimStart();
}

/** Why this request cannot be accepted for what it is, whoever sends it; null when it can. */
export function findFormalRejection({ version, applicationContext }: AssociateRequest): Rejection | null {
  if ((version & 1) === 0) return 'protocol-version';
  return applicationContext === APPLICATION_CONTEXT ? null : 'application-context';
}

/** A-ASSOCIATE-RJ. */
export function toReject(why: Rejection): Buffer {
  return toPdu(pduType.associateReject, Buffer.from([0, ...rejection[why]]));
}

/** A-ASSOCIATE-AC (PS3.8 9.3.3); `maxLength` is the longest P-DATA-TF that is taken here. */
export function toAccept(request: AssociateRequest, contexts: readonly AnsweredContext[], maxLength: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(maxLength);
  return toPdu(
    pduType.associateAccept,
    Buffer.concat([
      Buffer.from([0, 1, 0, 0]),
      request.echo,
      toItem(0x10, Buffer.from(APPLICATION_CONTEXT)),
      ...contexts.map(({ id, result, transferSyntax }) =>
        toItem(0x21, Buffer.concat([Buffer.from([id, 0, result, 0]), toItem(0x40, Buffer.from(transferSyntax))])),
      ),
      toItem(
        0x50,
        Buffer.concat([
          toItem(0x51, length),
          toItem(0x52, Buffer.from(implementationClassUid)),
          toItem(0x55, Buffer.from(implementationVersion)),
        ]),
      ),
    ]),
  );
}

function toItem(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt8(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value]);
}
