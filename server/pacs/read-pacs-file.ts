import { createHash } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Deps } from '../deps.ts';
import { toDoorCaller } from '../door-caller.ts';
import type { ReadableInstance } from '../store/imaging-store.ts';
import { forgetPacsInstances } from '../store/pacs-store.ts';

const FILE_AT_MOST = 1024 * 1024 * 1024;

/**
 * The bytes of an indexed instance from the PACS, whole and with the hash that was indexed. Anything else is not what was filed under this
 * patient: it is never shown, the instance leaves the index, and the next look judges it anew.
 */
export async function readPacsFile(
  { pacs, database, secrets, log }: Pick<Deps, 'pacs' | 'database' | 'secrets' | 'log'>,
  study: string,
  { series_uid, instance_uid, sha256, bytes }: ReadableInstance,
): Promise<Buffer> {
  if (pacs === undefined) throw new ExpectedFailure('pacs-unavailable');
  const held: Buffer[] = [];
  const hash = createHash('sha256');
  const most = Math.min(Number(bytes), FILE_AT_MOST);
  let size = 0;
  const chunks = await pacs.readInstance(study, series_uid, instance_uid);
  for await (const chunk of chunks ?? []) {
    size += chunk.length;
    if (size > most) break;
    held.push(chunk);
    hash.update(chunk);
  }
  if (size === Number(bytes) && hash.digest('hex') === sha256) return Buffer.concat(held);
  log.warn({ absent: chunks === null }, 'the PACS has another file than was indexed');
  await forgetPacsInstances(database, toDoorCaller({ doorKey: secrets.doorKey }), study, [instance_uid]);
  throw new ExpectedFailure(chunks === null ? 'document-not-available' : 'document-unreadable');
}
