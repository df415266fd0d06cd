import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Listening = z.object({ listening: z.object({ openUrl: z.string(), medicalUrl: z.string() }) });

/** An environment with nothing of this checkout in it: no Node, no settings. */
const bare = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' };

/** What a command of the unpacked product said, and its exit code. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs one command of an unpacked product to its end. */
export function runProduct(folder: string, args: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(`${folder}/bin/passerelle-server`, args, {
    env: bare,
    cwd: '/',
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

/** A served product. */
export interface ServedProduct {
  readonly openUrl: string;
  readonly medicalUrl: string;
  readonly child: ChildProcess;
  /** SIGTERM; resolves with its exit code. */
  end(): Promise<number | null>;
}

/** Serves an unpacked product, and waits for the line that says where it listens. */
export async function serveProduct(folder: string, config: string): Promise<ServedProduct> {
  const child = spawn(`${folder}/bin/passerelle-server`, ['serve', '--config', config], {
    env: bare,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve)),
    ended.then((code) => {
      throw new Error(`The product ended with ${code} before it listened: ${err}`);
    }),
  ]);
  return {
    ...Listening.parse(JSON.parse(line)).listening,
    child,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
