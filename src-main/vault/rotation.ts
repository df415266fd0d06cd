import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isMissing, readIfThere, writeSafely } from '../storage/safe-file.ts';
import { makeMaster, type OpenKeys } from './key-file.ts';
import { rewrapPatient, toPatientFolder } from './patient-files.ts';
import { deriveKey, seal, toContext, unseal } from './sealing.ts';

const listContext = toContext('patients');
const LIST = 'list';

/** The patients who have a folder, sealed: a folder's name alone does not tell whose it is. */
export async function readPatientList(patients: string, keys: OpenKeys): Promise<string[]> {
  const sealed = await readIfThere(join(patients, LIST));
  if (sealed === null) return [];
  try {
    const text = Buffer.from(unseal(deriveKey(keys.names, 'list'), listContext, sealed)).toString('utf8');
    return text === '' ? [] : text.split('\n');
  } catch {
    // A damaged list makes every folder an orphan: they are removed below and come again from the hospital.
    return [];
  }
}

/** Replaces the list of patients. */
export async function writePatientList(patients: string, keys: OpenKeys, list: readonly string[]): Promise<void> {
  const sealed = seal(deriveKey(keys.names, 'list'), listContext, Buffer.from(list.join('\n')));
  await writeSafely(join(patients, LIST), sealed);
}

/** Names of the patients' folders, whoever they are of. */
export async function readFolderNames(patients: string): Promise<string[]> {
  try {
    const entries = await readdir(patients, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

/**
 * Changes the master key once a day: a new master, every living patient's key wrapped anew, the old master destroyed. From then
 * on nothing opens what was deleted before, whatever the disk still holds. May be interrupted anywhere and is finished next time.
 */
export async function rotateMaster(
  patients: string,
  keys: OpenKeys,
  day: string,
  save: () => Promise<void>,
): Promise<void> {
  if (keys.masters.at(-1)?.day !== day) {
    keys.masters = [...keys.masters, makeMaster(day)];
    await save();
  }
  if (keys.masters.length === 1) return;
  const living = new Set<string>();
  for (const patient of await readPatientList(patients, keys)) {
    const folder = toPatientFolder(patients, keys.names, patient);
    if (await rewrapPatient(folder, patient, keys)) living.add(basename(folder));
  }
  for (const name of await readFolderNames(patients))
    if (!living.has(name)) await rm(join(patients, name), { recursive: true, force: true });
  for (const old of keys.masters.slice(0, -1)) old.key.fill(0);
  keys.masters = keys.masters.slice(-1);
  await save();
}

/** When the copy in a patient's folder ends, as its plain file says; NaN when it says nothing. */
export async function readUntil(folder: string): Promise<number> {
  return Date.parse((await readIfThere(join(folder, 'until')))?.toString('utf8') ?? '');
}

/**
 * Removes every folder below `folders` whose plain `until` has passed (or is missing): needs no key, so it runs before sign-in. A folder
 * that cannot be removed now keeps no other one alive.
 */
export async function purgeEnded(patients: string, now: number): Promise<number> {
  let purged = 0;
  const failures: unknown[] = [];
  for (const name of await readFolderNames(patients)) {
    try {
      if ((await readUntil(join(patients, name))) > now) continue;
      await rm(join(patients, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      purged += 1;
    } catch (cause) {
      failures.push(cause);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'copies that ended were not removed');
  return purged;
}
