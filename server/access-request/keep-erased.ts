import { randomUUID } from 'node:crypto';
import type { Database, TraceWriter } from '../deps.ts';
import { eraseAccessRequests } from '../store/access-request-store.ts';

const EVERY_MS = 3_600_000;

/** Erases requests that are kept no longer, and traces how many; never which, since they are gone. */
export async function eraseOnce(database: Database, trace: TraceWriter): Promise<void> {
  const count = await eraseAccessRequests(database);
  if (count === 0) return;
  await trace.append({
    kind: 'identity',
    person: null,
    pc: null,
    patient: null,
    object: 'access-request/erase',
    outcome: 'ok',
    requestId: randomUUID(),
    count,
  });
}

/** Erases at the start and each hour; returns its undo, which waits for an erasing under way. */
export function keepRequestsErased(
  database: Database,
  trace: TraceWriter,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let erasing = eraseOnce(database, trace).catch(failed);
  const timer = setInterval(() => {
    erasing = erasing.then(() => eraseOnce(database, trace)).catch(failed);
  }, EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    return erasing;
  };
}
