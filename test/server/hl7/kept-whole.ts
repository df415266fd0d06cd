import { createHash } from 'node:crypto';
import { unsealMessage } from '../../../server/hl7/sealed-message.ts';

/** One kept message: its id, the hash of what came, and its bytes as the database holds them. */
export interface KeptRow {
  readonly id: string;
  readonly sha256: Buffer;
  readonly raw: Buffer | null;
}

/** Asks the database for rows of a statement. */
type Ask = (text: string) => Promise<readonly KeptRow[]>;

/** True when the bytes of a message, unsealed, are those that came. */
export function isWhole({ id, sha256, raw }: KeptRow, key: Buffer): boolean {
  return (
    raw !== null &&
    createHash('sha256')
      .update(unsealMessage(key, id, raw))
      .digest()
      .equals(sha256)
  );
}

/** How many messages the inbox keeps, and of how many the bytes are those that came. */
export async function countWhole(ask: Ask, key: Buffer): Promise<{ readonly kept: number; readonly whole: number }> {
  const rows = await ask(
    'select m.id, m.sha256, c.raw from inbox.message m left join medical.message_content c on c.message = m.id',
  );
  return { kept: rows.length, whole: rows.filter((row) => isWhole(row, key)).length };
}
