import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { Env, readEnv, type ServerEnv, type SettingName } from '../env.ts';
import { findContradictions } from './contradictions.ts';
import { type ConfigName, type Given, parseConfig } from './parse-config.ts';
import { readSecretFile, SecretExposed } from './secret-file.ts';
import { toSettingText } from './settings.ts';

/** Everything that is wrong with a configuration, one sentence a line. */
export class ConfigRefused extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

const FOLDERS: readonly SettingName[] = ['PASSERELLE_DATA', 'BACKUP_FOLDER', 'BACKUP_KEYS_FOLDER', 'UPDATE_KEYS'];
const FILES: readonly SettingName[] = ['PACS_CREDENTIALS', 'BACKUP_PASSPHRASE_FILE'];

/**
 * Reads a configuration file and the secrets that it names or that systemd hands over (`CREDENTIALS_DIRECTORY`); throws `ConfigRefused`
 * with a sentence, its line and its setting, for each thing that is wrong. The environment sets nothing.
 */
export function readConfig(file: string, credentials = process.env['CREDENTIALS_DIRECTORY']): ServerEnv {
  const { given, faults } = parseConfig(readText(file), file);
  const refused = [...faults];
  const where = (name: string): string => {
    const line = given.get(name as ConfigName)?.line;
    return line === undefined ? `${file}: ${name}` : `${file}, line ${line}: ${name}`;
  };
  const values: Record<string, string> = {};
  for (const [name, { value }] of given) if (name !== 'DATABASE_URL_FILE') values[name] = value;

  if (given.has('DATABASE_URL') && hasPassword(given.get('DATABASE_URL')))
    refused.push(
      `${where('DATABASE_URL')} holds a password, which every reader of this file would see: put the URL into a file and name that by DATABASE_URL_FILE.`,
    );
  const handOver = (name: SettingName, secret: () => string): void => {
    try {
      values[name] = secret();
    } catch (error) {
      if (!(error instanceof SecretExposed)) throw error;
      refused.push(`${where(name)}: ${error.message}`);
    }
  };
  const urlFile = given.get('DATABASE_URL_FILE')?.value ?? findCredential(credentials, 'database-url');
  if (urlFile !== null) handOver('DATABASE_URL', () => readSecretFile(urlFile, credentials));
  const pacs = given.get('PACS_CREDENTIALS')?.value ?? findCredential(credentials, 'pacs-credentials');
  if (pacs !== null && values['PACS_URL'] !== undefined)
    handOver('PACS_CREDENTIALS', () => {
      readSecretFile(pacs, credentials);
      return pacs;
    });
  if (values['PASSERELLE_DATA'] === undefined)
    refused.push(`${where('PASSERELLE_DATA')} is missing: say where everything is kept.`);
  for (const name of [...FOLDERS, ...FILES])
    if (values[name] !== undefined && !isAbsolute(values[name]))
      refused.push(`${where(name)} must be ${toSettingText(name).must}; it is ${values[name]}.`);

  const read = Env.safeParse(values);
  if (!read.success)
    for (const name of new Set(read.error.issues.map(({ path }) => String(path[0]) as SettingName))) {
      const { must, secret } = toSettingText(name) as { must: string; secret?: boolean };
      const shown = secret === true ? '' : `; it is ${values[name] ?? 'missing'}`;
      refused.push(`${where(name)} must be ${must}${shown}.`);
    }
  if (read.success) refused.push(...findContradictions(values).map(({ name, why }) => `${where(name)} ${why}`));
  if (refused.length > 0) throw new ConfigRefused(refused);
  try {
    return readEnv(values);
  } catch (error) {
    // What is written within one setting: `DIMSE_CALLERS: an entry is…`
    const [, name, why] = /^([A-Z_]+): (.*)$/s.exec(error instanceof Error ? error.message : '') ?? [];
    if (name === undefined) throw error;
    throw new ConfigRefused([`${where(name)}: ${why}`]);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigRefused([
      code === 'ENOENT'
        ? `${file} does not exist: copy server.conf.example there.`
        : `${file} cannot be read (${code}).`,
    ]);
  }
}

function hasPassword(given: Given | undefined): boolean {
  try {
    return new URL(given?.value ?? '').password !== '';
  } catch {
    return true;
  }
}

function findCredential(folder: string | undefined, name: string): string | null {
  if (folder === undefined) return null;
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}
