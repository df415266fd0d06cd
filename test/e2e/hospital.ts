import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HospitalPlace, type RunningHospital, startHospital } from '../../scripts/hospital/hospital-process.ts';
import { type Invitation, readInvitation } from '../../scripts/hospital/invitation.ts';
import { readyDemonstration } from './demonstration-template.ts';
import { test as base, root } from './electron-app.ts';

/** A real demonstration hospital of this worker, whose line a test may cut by stopping it and mend by starting it again. */
export interface TestHospital {
  readonly data: string;
  /** The API as it runs now. */
  readonly running: () => RunningHospital;
  /** Stops the API and its database: nothing answers any more. */
  readonly cut: () => Promise<void>;
  /** Starts it again on the same ports and the same data. */
  readonly mend: () => Promise<void>;
  readonly invite: (login: string) => Invitation;
}

/**
 * Playwright's `test` with the app's fixtures and a demonstration hospital fed through its public doors. A file that spends codes or
 * changes records has one of its own: `test.use({ hospitalOf: 'its name' })`.
 */
export const test = base.extend<object, { readonly hospital: TestHospital; readonly hospitalOf: string }>({
  hospitalOf: ['anybody', { option: true, scope: 'worker' }],
  hospital: [
    async ({ hospitalOf: _hospitalOf }, use) => {
      const data = mkdtempSync(join(tmpdir(), 'passerelle-hospital-'));
      cpSync(await readyDemonstration(), data, { recursive: true });
      const env = { MLLP_PORT: '0', DIMSE_PORT: '0', DIMSE_CALLERS: 'CT1' };
      const place: HospitalPlace = { root, data, env };
      let running: RunningHospital = await startHospital(place);
      const ports = {
        openPort: Number(new URL(running.openUrl).port),
        medicalPort: Number(new URL(running.medicalUrl).port),
      };
      await use({
        data,
        running: () => running,
        cut: () => running.stop(),
        mend: async () => {
          running = await startHospital({ ...place, ...ports });
        },
        invite: (login) => readInvitation(data, login, running),
      });
      await running.stop();
      rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
    { scope: 'worker', timeout: 240_000 },
  ],
});

export { expect } from '@playwright/test';
