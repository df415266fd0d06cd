import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The checkout. */
export const root = join(import.meta.dirname, '..', '..');

/** What one check found: `output` is for a person, and empty when there is nothing to say. */
export interface StepOutcome {
  readonly ok: boolean;
  readonly output: string;
}

/** One named check. */
export interface Step {
  readonly name: string;
  readonly run: () => Promise<StepOutcome>;
}

/** Runs a tool of node_modules/.bin in the checkout; green when it exits with 0. */
export function runTool(tool: string, args: readonly string[]): Promise<StepOutcome> {
  return new Promise((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', tool), args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, NO_COLOR: '1' },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
