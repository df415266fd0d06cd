import { ConfigRefused, readConfig } from '../config/read-config.ts';
import { SecretExposed } from '../config/secret-file.ts';
import { BackupRefused } from '../backup/backup-refused.ts';
import { PlaceTaken } from '../empty-place.ts';
import { ReleaseRefused } from '../releases/signed-release.ts';
import { redactText } from '../log.ts';
import { type CommandEntry, CommandRefused } from './command.ts';

/** Where the configuration lies unless `--config` says otherwise. */
export const CONFIG = '/etc/passerelle/server.conf';

/** Where a command writes. */
export interface Streams {
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

/** Runs one command of the table; answers the exit code: 0 done, 1 refused or found wrong, 2 used wrongly. */
export async function runCommand(
  table: Readonly<Record<string, CommandEntry>>,
  argv: readonly string[],
  { out, err }: Streams,
): Promise<number> {
  const [name, ...rest] = argv;
  const entry = name === undefined ? undefined : Object.entries(table).find(([known]) => known === name)?.[1];
  if (name === undefined || name === 'help' || name === '--help') {
    out.write(toHelp(table));
    return name === undefined ? 2 : 0;
  }
  if (entry === undefined) {
    err.write(`There is no command ${name}.\n\n${toHelp(table)}`);
    return 2;
  }
  if (rest.includes('--help')) {
    out.write(`${entry.summary}\n\n${(await entry.load()).usage}\n`);
    return 0;
  }
  const at = rest.indexOf('--config');
  const config = at < 0 ? CONFIG : rest[at + 1];
  const args = at < 0 ? rest : rest.toSpliced(at, 2);
  if (config === undefined) {
    err.write('--config wants the path of a file.\n');
    return 2;
  }
  try {
    const command = await entry.load();
    return await command.run({
      args,
      readEnv: () => readConfig(config),
      say: (line) => void out.write(`${line}\n`),
      complain: (line) => void err.write(`${line}\n`),
    });
  } catch (error) {
    err.write(`${toSentence(error)}\n`);
    return 1;
  }
}

/** An expected refusal in its own words; anything else as the log would tell it, with no name or secret in it. */
function toSentence(error: unknown): string {
  const expected = [CommandRefused, ConfigRefused, SecretExposed, BackupRefused, PlaceTaken, ReleaseRefused];
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return `${name}${code}: ${redactText(message)}`;
}

function toHelp(table: Readonly<Record<string, CommandEntry>>): string {
  const width = Math.max(...Object.keys(table).map((name) => name.length));
  const lines = Object.entries(table).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `passerelle-server <command> [--config ${CONFIG}] [--help]\n\n${lines.join('\n')}\n`;
}
