import type { Result } from '../../../contracts/failure.ts';
import type { IntakeNote } from '../../../contracts/intake.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { MessageList } from '../../../contracts/message.ts';
import type { QuarantineList } from '../../../contracts/quarantine.ts';

/** What waits at the hospital's doors, as it was when it was last asked for. */
export interface Intake {
  readonly messages: MessageList;
  readonly images: QuarantineList;
  readonly notes: readonly IntakeNote[];
}

/** Reads the three lists once; the first failure is the answer. */
export async function readIntake(ask: Bridge['ask']): Promise<Result<Intake>> {
  const [messages, images, notes] = await Promise.all([
    ask('message/list', {}),
    ask('quarantine/list', {}),
    ask('intake/list', {}),
  ]);
  if (!messages.ok) return messages;
  if (!images.ok) return images;
  if (!notes.ok) return notes;
  return { ok: true, value: { messages: messages.value, images: images.value, notes: notes.value } };
}
