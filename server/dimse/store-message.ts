import { randomUUID } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import { fileInstances, isFiled } from '../dicom/file-instances.ts';
import { type Arrival, receiveInstance } from '../dicom/receive-instance.ts';
import { status, type Status } from './command-set.ts';
import { toPart10Header } from './part10-header.ts';
import { ProtocolFault } from './pdu.ts';
import type { StoreMessage } from './serve-association.ts';

/** What storing needs of the server. */
export type StoreParts = Pick<Deps, 'database' | 'blobs' | 'secrets' | 'settings' | 'trace' | 'log'>;

/** A status and a word that says why. */
export interface StoreAnswer {
  readonly status: Status;
  readonly comment: string;
}

/**
 * Keeps one instance as it came, on the disk, in the database and in the trace before it answers. What is kept in quarantine is
 * answered as kept: success where the sender can do nothing about it, C000 or A900 where the file is not what it should be.
 */
export async function storeMessage(deps: StoreParts, caller: Caller, message: StoreMessage): Promise<StoreAnswer> {
  try {
    const arrival = toClaimed(await receiveInstance(await deps.blobs.sink(), toFile(message)), message);
    const door = { door: 'dimse', sender: message.callingAe, defer: true } as const;
    const [filing] = await fileInstances(deps, caller, door, [arrival]);
    const filed = filing?.filed;
    await deps.trace.append({
      kind: 'ingest',
      person: null,
      pc: null,
      patient: filed?.patient ?? null,
      object: message.instance,
      outcome: filed !== undefined && isFiled(filed) ? 'ok' : 'instance-quarantined',
      requestId: randomUUID(),
    });
    if (!('unreadable' in arrival)) return { status: status.success, comment: '' };
    const wrong = arrival.unreadable === 'sop-mismatch' ? status.dataSetMismatch : status.cannotUnderstand;
    return { status: wrong, comment: arrival.unreadable };
  } catch (error) {
    if (error instanceof ProtocolFault) throw error;
    if (error instanceof ExpectedFailure) {
      deps.log.error({ code: error.code, err: error.cause }, 'an image could not be kept');
      return { status: status.outOfResources, comment: error.code };
    }
    deps.log.error({ err: error }, 'bug while an image was kept');
    return { status: status.processingFailure, comment: 'bug' };
  }
}

async function* toFile({ sopClass, instance, transferSyntax, dataSet }: StoreMessage): AsyncGenerator<Buffer> {
  yield toPart10Header(sopClass, instance, transferSyntax);
  yield* dataSet;
}

/** An instance must be the one that the command announced. */
function toClaimed(arrival: Arrival, { sopClass, instance }: StoreMessage): Arrival {
  if ('unreadable' in arrival) return arrival;
  const { facts, sha256, bytes } = arrival;
  return facts.sopClass === sopClass && facts.instance === instance
    ? arrival
    : { unreadable: 'sop-mismatch', kept: { sha256, bytes } };
}
