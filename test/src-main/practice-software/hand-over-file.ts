import { randomBytes } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandOverFile } from '../../../contracts/hand-over.ts';

/** A name as the practice's software draws one. */
export const anId = (): string => randomBytes(16).toString('hex');

/** Writes a hand-over as docs/practice-software.md asks: under another name, then renamed. Answers its name. */
export function writeHandOver(folder: string, content: Partial<HandOverFile> | string, id = anId()): string {
  const text = typeof content === 'string' ? content : JSON.stringify({ format: 'passerelle-hand-over-1', ...content });
  const temporary = join(folder, `${id}.tmp`);
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, join(folder, `${id}.json`));
  return id;
}
