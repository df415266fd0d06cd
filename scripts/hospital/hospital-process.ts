import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { toTiedCommand } from '../session/tied.ts';

/** What the API prints on stdout when its doors are open. */
const ListeningLine = z.object({
  listening: z.object({
    openUrl: z.string(),
    medicalUrl: z.string(),
    mllpPort: z.number().nullable(),
    dimsePort: z.number().nullable(),
  }),
});

/** Where one hospital lives and listens; port 0 takes any that is free. */
export interface HospitalPlace {
  readonly root: string;
  readonly data: string;
  readonly openPort?: number;
  readonly medicalPort?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A running hospital API. */
export interface RunningHospital {
  readonly openUrl: string;
  readonly medicalUrl: string;
  /** Ports of the doors that the environment opened; null where it did not. */
  readonly mllpPort: number | null;
  readonly dimsePort: number | null;
  readonly process: ChildProcess;
  /** Ends it cleanly, its database too; resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

const START_MS = 60_000;
const STOP_MS = 15_000;

/** Starts server/main.ts and resolves when it listens; what it says on stderr goes to server.log in its data folder. */
export function startHospital(place: HospitalPlace): Promise<RunningHospital> {
  mkdirSync(place.data, { recursive: true, mode: 0o700 });
  const child = spawnServer(place, 'server/main.ts', ['ignore', 'pipe', 'pipe']);
  const log = createWriteStream(join(place.data, 'server.log'), { flags: 'a', mode: 0o600 });
  child.stderr?.pipe(log);
  const complaint = collectTail(child);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const killing = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(killing);
  };
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new Error(
          `The hospital's API did not listen within ${START_MS / 1000} s; see ${join(place.data, 'server.log')}`,
        ),
      );
    }, START_MS);
    child.once('error', reject);
    child.once('close', (code) =>
      reject(
        new Error(`The hospital's API ended with ${code}: ${toCause(complaint())} (${join(place.data, 'server.log')})`),
      ),
    );
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        log.write(`${line}\n`);
        const parsed = ListeningLine.safeParse(parseJson(line));
        if (!parsed.success) return;
        clearTimeout(deadline);
        resolve({ ...parsed.data.listening, process: child, stop });
      });
  });
}

/** Runs one of the server's commands (init, feed, invite) to its end; its output is this process's when `loud`. */
export function runServerCommand(
  place: HospitalPlace,
  script: string,
  args: readonly string[] = [],
  loud = false,
): Promise<void> {
  const child = spawnServer(place, script, ['ignore', loud ? 'inherit' : 'ignore', 'pipe'], args);
  const complaint = collectTail(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}: ${toCause(complaint())}`)),
    );
  });
}

/** Keeps the last of what a process says on stderr. */
function collectTail(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-4_000);
  });
  return () => tail;
}

/** The message of the error that ended a Node process; else the last it said. */
function toCause(stderr: string): string {
  return /^(?:\w*Error|Error \[\w+\]): (.+)$/m.exec(stderr)?.[1] ?? stderr.trim().split('\n').at(-1) ?? '';
}

type Stdio = ['ignore', 'pipe' | 'inherit' | 'ignore', 'pipe'];

function spawnServer(place: HospitalPlace, script: string, stdio: Stdio, args: readonly string[] = []): ChildProcess {
  const command = ['--disable-warning=ExperimentalWarning', join(place.root, script), ...args];
  return spawn(...toTiedCommand(process.execPath, command), {
    cwd: place.root,
    stdio,
    env: {
      ...process.env,
      PASSERELLE_DATA: place.data,
      OPEN_PORT: String(place.openPort ?? 0),
      MEDICAL_PORT: String(place.medicalPort ?? 0),
      ...place.env,
    },
  });
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
