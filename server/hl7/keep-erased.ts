import type { Deps } from '../deps.ts';
import { toDoorCaller } from '../door-caller.ts';
import { eraseMessages, type MessageRetention } from '../store/message-store.ts';

/** What a hospital that sets nothing keeps. */
export const messageRetention: MessageRetention = { filedDays: 90, dismissedDays: 30 };

const ERASE_MS = 3_600_000;
const MOST_AT_ONCE = 1_000;

/** Erases, until none is left, the bytes of messages that were filed or dismissed too long ago. */
export async function eraseOldMessages(
  { database, secrets }: Pick<Deps, 'database' | 'secrets'>,
  retention: MessageRetention,
): Promise<void> {
  const caller = toDoorCaller(secrets);
  while ((await eraseMessages(database, caller, retention)) === MOST_AT_ONCE);
}

/** Erases at the start and every hour; returns its undo, which waits for what is under way. */
export function keepErased(
  parts: Pick<Deps, 'database' | 'secrets'>,
  retention: MessageRetention,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let erasing = Promise.resolve();
  const erase = (): void => {
    erasing = erasing.then(() => eraseOldMessages(parts, retention)).catch(failed);
  };
  erase();
  const timer = setInterval(erase, ERASE_MS);
  return () => {
    clearInterval(timer);
    return erasing;
  };
}
