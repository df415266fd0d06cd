import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HospitalPlace, runServerCommand, type RunningHospital, startHospital } from './hospital-process.ts';

/** Says that the demonstration hospital of a data folder is whole: written after its last document went in. */
const FED = 'demonstration.json';

/**
 * Starts the demonstration hospital of a data folder. The first time it makes its CA and accounts and feeds it through
 * the public doors; an interrupted feeding is taken up again, a finished one never repeated.
 */
export async function startDemonstration(place: HospitalPlace, say: (line: string) => void): Promise<RunningHospital> {
  mkdirSync(place.data, { recursive: true, mode: 0o700 });
  const marker = join(place.data, FED);
  const fed = existsSync(marker);
  if (!fed) {
    say('• Hospital: throw-away CA, accounts, invitations');
    await runServerCommand(place, 'server/init.ts');
  }
  const hospital = await startHospital(place);
  if (fed) return hospital;
  try {
    say('• Hospital: feeding the demonstration patients through its public doors');
    const doors = { ...place.env, OPEN_URL: hospital.openUrl, MEDICAL_URL: hospital.medicalUrl };
    await runServerCommand({ ...place, env: doors }, 'server/demo/feed.ts', [], true);
    writeFileSync(marker, JSON.stringify({ fedAt: new Date().toISOString() }));
    return hospital;
  } catch (error) {
    await hospital.stop();
    throw error;
  }
}
