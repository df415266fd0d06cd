import { Env, type SettingName } from '../env.ts';
import { settingNames } from './settings.ts';

/** A setting as the file gives it. */
export interface Given {
  readonly value: string;
  readonly line: number;
}

/** What a file says, and a sentence for each line that says nothing sensible. */
export interface ParsedConfig {
  readonly given: ReadonlyMap<ConfigName, Given>;
  readonly faults: readonly string[];
}

/** What may stand in the file: every setting, and the file that holds the database's URL. */
export type ConfigName = SettingName | 'DATABASE_URL_FILE';

const names = new Set<string>([...settingNames, 'DATABASE_URL_FILE']);

/** Reads `NAME=value` lines; quotes around a value are taken off, what follows it is part of it. */
export function parseConfig(text: string, file: string): ParsedConfig {
  const given = new Map<ConfigName, Given>();
  const faults: string[] = [];
  for (const [at, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    const where = `${file}, line ${at + 1}`;
    if (line === '' || line.startsWith('#')) continue;
    const [, name, written] = /^([A-Z][A-Z0-9_]*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name === undefined || written === undefined) {
      faults.push(`${where}: is no setting; write NAME=value, or # before a remark.`);
      continue;
    }
    if (!names.has(name)) {
      const near = findNear(name);
      faults.push(`${where}: there is no setting ${name}${near === null ? '' : `; is ${near} meant?`}`);
      continue;
    }
    const known = given.get(name as ConfigName);
    if (known !== undefined) {
      faults.push(`${where}: ${name} stands already on line ${known.line}; keep one of the two.`);
      continue;
    }
    const value = /^(["'])(.*)\1$/.exec(written)?.[2] ?? written;
    if (value === '') faults.push(`${where}: ${name} has no value; put # before it to leave it unset.`);
    else given.set(name as ConfigName, { value, line: at + 1 });
  }
  return { given, faults };
}

/** The setting whose name differs least, when it differs little. */
function findNear(name: string): string | null {
  const scored = [...names].map((known) => ({ known, apart: distance(name, known) })).sort((a, b) => a.apart - b.apart);
  const [best] = scored;
  return best !== undefined && best.apart <= 3 ? best.known : null;
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries())
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (left === right ? 0 : 1)));
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The schema's own names, for whoever checks that none is missing here. */
export const schemaNames = Object.keys(Env.shape) as SettingName[];
