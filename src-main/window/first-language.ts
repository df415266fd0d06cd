import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, toLanguage } from '../../contracts/language.ts';

/** The language in which the window opens, read before anything that checks the settings is loaded: French when nobody chose one. */
export function readFirstLanguage(userData: string): Language {
  try {
    const settings: unknown = JSON.parse(readFileSync(join(userData, 'settings.json'), 'utf8'));
    return toLanguage((settings as { language?: unknown } | null)?.language) ?? 'fr';
  } catch {
    return 'fr';
  }
}
