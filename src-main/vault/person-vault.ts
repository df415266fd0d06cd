import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Mark } from '../../contracts/mark.ts';
import type { LastVisit, Manifest, MirrorItem } from '../../contracts/mirror.ts';
import { openKeyFile, type OpenKeys, type Stretch, wipeKeys } from './key-file.ts';
import {
  type ForwardClock,
  type Lease,
  type Leaseholder,
  openForwardClock,
  readLease,
  type TimeMark,
} from './lease.ts';
import { openLedger } from './ledger.ts';
import { compareWithManifest, toShownItems, toSubject } from './mirror.ts';
import { openPatientFiles, type PatientFiles, type PatientIndex, toPatientFolder } from './patient-files.ts';
import { readPatientList, readUntil, rotateMaster, writePatientList } from './rotation.ts';
import { openSealedTexts, type SealedTexts } from './sealed-texts.ts';

type ManifestContent = z.infer<typeof Manifest>;

/** What opens the vault of one person on this PC. */
export interface VaultOpening {
  readonly folder: string;
  readonly holder: Leaseholder;
  /** The keychain's half, base64. */
  readonly secret: string;
  readonly password: string;
  readonly statementKey: string;
  readonly mark: TimeMark;
  /** Local date, for the daily change of the master key. */
  readonly day: string;
}

/** What the vault says of one patient's copy. */
export interface CopyState {
  readonly revision: string;
  readonly asOf: string | null;
  readonly leaseUntil: string;
  readonly complete: boolean;
  readonly total: number;
  readonly lastVisit: LastVisit | null;
  /** What the hospital holds of this physician's marks. */
  readonly marks: readonly Mark[];
  readonly missing: readonly MirrorItem[];
  /** What may be on the screen now. */
  readonly shown: readonly MirrorItem[];
}

