import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HospitalFacts } from '../../contracts/person.ts';
import { toBlobPath } from '../backup/blob-files.ts';
import { SecretExposed } from '../config/secret-file.ts';
import { assertFinished, PlaceTaken } from '../empty-place.ts';
import { toPlaces } from '../places.ts';
import { findMissing } from '../releases/release-files.ts';
import { broken, type Checked, doubtful, type Finding, good } from './finding.ts';
import { assertPrivateKeys } from './private-keys.ts';

const GIB = 1024 ** 3;
const LEAST_BYTES = 2 * GIB;
const LEAST_PART = 0.1;
const SAMPLE = 25;
const BACKUP_HOURS = 48;

/** The data folder: founded to its end, readable, its keys private. */
export async function checkFolder({ env: { data } }: Checked): Promise<readonly Finding[]> {
  const places = toPlaces(data);
  if (!existsSync(places.hospital)) return [broken(`${data} holds no hospital: passerelle-server init founds one.`)];
  try {
    assertFinished(data);
    assertPrivateKeys(data);
    HospitalFacts.parse(JSON.parse(readFileSync(places.hospital, 'utf8')));
  } catch (error) {
    if (error instanceof PlaceTaken || error instanceof SecretExposed) return [broken(error.message)];
    return [
      broken(`${places.hospital} cannot be read as the hospital's facts: compare it with hospital.json.example.`),
    ];
  }
  const found: Finding[] = [good('founded; its keys are readable by its own account alone')];
  if ((statSync(data).mode & 0o002) !== 0) found.push(broken(`${data} can be written by everybody: chmod o-w ${data}`));
  return Promise.resolve(found);
}

/** Room on the disk of the data folder. */
export function checkDisk({ env: { data } }: Checked): Promise<readonly Finding[]> {
  const { bavail, blocks, bsize } = statfsSync(data);
  const free = bavail * bsize;
  const part = bavail / blocks;
  const said = `${(free / GIB).toFixed(1)} GiB free (${Math.round(part * 100)} %)`;
  if (free < LEAST_BYTES)
    return Promise.resolve([broken(`${said}: less than 2 GiB, images will soon be refused. Make room or add a disk.`)]);
  return Promise.resolve([part < LEAST_PART ? doubtful(`${said}: add room in good time.`) : good(said)]);
}

/** The blob store: writable, and a sample of what the record names is there and whole. */
export async function checkBlobs({ env: { data }, database }: Checked): Promise<readonly Finding[]> {
  const { blobs } = toPlaces(data);
  const probe = join(data, `probe-${randomUUID()}`);
  try {
    await writeFile(probe, 'probe', { mode: 0o600, flush: true });
  } catch (error) {
    return [
      broken(
        `${data} cannot be written (${(error as NodeJS.ErrnoException).code}): give it back to the server's account.`,
      ),
    ];
  } finally {
    await rm(probe, { force: true });
  }
  if (database === null) return [doubtful('writable; its files were not compared, since the database is not there')];
  const names = await database.sampleBlobs(SAMPLE);
  const found: Finding[] = [];
  for (const name of names) {
    const bytes = await readFile(toBlobPath(blobs, name)).catch(() => null);
    if (bytes === null) found.push(broken(`the record names ${name}, which is not there: restore it from a backup.`));
    else if (createHash('sha256').update(bytes).digest('hex') !== name)
      found.push(broken(`${name} is damaged: restore it from a backup, and look at the disk.`));
  }
  return found.length > 0 ? found : [good(`writable; ${names.length} files of the record taken at random are whole`)];
}

/** Packages of releases that a PC may still be offered: there, and of their size. A backup does not hold them. */
export async function checkReleases({ env: { data }, database }: Checked): Promise<readonly Finding[]> {
  if (database === null) return [doubtful('not compared, since the database is not there')];
  const kept = await database.readReleases();
  const found = kept.flatMap(({ counter, pushed, packages }) => {
    const missing = findMissing(toPlaces(data).releases, counter, packages);
    if (missing.length === 0) return [];
    const said = `of release ${counter}, ${missing.join(', ')} is not there or not whole: run release add with its folder again.`;
    return [pushed ? broken(said) : doubtful(said)];
  });
  return found.length > 0 ? found : [good(`${kept.length} releases, their packages are there`)];
}

/** When the last backup was made. */
export function checkBackupAge({ env, now }: Checked): Promise<readonly Finding[]> {
  const { lastBackup } = toPlaces(env.data);
  if (!existsSync(lastBackup))
    return Promise.resolve([doubtful('none was ever made: set BACKUP_FOLDER and start passerelle-backup.timer.')]);
  const { mtimeMs } = statSync(lastBackup);
  const hours = Math.round((now.getTime() - mtimeMs) / 3_600_000);
  const said = `the last one is ${hours} hours old`;
  return Promise.resolve([hours > BACKUP_HOURS ? doubtful(`${said}: look at passerelle-backup.service.`) : good(said)]);
}
