import { randomUUID } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { toDoorCaller } from '../door-caller.ts';
import type { MessageRetention } from '../store/message-store.ts';
import { listQuarantineToErase, markQuarantineErased } from '../store/quarantine-store.ts';

type Parts = Pick<Deps, 'database' | 'secrets' | 'blobs' | 'trace'>;

const EVERY_MS = 3_600_000;
const MOST_AT_ONCE = 500;

/**
 * Destroys, until none is left, the files of images that were dismissed or filed too long ago; what the record or another line has too stays.
 * The file goes first and the mark after it, so that a process killed in between leaves nothing behind.
 */
export async function eraseQuarantined(
  { database, secrets, blobs, trace }: Parts,
  retention: MessageRetention,
): Promise<void> {
  const caller = toDoorCaller(secrets);
  let count = 0;
  for (;;) {
    const old = await listQuarantineToErase(database, caller, retention, MOST_AT_ONCE);
    const done: string[] = [];
    for (const { id, sha256, shared } of old) {
      if (!shared && !(await blobs.remove(sha256))) continue;
      if (!shared) count += 1;
      done.push(id);
    }
    await markQuarantineErased(database, caller, done);
    if (old.length < MOST_AT_ONCE || done.length === 0) break;
  }
  if (count === 0) return;
  await trace.append({
    kind: 'ingest',
    person: null,
    pc: null,
    patient: null,
    object: 'quarantine/erase',
    outcome: 'ok',
    requestId: randomUUID(),
    count,
  });
}

/** Erases at the start and every hour; returns its undo, which waits for what is under way. */
export function keepQuarantineErased(
  parts: Parts,
  retention: MessageRetention,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let erasing = eraseQuarantined(parts, retention).catch(failed);
  const timer = setInterval(() => {
    erasing = erasing.then(() => eraseQuarantined(parts, retention)).catch(failed);
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return erasing;
  };
}
