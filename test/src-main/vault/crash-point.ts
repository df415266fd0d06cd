import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Where a process ends itself as if the power went: at its `at`-th change of the disk, `torn` (0 to 1) of it done. */
export interface CrashPoint {
  readonly at: number;
  readonly torn: number;
}

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  // The signal is delivered before this call returns; whatever comes next must not run.
  for (;;);
};

/** Counts every change of the disk that this process makes from now on, and kills it (SIGKILL) in the midst of one; a write is cut at any byte. */
export async function armCrash({ at, torn }: CrashPoint): Promise<void> {
  let count = 0;
  const isIt = (): boolean => {
    count += 1;
    return count === at;
  };
  const whole = fs.promises as unknown as Record<string, (...args: never[]) => Promise<unknown>>;
  for (const name of ['rename', 'unlink', 'rm', 'mkdir', 'open']) {
    const real = whole[name];
    if (real === undefined) throw new Error(`no ${name}`);
    whole[name] = async (...args) => {
      if (name === 'open' && (args[1] === undefined || String(args[1]).startsWith('r'))) return await real(...args);
      const here = isIt();
      if (here && torn < 0.5) die();
      try {
        return await real(...args);
      } finally {
        // A change that failed ends it too: its turn does not come again.
        if (here) die();
      }
    };
  }
  const probe = await fs.promises.open('/dev/null', 'r');
  const handle = Object.getPrototypeOf(probe) as Record<
    string,
    (this: fs.promises.FileHandle, data?: never) => Promise<unknown>
  >;
  await probe.close();
  for (const name of ['writeFile', 'appendFile', 'datasync', 'sync', 'truncate']) {
    const real = handle[name];
    if (real === undefined) throw new Error(`no ${name}`);
    handle[name] = async function (data) {
      if (!isIt()) return await real.call(this, data);
      if (name.endsWith('File')) {
        const bytes = Buffer.from(data ?? ('' as never));
        fs.writeSync(this.fd, bytes.subarray(0, Math.floor(bytes.length * torn)));
      }
      return die();
    };
  }
  syncBuiltinESMExports();
}
