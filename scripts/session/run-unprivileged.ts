import { type SpawnOptions, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findUnprivilegedStart } from './unprivileged.ts';

const GRACE_MS = 12_000;

/** How a command is run; `processes: 'own'` ends with it whatever it leaves behind, as tests want and a database does not. */
export interface UnprivilegedOptions extends SpawnOptions {
  readonly processes: 'own' | 'shared';
}

/** Runs a command where Chromium keeps its sandbox; resolves with its exit code. A signal to this process ends it too. */
export function runUnprivileged(
  command: readonly [string, ...string[]],
  { processes, ...options }: UnprivilegedOptions,
): Promise<number> {
  const { prefix } = findUnprivilegedStart(processes === 'own');
  const [program, ...args] = [...prefix, ...command] as [string, ...string[]];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    let killing: NodeJS.Timeout | undefined;
    const pass = (signal: NodeJS.Signals): void => {
      for (const pid of findCommands(child.pid ?? 0, prefix)) process.kill(pid, signal);
      killing ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(killing);
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}

/** The command itself: the program started, or what stands below `unshare` and the first process of its namespace. */
function findCommands(pid: number, prefix: readonly string[]): readonly number[] {
  if (!prefix.includes('--fork')) return [pid];
  return readChildren(pid).flatMap((firstProcess) => readChildren(firstProcess).slice(0, 1));
}

function readChildren(pid: number): readonly number[] {
  const list = `/proc/${pid}/task/${pid}/children`;
  return existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean).map(Number) : [];
}
