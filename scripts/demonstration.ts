import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './check/step.ts';
import { startDemonstration } from './hospital/demonstration.ts';
import { readInvitation } from './hospital/invitation.ts';
import { openOwnKeyring } from './session/own-keyring.ts';
import { tour } from '../server/demo/accounts.ts';
import { resolveElectron } from './setup/electron-runtime.ts';

// What `npm start` runs once everything is set up, where Chromium keeps its sandbox: the hospital's API, then the app on
// the physician's invitation. Ends both when the window closes or on Ctrl C.
const data = join(root, '.data');
/** The same at every start: an enrolled app knows the hospital by its address. */
const ports = {
  openPort: Number(process.env['OPEN_PORT'] ?? 7440),
  medicalPort: Number(process.env['MEDICAL_PORT'] ?? 7441),
};

async function demonstrate(): Promise<number> {
  // Any free port of this machine alone, unless the environment says which.
  const env = { MLLP_PORT: process.env['MLLP_PORT'] ?? '0' };
  const hospital = await startDemonstration({ root, data, ...ports, env }, (line) => console.log(line));
  try {
    const invitation = readInvitation(data, tour.login, hospital);
    console.log(`• Hospital: listening at ${hospital.openUrl} and ${hospital.medicalUrl}`);
    if (hospital.mllpPort !== null) console.log(`• HL7 v2 by MLLP: 127.0.0.1, port ${hospital.mllpPort}`);
    console.log(`• The code of the physician's printed letter: ${invitation.code}`);
    const { niss, given, family, birthDate } = tour.patient;
    console.log(`• A patient to link: NISS ${niss}, ${given} ${family}, born ${birthDate} (fictitious)`);
    const keyring = await openOwnKeyring(data);
    try {
      return await openApp(invitation.file, keyring.environment);
    } finally {
      await keyring.stop();
    }
  } finally {
    await hospital.stop();
  }
}

/** Opens the app on the invitation; resolves with its exit code when its window is closed. */
async function openApp(invitationFile: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const { executable } = await resolveElectron(root);
  const app = spawn(executable, [root, `--user-data-dir=${join(data, 'app')}`, invitationFile], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  const quit = (): void => void app.kill('SIGTERM');
  process.on('SIGINT', quit).on('SIGTERM', quit);
  return new Promise((resolve, reject) => {
    app.on('error', reject);
    app.on('close', (code) => resolve(code ?? 0));
  });
}

process.exitCode = await demonstrate().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
