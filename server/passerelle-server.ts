import { runCommand } from './command/run-command.ts';
import { commands } from './command/table.ts';

process.exitCode = await runCommand(commands, process.argv.slice(2), { out: process.stdout, err: process.stderr });
