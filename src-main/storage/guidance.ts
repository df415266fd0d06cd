import { join } from 'node:path';
import { z } from 'zod';
import { type Hint, hints } from '../../contracts/guidance.ts';
import { openTurns } from './in-turn.ts';
import { readJson, writeJson } from './safe-file.ts';

const Kept = z.record(z.uuid(), z.array(z.enum(hints)).max(hints.length));

/** Which hints each person of this PC has done with; nothing of any patient. */
export interface Guidance {
  read(person: string): Promise<{ done: Hint[] }>;
  note(person: string, hint: Hint): Promise<void>;
  beginAgain(person: string): Promise<void>;
}

/** Opens `guidance.json` below `userData`; a file that is not one counts as none. */
export function openGuidance(userData: string): Guidance {
  const path = join(userData, 'guidance.json');
  const inTurn = openTurns();
  const read = async (): Promise<z.infer<typeof Kept>> => (await readJson(path, Kept).catch(() => null)) ?? {};
  /** One change after the other: two hints may be done at once. */
  const change = (to: (kept: z.infer<typeof Kept>) => z.infer<typeof Kept>): Promise<void> =>
    inTurn(async () => writeJson(path, to(await read())));
  return {
    read: async (person) => ({ done: (await read())[person] ?? [] }),
    note: (person, hint) => change((kept) => ({ ...kept, [person]: [...new Set([...(kept[person] ?? []), hint])] })),
    beginAgain: (person) => change((kept) => ({ ...kept, [person]: [] })),
  };
}
