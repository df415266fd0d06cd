import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './check/step.ts';
import { startDemonstration } from './hospital/demonstration.ts';
import { readInvitation } from './hospital/invitation.ts';
import { openOwnKeyring } from './session/own-keyring.ts';
import { resolveElectron } from './setup/electron-runtime.ts';

// What `npm start` runs once everything is set up, where Chromium keeps its sandbox: the hospital's API, then the app on
// the physician's invitation. Ends both when the window closes or on Ctrl C.
const PHYSICIAN = 'lambert';
const data = join(root, '.data');
/** The same at every start: an enrolled app knows the hospital by its address. */
const ports = {
  openPort: Number(process.env['OPEN_PORT'] ?? 7440),
  medicalPort: Number(process.env['MEDICAL_PORT'] ?? 7441),
};

async function demonstrate(): Promise<number> {
  const hospital = await startDemonstration({ root, data, ...ports }, (line) => console.log(line));
  try {
    const keyring = await openOwnKeyring(data);
    const invitation = readInvitation(data, PHYSICIAN, hospital);
    console.log(`• Hospital: listening at ${hospital.openUrl} and ${hospital.medicalUrl}`);
    console.log(`• The code of the physician's printed letter: ${invitation.code}`);
    const electron = await resolveElectron(root);
    const app = spawn(electron.executable, [root, `--user-data-dir=${join(data, 'app')}`, invitation.file], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...keyring.environment },
    });
    const quit = (): void => void app.kill('SIGTERM');
    process.on('SIGINT', quit).on('SIGTERM', quit);
    const code = await new Promise<number>((resolve, reject) => {
      app.on('error', reject);
      app.on('close', (ended) => resolve(ended ?? 0));
    });
    await keyring.stop();
    return code;
  } finally {
    await hospital.stop();
  }
}

process.exitCode = await demonstrate().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
