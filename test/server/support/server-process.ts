import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { z } from 'zod';

const run = promisify(execFile);
const Listening = z.object({
  listening: z.object({
    openUrl: z.string(),
    medicalUrl: z.string(),
    dimsePort: z.number().nullish(),
    mllpPort: z.number().nullish(),
  }),
});
const root = join(import.meta.dirname, '../../..');

/** A real `node server/main.ts`. */
export interface ServerProcess {
  readonly openUrl: string;
  readonly medicalUrl: string;
  readonly dimsePort?: number | null | undefined;
  readonly mllpPort?: number | null | undefined;
  readonly child: ChildProcess;
  readonly stderr: () => string;
  /** Sends the signal; the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

/** Runs one of server/'s commands to its end; its stdout. */
export async function runServerCommand(file: string, data: string, args: readonly string[] = []): Promise<string> {
  const env = { ...process.env, PASSERELLE_DATA: data };
  const { stdout } = await run(process.execPath, [join(root, 'server', file), ...args], { env });
  return stdout;
}

/** Starts the API on any free ports, with more environment where wished, and waits for its line. */
export async function startServer(
  data: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(root, 'server/main.ts')], {
    env: { ...process.env, PASSERELLE_DATA: data, OPEN_PORT: '0', MEDICAL_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 1));
  });
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then((code) => {
      throw new Error(`The server ended with ${code} before it listened: ${stderr}`);
    }),
  ]);
  const { listening } = Listening.parse(JSON.parse(line));
  return {
    ...listening,
    child,
    stderr: () => stderr,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
