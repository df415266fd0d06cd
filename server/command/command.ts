import type { ServerEnv } from '../env.ts';

/** What a command of passerelle-server is handed. */
export interface CommandContext {
  /** Arguments after the command's own name, without `--config`. */
  readonly args: readonly string[];
  /** Reads the configuration file; a wrong one ends the command with its sentences. */
  readEnv(): ServerEnv;
  /** A line for whoever ran it. */
  say(line: string): void;
  /** A line of what is wrong. */
  complain(line: string): void;
}

/** One command of passerelle-server; answers its exit code. */
export interface Command {
  readonly usage: string;
  run(context: CommandContext): Promise<number>;
}

/** A command as the table lists it. */
export interface CommandEntry {
  readonly summary: string;
  load(): Promise<Command>;
}

/** A wrong use or a refused wish: one sentence, without a stack. */
export class CommandRefused extends Error {}
