import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { Mark } from '../../contracts/mark.ts';
import { LastVisit, MirrorItem } from '../../contracts/mirror.ts';
import { isMissing, readIfThere, syncFolder, toDiskFailure, writeSafely } from '../storage/safe-file.ts';
import { giveBack } from './give-back.ts';
import type { Master, OpenKeys } from './key-file.ts';
import { deriveKey, seal, toContext, toHiddenName, unseal } from './sealing.ts';

/** What a patient's folder is a mirror of. */
export const PatientIndex = z.strictObject({
  patient: z.string(),
  revision: z.string(),
  /** When the folder last equalled the hospital's manifest, null before the first copy was complete. */
  asOf: z.iso.datetime().nullable(),
  /** True once every item of `revision` lies in the folder. */
  complete: z.boolean(),
  lease: z.string(),
  /** The hospital's manifest: what the folder becomes. */
  items: z.array(MirrorItem),
  /** Older versions of documents of that manifest, shown until all the new ones are there. */
  previous: z.array(MirrorItem),
  /** The last visit before this one and the physician's marks, as the manifest brought them. */
  lastVisit: LastVisit.nullable().default(null),
  marks: z.array(Mark).default([]),
});
export type PatientIndex = z.infer<typeof PatientIndex>;

/** What an item is called within its patient; the same name, version and hash are always the same file. */
export function toItemName(item: MirrorItem): readonly [string, string, string] {
  return item.kind === 'resource'
    ? [item.ref, String(item.version), item.sha256]
    : [`${item.study}/${item.instance}`, '0', item.sha256];
}

/** The encrypted folder of one patient: `key` (wrapped by a master), `index`, `until` (the only plain file: a time), `items/`. */
export interface PatientFiles {
  readonly patient: string;
  readonly folder: string;
  readIndex(): Promise<PatientIndex | null>;
  writeIndex(index: PatientIndex, until: number): Promise<void>;
  /** Names of the item files that are there. */
  present(): Promise<Set<string>>;
  fileName(item: MirrorItem): string;
  write(item: MirrorItem, bytes: Uint8Array): Promise<void>;
  /** The received bytes; null when there is no such file, `vault-damaged` (and the file is gone) when they were altered. */
  read(item: MirrorItem): Promise<Uint8Array<ArrayBuffer> | null>;
  remove(fileNames: readonly string[]): Promise<void>;
  syncItems(): Promise<void>;
  wipe(): void;
}

const keyContext = (patient: string, master: Master): Buffer => toContext('patient key', patient, master.id);

/** Folder of a patient below the folder of patients. */
export function toPatientFolder(patients: string, names: Buffer, patient: string): string {
  return join(patients, toHiddenName(names, 'patient', patient));
}

const isDamaged = (cause: unknown): boolean => cause instanceof ExpectedFailure && cause.code === 'vault-damaged';

async function readKey(
  folder: string,
  patient: string,
  masters: readonly Master[],
): Promise<{ key: Buffer; master: Master } | null> {
  const wrapped = await readIfThere(join(folder, 'key'));
  if (wrapped === null) return null;
  for (const master of masters) {
    try {
      return { key: Buffer.from(unseal(master.key, keyContext(patient, master), wrapped)), master };
    } catch (cause) {
      if (!isDamaged(cause)) throw cause;
      // Wrapped by another master, or damaged: the next one tells.
    }
  }
  return null;
}

/** Wraps the key of a patient anew by the last master, when it is not yet; false when no master opens it. */
export async function rewrapPatient(folder: string, patient: string, keys: OpenKeys): Promise<boolean> {
  const found = await readKey(folder, patient, keys.masters);
  const newest = keys.masters.at(-1);
  if (found === null || newest === undefined) return false;
  if (found.master !== newest)
    await writeSafely(join(folder, 'key'), seal(newest.key, keyContext(patient, newest), found.key));
  found.key.fill(0);
  return true;
}

/** Opens a patient's folder, or begins an empty one; a folder whose key no master opens is begun anew. */
export async function openPatientFiles(
  patients: string,
  keys: OpenKeys,
  patient: string,
  create: boolean,
): Promise<PatientFiles | null> {
  const folder = toPatientFolder(patients, keys.names, patient);
  let key = (await readKey(folder, patient, keys.masters))?.key;
  if (key === undefined) {
    if (!create) return null;
    const newest = keys.masters.at(-1);
    if (newest === undefined) throw new ExpectedFailure('vault-locked');
    key = randomBytes(32);
    await rm(folder, { recursive: true, force: true });
    await writeSafely(join(folder, 'key'), seal(newest.key, keyContext(patient, newest), key));
  }
  const content = key;
  const names = deriveKey(content, 'names');
  const items = join(folder, 'items');
  const indexContext = toContext('index', patient);
  const itemContext = (item: MirrorItem): Buffer => toContext('item', patient, ...toItemName(item));
  const known = new WeakMap<MirrorItem, string>();
  function fileName(item: MirrorItem): string {
    const name = known.get(item) ?? toHiddenName(names, ...toItemName(item));
    known.set(item, name);
    return name;
  }

  return {
    patient,
    folder,
    fileName,
    async readIndex() {
      const sealed = await readIfThere(join(folder, 'index'));
      if (sealed === null) return null;
      try {
        const parsed = PatientIndex.parse(
          JSON.parse(Buffer.from(unseal(content, indexContext, sealed)).toString('utf8')),
        );
        return parsed.patient === patient ? parsed : null;
      } catch {
        // A damaged index loses nothing: the hospital's manifest makes it again, and intact items are kept.
        return null;
      }
    },
    async writeIndex(index, until) {
      await writeSafely(join(folder, 'until'), new Date(until).toISOString());
      await writeSafely(join(folder, 'index'), seal(content, indexContext, Buffer.from(JSON.stringify(index))));
    },
    async present() {
      try {
        return new Set((await readdir(items)).filter((name) => !name.endsWith('.tmp')));
      } catch (cause) {
        if (isMissing(cause)) return new Set();
        throw cause;
      }
    },
    async write(item, bytes) {
      const sealed = seal(content, itemContext(item), bytes);
      await writeSafely(join(items, fileName(item)), sealed, false);
      giveBack(sealed);
    },
    async read(item) {
      const path = join(items, fileName(item));
      const sealed = await readIfThere(path);
      if (sealed === null) return null;
      try {
        const bytes = unseal(content, itemContext(item), sealed);
        giveBack(sealed);
        return bytes;
      } catch (cause) {
        // A vault that closed meanwhile damages nothing.
        if (isDamaged(cause)) await unlink(path).catch(() => undefined);
        throw cause;
      }
    },
    async remove(fileNames) {
      await Promise.all(fileNames.map((name) => rm(join(items, name), { force: true })));
    },
    async syncItems() {
      try {
        await mkdir(items, { recursive: true, mode: 0o700 });
        await syncFolder(items);
      } catch (cause) {
        throw toDiskFailure(cause);
      }
    },
    wipe() {
      content.fill(0);
      names.fill(0);
    },
  };
}
