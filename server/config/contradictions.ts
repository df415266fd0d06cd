import { isIP } from 'node:net';
import type { SettingName } from '../env.ts';

/** A setting that is right by itself and wrong beside another; `why` goes on after its name. */
export interface Contradiction {
  readonly name: SettingName;
  readonly why: string;
}

type Values = Readonly<Record<string, string | undefined>>;

/** What each door's settings wait for: without it they would be without effect, and the operator would not know. */
const NEEDS = {
  DIMSE_CALLERS: 'DIMSE_PORT',
  DIMSE_TLS: 'DIMSE_PORT',
  DIMSE_HOST: 'DIMSE_PORT',
  PACS_CREDENTIALS: 'PACS_URL',
  MLLP_HOST: 'MLLP_PORT',
  MLLP_ADDRESSES: 'MLLP_PORT',
  MLLP_SENDERS: 'MLLP_PORT',
  MLLP_TLS: 'MLLP_PORT',
  BACKUP_KEYS_RECIPIENT: 'BACKUP_RECIPIENT',
} as const satisfies Partial<Record<SettingName, SettingName>>;

/** Finds the settings of a hospital that contradict each other or leave a door open to whoever comes. */
export function findContradictions(values: Values): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const report = (name: SettingName, why: string): void => void found.push({ name, why });
  for (const [name, needed] of Object.entries(NEEDS) as [SettingName, SettingName][])
    if (values[name] !== undefined && values[needed] === undefined)
      report(name, `has no effect without ${needed}: set that too, or take this out.`);

  const { OPEN_PORT = '7440', MEDICAL_PORT = '7441', HOST = '127.0.0.1', MLLP_HOST = '127.0.0.1' } = values;
  const ports = new Map<string, SettingName>();
  const taken = { OPEN_PORT, MEDICAL_PORT, DIMSE_PORT: values['DIMSE_PORT'], MLLP_PORT: values['MLLP_PORT'] };
  for (const [name, port] of Object.entries(taken) as [SettingName, string | undefined][]) {
    if (port === undefined || port === '0') continue;
    const other = ports.get(port);
    if (other !== undefined) report(name, `is ${port}, as ${other} is: each door has a port of its own.`);
    ports.set(port, name);
  }
  if (!isLoopback(HOST) && values['PUBLIC_HOSTS'] === undefined)
    report(
      'PUBLIC_HOSTS',
      'is missing: PCs reach this server from elsewhere, and its certificate must cover the name that they use.',
    );
  if (values['MLLP_PORT'] !== undefined) {
    const isGuarded = values['MLLP_TLS'] === 'mutual' || values['MLLP_ADDRESSES'] !== undefined;
    if (!isLoopback(MLLP_HOST) && !isGuarded)
      report(
        'MLLP_HOST',
        `is ${MLLP_HOST}: whoever reaches the port could write into records. Set MLLP_TLS=mutual or MLLP_ADDRESSES.`,
      );
    for (const name of ['NUMBERS_BASE', 'NUMBERS_OWN'] as const)
      if (values[name] === undefined)
        report(name, 'is missing: with MLLP_PORT the hospital must say which numbers are its own.');
  }
  if (values['BACKUP_FOLDER'] !== undefined && values['BACKUP_FOLDER'] === values['BACKUP_KEYS_FOLDER'])
    report('BACKUP_KEYS_FOLDER', 'is BACKUP_FOLDER too: whoever takes it would have the data and the keys.');
  if (values['BACKUP_RECIPIENT'] !== undefined && values['BACKUP_PASSPHRASE_FILE'] !== undefined)
    report('BACKUP_PASSPHRASE_FILE', 'stands beside BACKUP_RECIPIENT: backups are encrypted to one of the two.');
  return found;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
