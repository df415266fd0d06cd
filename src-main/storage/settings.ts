import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '../../contracts/language.ts';
import { openTurns } from './in-turn.ts';
import { readJson, writeJson } from './safe-file.ts';

/** What copying ahead may take: of the line on average (null: all of it), of the line in a day, of the disk for all copies (null: 20 GB, or a tenth of the disk where that is less); bytes. */
export const Ahead = z.object({
  bytesPerSecond: z.number().int().min(10_000).nullable().default(2_000_000),
  bytesPerDay: z.number().int().min(0).default(8_000_000_000),
  diskBytes: z.number().int().min(0).nullable().default(null),
});
export type Ahead = z.infer<typeof Ahead>;

/** What the practice may set on this PC, in `settings.json` of the user-data folder; whatever is absent has its usual value. */
export const Settings = z.object({
  /** Idle time before the window locks itself: one minute to half an hour. */
  idleSeconds: z.number().int().min(60).max(1800).default(600),
  /** Name of the printer in the system, null for its default. */
  printer: z.string().max(200).nullable().default(null),
  ahead: Ahead.prefault({}),
  /** The language of the window; `window/first-language.ts` reads it too, before the rest is loaded. */
  language: z.enum(languages).catch('fr').default('fr'),
  /** Images go to a second monitor when there is one. */
  secondScreen: z.boolean().catch(false).default(false),
  /** The system tells that new results came. */
  alerts: z.boolean().catch(false).default(false),
});
export type Settings = z.infer<typeof Settings>;

/** Reads the settings; a file that is not one counts as none. */
export async function readSettings(userData: string): Promise<Settings> {
  return (await readJson(join(userData, 'settings.json'), Settings)) ?? Settings.parse({});
}

const inTurn = openTurns();

/** Keeps what was chosen in the window, and whatever else stands in the file; one after the other. */
export function keepSettings(
  userData: string,
  chosen: Partial<Pick<Settings, 'language' | 'alerts' | 'secondScreen'>>,
): Promise<void> {
  const path = join(userData, 'settings.json');
  return inTurn(async () =>
    writeJson(path, { ...(await readJson(path, z.record(z.string(), z.unknown()))), ...chosen }),
  );
}
