import type { Duplex } from 'node:stream';
import {
  type AssociateRequest,
  findFormalRejection,
  readAssociateRequest,
  type Rejection,
  toAccept,
  toReject,
} from './association.ts';
import { type Command, commandField, status, type Status, toResponse } from './command-set.ts';
import { readMessages } from './messages.ts';
import { isUid } from '../dicom/parse-part10.ts';
import { answerContexts, verification } from './offered-contexts.ts';
import { type Pdu, pduType, ProtocolFault, readPdus, toAbort, toCommandPdu, toPdu } from './pdu.ts';

/** A C-STORE as it comes in; `dataSet` is without a header, in `transferSyntax`. */
export interface StoreMessage {
  readonly callingAe: string;
  readonly sopClass: string;
  readonly instance: string;
  readonly transferSyntax: string;
  readonly dataSet: AsyncIterable<Buffer>;
}

/** What an association is served with. */
export interface AssociationParts {
  /** Why this requestor is not let in; null lets it in. */
  readonly findRejection: (request: AssociateRequest) => Rejection | null;
  /** Keeps an instance durably before it resolves; the comment is a word. Never throws. */
  readonly store: (message: StoreMessage) => Promise<{ readonly status: Status; readonly comment: string }>;
}

/** How an association ended, for the log. */
export interface AssociationEnd {
  readonly callingAe: string;
  readonly outcome: 'released' | 'aborted' | 'cut' | 'refused' | Rejection;
  readonly stored: number;
}

/** Longest P-DATA-TF taken here: what dcmtk sends at most. */
const DATA_AT_MOST = 128 * 1024;
/** First unit of a connection (ARTIM timer, PS3.8 9.1.5). */
const REQUEST_MS = 10_000;
/** Silence in an association. */
const IDLE_MS = 60_000;

/** Serves one connection from its first byte to its last; whatever the peer does, it ends. */
export async function serveAssociation(socket: Duplex, parts: AssociationParts): Promise<AssociationEnd> {
  const end = { callingAe: '', stored: 0 };
  const watch = openWatch(socket);
  const pdus = readPdus(socket.iterator({ destroyOnReturn: false }), DATA_AT_MOST);
  try {
    const first = await pdus.next();
    watch.allow(IDLE_MS);
    if (first.done === true) return { ...end, outcome: 'cut' };
    if (first.value.type !== pduType.associateRequest) throw new ProtocolFault('association expected', 2);
    const request = readAssociateRequest(first.value.body);
    end.callingAe = request.callingAe;
    const why = findFormalRejection(request) ?? parts.findRejection(request);
    if (why !== null) {
      socket.end(toReject(why));
      return { ...end, outcome: why };
    }
    const ended = await serveMessages(socket, pdus, request, parts, () => {
      end.stored += 1;
    });
    if (ended === pduType.releaseRequest) socket.end(toPdu(pduType.releaseResponse, Buffer.alloc(4)));
    if (ended !== pduType.releaseRequest && ended !== pduType.abort && ended !== null)
      throw new ProtocolFault('unit out of turn', 2);
    return { ...end, outcome: ended === null ? 'cut' : ended === pduType.abort ? 'aborted' : 'released' };
  } catch (error) {
    if (!(error instanceof ProtocolFault)) return { ...end, outcome: 'cut' };
    if (socket.writable) socket.end(toAbort(error.reason));
    return { ...end, outcome: 'refused' };
  } finally {
    watch.stop();
    // Whoever does not read what was said last does not keep the connection.
    setTimeout(() => socket.destroy(), 1_000).unref();
  }
}

/** Answers message after message; the type of the unit that ended them, null when the line was cut. */
async function serveMessages(
  socket: Duplex,
  pdus: AsyncGenerator<Pdu>,
  request: AssociateRequest,
  { store }: AssociationParts,
  countStored: () => void,
): Promise<number | null> {
  const answered = answerContexts(request.contexts);
  socket.write(toAccept(request, answered, DATA_AT_MOST));
  const accepted = new Map(
    answered.flatMap(({ id, result, transferSyntax }, index) =>
      result === 0 ? [[id, { transferSyntax, sopClass: request.contexts[index]?.sopClass ?? '' }] as const] : [],
    ),
  );
  const messages = readMessages(pdus);
  for (;;) {
    const next = await messages.next();
    if (next.done === true) return next.value;
    const { context, command, dataSet } = next.value;
    const agreed = accepted.get(context);
    if (agreed === undefined) throw new ProtocolFault('context was not accepted', 6);
    if (command.field === commandField.cancel) continue;
    const answer = await answerCommand(command, agreed, dataSet);
    // What the store left unread, so that the next command is found.
    for await (const _left of dataSet);
    if (answer.status === status.success && command.field === commandField.store) countStored();
    socket.write(toCommandPdu(context, toResponse(command, answer.status, answer.comment)));
  }

  async function answerCommand(
    { field, sopClass, instance, hasDataSet }: Command,
    agreed: { readonly transferSyntax: string; readonly sopClass: string },
    dataSet: AsyncGenerator<Buffer>,
  ): Promise<{ status: Status; comment: string }> {
    if (field === commandField.echo && agreed.sopClass === verification) return { status: status.success, comment: '' };
    if (field !== commandField.store || agreed.sopClass === verification)
      return { status: status.unrecognizedOperation, comment: '' };
    if (sopClass !== agreed.sopClass) return { status: status.sopClassNotSupported, comment: 'sop-class' };
    if (!hasDataSet || !isUid(instance)) return { status: status.cannotUnderstand, comment: 'uid-missing' };
    const { transferSyntax } = agreed;
    return store({ callingAe: request.callingAe, sopClass, instance, transferSyntax, dataSet: keepOpen(dataSet) });
  }
}

/** The same pieces, of which a reader may stop early without closing the source. */
function keepOpen(source: AsyncGenerator<Buffer>): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => ({ next: () => source.next() }) };
}

/** Destroys a connection that says nothing for too long. */
function openWatch(socket: Duplex): { allow(milliseconds: number): void; stop(): void } {
  let allowed = REQUEST_MS;
  let timer: NodeJS.Timeout;
  const restart = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.destroy(), allowed);
  };
  const seen = (): void => void (allowed === IDLE_MS && timer.refresh());
  restart();
  socket.on('readable', seen);
  return {
    allow: (milliseconds) => {
      allowed = milliseconds;
      restart();
    },
    stop: () => {
      clearTimeout(timer);
      socket.off('readable', seen);
    },
  };
}
