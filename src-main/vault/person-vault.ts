import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import { openTurns } from '../storage/in-turn.ts';
import { removeLeftovers } from '../storage/safe-file.ts';
import { openKeyFile, type OpenKeys, type Stretch, wipeKeys } from './key-file.ts';
import { openLastLooks } from './last-looks.ts';
import { type ForwardClock, type Lease, openForwardClock, readLease } from './lease.ts';
import { openLedger } from './ledger.ts';
import { findPrevious, toShownItems, toSubject } from './mirror.ts';
import { forgetIdle, isPresent, type OpenCopy, toState } from './open-copy.ts';
import { openPatientFiles, type PatientFiles, type PatientIndex, toPatientFolder } from './patient-files.ts';
import { readPatientList, readUntil, rotateMaster, writePatientList } from './rotation.ts';
import { openSealedTexts } from './sealed-texts.ts';
import { dropVault, findUnreadable } from './vault-format.ts';
import type { CopyEnd, CopyState, ManifestContent, PersonVault, VaultOpening } from './vault-shape.ts';
import { toSeriesFiles, toWeight, type Weighed } from './weighing.ts';

/** Opens (or begins) the vault of one person; changes its master key when the day changed. */
export async function openPersonVault(
  opening: VaultOpening,
  stretch: Stretch,
  clock: ForwardClock = openForwardClock(opening.mark.time),
): Promise<PersonVault> {
  const { folder, holder, statementKey } = opening;
  const secret = Buffer.from(opening.secret, 'base64');
  const unreadable = await findUnreadable(folder);
  if (unreadable !== null && opening.mustExist === true) throw new ExpectedFailure('not-copied-yet');
  if (unreadable !== null) await dropVault(folder);
  const { password, day, mustExist } = opening;
  const opened = await openKeyFile(folder, holder.person, secret, password, day, stretch, mustExist);
  const keys: OpenKeys = opened.keys;
  const patients = join(folder, 'patients');
  try {
    if (opened.created) await rm(patients, { recursive: true, force: true });
    await removeLeftovers(folder);
    await rotateMaster(patients, keys, opening.day, opened.save);
  } finally {
    opened.done();
    secret.fill(0);
  }
  const ledger = await openLedger(folder, keys.names, opening.mark, clock);
  const texts = openSealedTexts(folder, keys);
  const looks = await openLastLooks(texts, clock.now);
  const open = new Map<string, OpenCopy>();
  /** Whose copy is being compared now: its lease is new, whatever still lies there. */
  const comparing = new Set<string>();
  const loading = new Map<string, Promise<OpenCopy>>();
  const inTurn = openTurns();

  function assertLiving(patient: string, lease: Lease): void {
    if (clock.now() >= lease.exp * 1000 || ledger.left(patient, lease) <= 0) throw new ExpectedFailure('lease-ended');
  }

  async function find(patient: string): Promise<OpenCopy> {
    const known = open.get(patient) ?? (await load(patient));
    known.isUsed = true;
    assertLiving(patient, known.lease);
    return known;
  }

  /** Once for all who ask meanwhile. */
  function load(patient: string): Promise<OpenCopy> {
    const known = loading.get(patient);
    if (known !== undefined) return known;
    const started = loadNow(patient).finally(() => loading.delete(patient));
    loading.set(patient, started);
    return started;
  }

  async function loadNow(patient: string): Promise<OpenCopy> {
    const files = await openPatientFiles(patients, keys, patient, false);
    const index = await files?.readIndex();
    if (!files || !index) throw new ExpectedFailure('not-copied-yet');
    const lease = await readLease(index.lease, statementKey, holder, patient);
    if (lease === null) throw new ExpectedFailure('lease-ended');
    assertLiving(patient, lease);
    const found: OpenCopy = { files, index, lease, present: await files.present(), shown: null, isUsed: true };
    // A comparison that ended meanwhile knows better than the disk did.
    const compared = open.get(patient);
    if (compared === undefined) open.set(patient, found);
    else files.wipe();
    return compared ?? found;
  }

  async function removeAllBut(entry: OpenCopy, keep: readonly MirrorItem[]): Promise<void> {
    const names = new Set(keep.map(entry.files.fileName));
    const strange = [...entry.present].filter((name) => !names.has(name));
    await entry.files.remove(strange);
    for (const name of strange) entry.present.delete(name);
  }

  async function writeIndex(entry: OpenCopy): Promise<void> {
    await entry.files.writeIndex(entry.index, entry.lease.exp * 1000);
  }

  /** One change of the list at a time: two that began from the same list would lose one of them. */
  function changeList(change: (list: readonly string[]) => readonly string[]): Promise<void> {
    return inTurn(async () => {
      const list = await readPatientList(patients, keys);
      const next = change(list);
      if (next !== list) await writePatientList(patients, keys, next);
    });
  }

  async function begin(
    patient: string,
  ): Promise<{ files: PatientFiles; index: PatientIndex | null; present: Set<string> }> {
    const known = open.get(patient);
    if (known) return { files: known.files, index: known.index, present: known.present };
    await changeList((list) => (list.includes(patient) ? list : [...list, patient]));
    const files = await openPatientFiles(patients, keys, patient, true);
    if (files === null) throw new ExpectedFailure('vault-locked');
    return { files, index: await files.readIndex(), present: await files.present() };
  }

  async function purge(patient: string): Promise<void> {
    open.get(patient)?.files.wipe();
    open.delete(patient);
    ledger.forget(patient);
    looks.forget(patient);
    await rm(toPatientFolder(patients, keys.names, patient), { recursive: true, force: true });
    await changeList((list) => (list.includes(patient) ? list.filter((other) => other !== patient) : list));
  }

  /** What lies of a copy, whether its lease still runs or not; `work` must not keep the files. */
  async function weighed<T>(patient: string, work: (entry: Weighed) => T | Promise<T>): Promise<T | null> {
    const known = open.get(patient);
    if (known !== undefined) return await work(known);
    const files = await openPatientFiles(patients, keys, patient, false);
    if (files === null) return null;
    try {
      return await work({ files, index: await files.readIndex(), present: await files.present() });
    } finally {
      files.wipe();
    }
  }

  async function compare(manifest: ManifestContent): Promise<CopyState> {
    const { patient } = manifest;
    const lease = await readLease(manifest.lease, statementKey, holder, patient);
    if (lease === null) throw new ExpectedFailure('hospital-untrusted');
    clock.adopt(lease.iat * 1000);
    // Before anything of it is copied: a crash must not leave a new copy with the lease that the purge of the old one spent.
    if (ledger.renew(patient, lease)) await ledger.save();
    const { files, index: old, present } = await begin(patient);
    const previous = findPrevious(old, manifest.items, (item) => present.has(files.fileName(item)));
    const entry: OpenCopy = {
      files,
      present,
      lease,
      shown: null,
      isUsed: true,
      index: {
        patient,
        revision: manifest.revision,
        asOf: old?.asOf ?? null,
        complete: false,
        lease: manifest.lease,
        items: manifest.items,
        lastVisit: manifest.lastVisit,
        marks: manifest.marks,
        previous,
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
    dropped: unreadable,
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
      entry.isUsed = true;
      await entry.files.write(item, bytes);
      entry.present.add(entry.files.fileName(item));
      entry.shown = null;
    },
    async settle(patient) {
      const entry = await find(patient);
      if (!entry.index.complete && entry.index.items.every(isPresent(entry))) {
        await entry.files.syncItems();
        // When the hospital made the manifest, by its own clock: what it recorded while this was being fetched is not in it.
        const asOf = new Date(entry.lease.iat * 1000).toISOString();
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
    async ends() {
      const ends = (await readPatientList(patients, keys)).map(async (patient): Promise<CopyEnd> => {
        const living = open.get(patient);
        const folder = toPatientFolder(patients, keys.names, patient);
        return { patient, until: living === undefined ? await readUntil(folder) : living.lease.exp * 1000 };
      });
      return (await Promise.all(ends)).filter(({ until }) => !Number.isNaN(until));
    },
    looked(patient, subject) {
      const item = subject === null ? undefined : open.get(patient)?.shown?.get(subject);
      looks.note(patient, item?.kind === 'instance' ? item.series : null);
    },
    async weigh() {
      const list = (await readPatientList(patients, keys)).filter((patient) => !comparing.has(patient));
      const weights = list.map((patient) => weighed(patient, (entry) => toWeight(patient, entry, looks)));
      return (await Promise.all(weights)).filter((weight) => weight !== null);
    },
    async evict({ patient, series }) {
      if (comparing.has(patient)) return;
      if (series === null) {
        await purge(patient);
        return;
      }
      await weighed(patient, async (entry) => {
        const names = toSeriesFiles(entry, series);
        await entry.files.remove(names);
        const known = open.get(patient);
        for (const name of names) known?.present.delete(name);
        if (known !== undefined) Object.assign(known, { shown: null, index: { ...known.index, complete: false } });
      });
    },
    forgetIdle: (kept) => forgetIdle(open, new Set([...kept, ...comparing])),
    texts,
    async saveLedger() {
      await looks.save().catch(() => undefined);
      return await ledger.save();
    },
    close() {
      for (const { files } of open.values()) files.wipe();
      open.clear();
      wipeKeys(keys);
    },
  };
}