/** The open vault of one person: one folder a patient, each the mirror of what the hospital shows. */
export interface PersonVault {
  readonly created: boolean;
  /** Takes a manifest and its lease in: what is gone leaves the copy at once, what is missing is told. */
  compare(manifest: ManifestContent): Promise<CopyState>;
  /** The copy as it lies there; `not-copied-yet` when there is none, `lease-ended` when it may not be read any more. */
  readState(patient: string): Promise<CopyState>;
  store(patient: string, item: MirrorItem, bytes: Uint8Array): Promise<void>;
  /** Declares the copy whole when nothing is missing. */
  settle(patient: string): Promise<CopyState>;
  /** The received bytes of one shown item, `not-copied-yet` or `vault-damaged`. */
  read(patient: string, subject: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Counts reading time against the lease. */
  spend(patient: string, seconds: number): Promise<void>;
  purge(patient: string | null): Promise<void>;
  /** Destroys the copies that ended, opened or not; names whose. */
  purgeEnded(): Promise<readonly string[]>;
  /** The patients of whom there is a copy. */
  copied(): Promise<readonly string[]>;
  /** What is kept beside the copies. */
  readonly texts: SealedTexts;
  saveLedger(): Promise<TimeMark>;
  close(): void;
}

interface Patient {
  readonly files: PatientFiles;
  index: PatientIndex;
  lease: Lease;
  present: Set<string>;
  /** Shown items by subject, null after anything changed. */
  shown: Map<string, MirrorItem> | null;
}

/** Opens (or begins) the vault of one person; changes its master key when the day changed. */
export async function openPersonVault(
  opening: VaultOpening,
  stretch: Stretch,
  clock: ForwardClock = openForwardClock(opening.mark.time),
): Promise<PersonVault> {
  const { folder, holder, statementKey } = opening;
  const secret = Buffer.from(opening.secret, 'base64');
  const opened = await openKeyFile(folder, holder.person, secret, opening.password, opening.day, stretch);
  const keys: OpenKeys = opened.keys;
  const patients = join(folder, 'patients');
  try {
    if (opened.created) await rm(patients, { recursive: true, force: true });
    await rotateMaster(patients, keys, opening.day, opened.save);
  } finally {
    opened.done();
    secret.fill(0);
  }
  const ledger = await openLedger(folder, keys.names, opening.mark, clock);
  const open = new Map<string, Patient>();
  /** Whose copy is being compared now: its lease is new, whatever still lies there. */
  const comparing = new Set<string>();

  function assertLiving(patient: string, lease: Lease): void {
    if (clock.now() >= lease.exp * 1000 || ledger.left(patient, lease) <= 0) throw new ExpectedFailure('lease-ended');
  }

  async function find(patient: string): Promise<Patient> {
    const known = open.get(patient);
    if (known !== undefined) {
      assertLiving(patient, known.lease);
      return known;
    }
    const files = await openPatientFiles(patients, keys, patient, false);
    const index = await files?.readIndex();
    if (!files || !index) throw new ExpectedFailure('not-copied-yet');
    const lease = await readLease(index.lease, statementKey, holder, patient);
    if (lease === null) throw new ExpectedFailure('lease-ended');
    assertLiving(patient, lease);
    const found: Patient = { files, index, lease, present: await files.present(), shown: null };
    open.set(patient, found);
    return found;
  }

  const isPresent = (entry: Patient) => (item: MirrorItem) => entry.present.has(entry.files.fileName(item));

  function toState(entry: Patient): CopyState {
    const { revision, asOf, complete, items, lastVisit, marks } = entry.index;
    return {
      revision,
      asOf,
      complete,
      leaseUntil: new Date(entry.lease.exp * 1000).toISOString(),
      total: items.length,
      lastVisit,
      marks,
      missing: items.filter((item) => !isPresent(entry)(item)),
      shown: toShownItems(entry.index, isPresent(entry)),
    };
  }

  async function removeAllBut(entry: Patient, keep: readonly MirrorItem[]): Promise<void> {
    const names = new Set(keep.map(entry.files.fileName));
    const strange = [...entry.present].filter((name) => !names.has(name));
    await entry.files.remove(strange);
    for (const name of strange) entry.present.delete(name);
  }

  async function writeIndex(entry: Patient): Promise<void> {
    await entry.files.writeIndex(entry.index, entry.lease.exp * 1000);
  }

  async function begin(
    patient: string,
  ): Promise<{ files: PatientFiles; index: PatientIndex | null; present: Set<string> }> {
    const known = open.get(patient);
    if (known) return { files: known.files, index: known.index, present: known.present };
    const list = await readPatientList(patients, keys);
    if (!list.includes(patient)) await writePatientList(patients, keys, [...list, patient]);
    const files = await openPatientFiles(patients, keys, patient, true);
    if (files === null) throw new ExpectedFailure('vault-locked');
    return { files, index: await files.readIndex(), present: await files.present() };
  }

  async function purge(patient: string): Promise<void> {
    open.get(patient)?.files.wipe();
    open.delete(patient);
    ledger.forget(patient);
    await rm(toPatientFolder(patients, keys.names, patient), { recursive: true, force: true });
    const list = await readPatientList(patients, keys);
    if (list.includes(patient))
      await writePatientList(
        patients,
        keys,
        list.filter((other) => other !== patient),
      );
  }

  async function compare(manifest: ManifestContent): Promise<CopyState> {
    const { patient } = manifest;
    const lease = await readLease(manifest.lease, statementKey, holder, patient);
    if (lease === null) throw new ExpectedFailure('hospital-untrusted');
    clock.adopt(lease.iat * 1000);
    ledger.renew(patient, lease);
    const { files, index: old, present } = await begin(patient);
    const { previous } = compareWithManifest(old, manifest.items);
    const entry: Patient = {
      files,
      present,
      lease,
      shown: null,
      index: {
        patient,
        revision: manifest.revision,
        asOf: old?.asOf ?? null,
        complete: false,
        lease: manifest.lease,
        items: manifest.items,
        lastVisit: manifest.lastVisit,
        marks: manifest.marks,
        previous: previous.filter((item) => present.has(files.fileName(item))),
      },
    };
    open.set(patient, entry);
    await removeAllBut(entry, [...entry.index.items, ...entry.index.previous]);
    if (manifest.items.every(isPresent(entry))) {
      entry.index = { ...entry.index, complete: true, asOf: manifest.asOf, previous: [] };
      await removeAllBut(entry, entry.index.items);
    }
    await writeIndex(entry);
    return toState(entry);
  }

  return {
    created: opened.created,
    async compare(manifest) {
      comparing.add(manifest.patient);
      try {
        return await compare(manifest);
      } finally {
        comparing.delete(manifest.patient);
      }
    },
    readState: async (patient) => toState(await find(patient)),
    async store(patient, item, bytes) {
      const entry = open.get(patient);
      if (!entry) throw new ExpectedFailure('vault-locked');
      if (createHash('sha256').update(bytes).digest('hex') !== item.sha256)
        throw new ExpectedFailure('resource-invalid');
      await entry.files.write(item, bytes);
      entry.present.add(entry.files.fileName(item));
      entry.shown = null;
    },
    async settle(patient) {
      const entry = await find(patient);
      if (!entry.index.complete && entry.index.items.every(isPresent(entry))) {
        await entry.files.syncItems();
        const asOf = new Date(clock.now()).toISOString();
        entry.index = { ...entry.index, complete: true, asOf, previous: [] };
        entry.shown = null;
        await writeIndex(entry);
        await removeAllBut(entry, entry.index.items);
      }
      return toState(entry);
    },
    async read(patient, subject) {
      const entry = await find(patient);
      entry.shown ??= new Map(toShownItems(entry.index, isPresent(entry)).map((item) => [toSubject(item), item]));
      const item = entry.shown.get(subject);
      if (item === undefined) throw new ExpectedFailure('not-copied-yet');
      const bytes = await entry.files.read(item).catch((cause: unknown) => cause);
      if (bytes instanceof Uint8Array) return bytes as Uint8Array<ArrayBuffer>;
      // Only this item is lost, and the next comparison brings it again.
      entry.present.delete(entry.files.fileName(item));
      entry.shown = null;
      throw bytes instanceof Error ? bytes : new ExpectedFailure('vault-damaged');
    },
    async spend(patient, seconds) {
      const entry = await find(patient);
      ledger.spend(patient, entry.lease, seconds);
      assertLiving(patient, entry.lease);
    },
    async purge(patient) {
      for (const one of patient === null ? await readPatientList(patients, keys) : [patient]) await purge(one);
    },
    async purgeEnded() {
      const ended: string[] = [];
      for (const patient of await readPatientList(patients, keys)) {
        const living = open.get(patient);
        const folder = toPatientFolder(patients, keys.names, patient);
        const until = living === undefined ? await readUntil(folder) : living.lease.exp * 1000;
        // A copy that is only beginning has no end yet.
        if (Number.isNaN(until) || until > clock.now() || comparing.has(patient)) continue;
        await purge(patient);
        ended.push(patient);
      }
      return ended;
    },
    copied: () => readPatientList(patients, keys),
    texts: openSealedTexts(folder, keys),
    saveLedger: () => ledger.save(),
    close() {
      for (const { files } of open.values()) files.wipe();
      open.clear();
      wipeKeys(keys);
    },
  };
}
