import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashInputs } from '../../scripts/build/stamp.ts';
import { startDemonstration } from '../../scripts/hospital/demonstration.ts';
import { type RunningHospital, startHospital } from '../../scripts/hospital/hospital-process.ts';
import { type Invitation, readInvitation } from '../../scripts/hospital/invitation.ts';
import { root, test as appTest } from './electron-app.ts';

/** A real hospital API of the test's own: own process, own database, own ports, on loopback. */
export interface TestHospital {
  readonly openUrl: string;
  readonly medicalUrl: string;
  /** Its PASSERELLE_DATA. */
  readonly data: string;
  readonly pid: number;
  /** An account's invitation for where this hospital listens. */
  readonly invite: (login: string) => Invitation;
  /** Stops it, cleanly or as a power cut would: the broken line of a test is a server that is gone, never a flag. */
  readonly stop: (how?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
  /** Starts it again on the same ports. */
  readonly restart: () => Promise<void>;
}

interface HospitalFixtures {
  /** The demonstration hospital, fed, as nobody has used it yet. */
  readonly hospital: TestHospital;
}

interface HospitalWorker {
  readonly demonstrationData: string;
}

/** `test` with a window and the demonstration hospital. */
export const test = appTest.extend<HospitalFixtures, HospitalWorker>({
  demonstrationData: [async ({}, use) => use(await readyDemonstration()), { scope: 'worker', timeout: 240_000 }],

  hospital: async ({ demonstrationData }, use) => {
    const data = mkdtempSync(join(tmpdir(), 'passerelle-hospital-'));
    cpSync(demonstrationData, data, { recursive: true });
    let running = await startHospital({ root, data });
    const { openUrl, medicalUrl } = running;
    const stop: TestHospital['stop'] = async (how = 'SIGTERM') => {
      if (how === 'SIGKILL') running.process.kill('SIGKILL');
      await running.stop();
    };
    await use({
      openUrl,
      medicalUrl,
      data,
      get pid() {
        return running.process.pid ?? 0;
      },
      invite: (login) => readInvitation(data, login, { openUrl, medicalUrl }),
      stop,
      restart: async () => {
        running = await startHospital({ root, data, openPort: portOf(openUrl), medicalPort: portOf(medicalUrl) });
      },
    });
    await stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
});

export { expect } from './electron-app.ts';

const KEPT_MS = 3_600_000;

const portOf = (url: string): number => Number(new URL(url).port);

/**
 * The data folder of a demonstration hospital that was fed and stopped: made once for the server as it is now, then
 * copied for each test. Workers that need it together wait for the one that makes it.
 */
async function readyDemonstration(): Promise<string> {
  const cache = join(root, 'node_modules', '.cache', 'passerelle', 'demonstration');
  const ready = join(cache, hashInputs(root, ['server/**/*', 'contracts/**/*', 'package-lock.json']).slice(0, 16));
  const lock = `${ready}.lock`;
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  while (!existsSync(ready)) {
    if (!takeLock(lock)) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      continue;
    }
    const making = `${ready}.${process.pid}`;
    try {
      removeOld(cache);
      const hospital: RunningHospital = await startDemonstration({ root, data: making }, () => undefined);
      await hospital.stop();
      renameSync(making, ready);
    } finally {
      rmSync(making, { recursive: true, force: true });
      rmSync(lock, { force: true });
    }
  }
  return ready;
}

/** True for the one process that may make it; a lock whose owner is gone is free again. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (existsSync(lock) && !isAlive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Hospitals made for the server as it once was. */
function removeOld(cache: string): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
