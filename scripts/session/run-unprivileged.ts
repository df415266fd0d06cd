import { type SpawnOptions, spawn } from 'node:child_process';
import { findUnprivilegedStart } from './unprivileged.ts';

/** Runs a command where Chromium keeps its sandbox; resolves with its exit code. A signal to this process ends it too. */
export function runUnprivileged(command: readonly [string, ...string[]], options: SpawnOptions): Promise<number> {
  const { prefix } = findUnprivilegedStart();
  const [program, ...args] = [...prefix, ...command] as [string, ...string[]];
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    process.on('SIGINT', pass).on('SIGTERM', pass);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass);
      resolve(code ?? 1);
    });
  });
}
