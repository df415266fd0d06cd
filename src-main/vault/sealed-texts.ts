import { createHmac } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExpectedFailure } from '../../contracts/failure.ts';
import { isMissing, readIfThere, writeSafely } from '../storage/safe-file.ts';
import type { OpenKeys } from './key-file.ts';
import { deriveKey, seal, toContext, unseal } from './sealing.ts';

/** Texts of a person that live as long as the vault: the list of links, the fingerprints of national numbers, the marks not sent yet, what was looked at when. */
export type TextName = 'links' | 'numbers' | 'marks' | 'looks';

/** What a person's vault keeps beside the copies, sealed like them. */
export interface SealedTexts {
  save(name: TextName, text: string): Promise<void>;
  /** Null when there is none, or when it was altered. */
  read(name: TextName): Promise<string | null>;
  /** Sealed with the master key of the day: from the next day's first unlocking on, nothing opens what the disk may still hold. */
  saveToday(day: string, text: string): Promise<void>;
  readToday(day: string): Promise<string | null>;
  /** Removes what was kept for a day, whichever. */
  dropDays(): Promise<void>;
  /** The same for the same number, and nothing to whoever lacks this vault's key: a national number could be guessed from a plain hash. */
  toFingerprint(number: string): string;
}

const DAY = /^day-(\d{4}-\d{2}-\d{2})$/;

async function listDays(folder: string): Promise<{ name: string; day: string }[]> {
  try {
    return (await readdir(folder)).flatMap((name) => {
      const day = DAY.exec(name)?.[1];
      return day === undefined ? [] : [{ name, day }];
    });
  } catch (cause) {
    if (isMissing(cause)) return [];
    throw cause;
  }
}

/** Removes what was kept for any other day than `today`; needs no key, so it runs before anybody signs in. */
export async function removeOtherDays(folder: string, today: string): Promise<void> {
  for (const { name, day } of await listDays(folder)) if (day !== today) await rm(join(folder, name), { force: true });
}

/** The sealed texts of one open vault. */
export function openSealedTexts(folder: string, keys: OpenKeys): SealedTexts {
  const pathOfDay = (day: string): string => join(folder, `day-${day}`);
  function keyOfDay(): Buffer {
    const newest = keys.masters.at(-1);
    if (newest === undefined) throw new ExpectedFailure('vault-locked');
    return deriveKey(newest.key, 'day');
  }
  async function open(path: string, key: Buffer, context: Buffer): Promise<string | null> {
    const sealed = await readIfThere(path);
    if (sealed === null) return null;
    try {
      return Buffer.from(unseal(key, context, sealed)).toString('utf8');
    } catch (cause) {
      if (cause instanceof ExpectedFailure && cause.code === 'vault-damaged') return null;
      throw cause;
    }
  }
  return {
    save: (name, text) =>
      writeSafely(join(folder, name), seal(deriveKey(keys.names, name), toContext(name), Buffer.from(text))),
    read: (name) => open(join(folder, name), deriveKey(keys.names, name), toContext(name)),
    saveToday: (day, text) => writeSafely(pathOfDay(day), seal(keyOfDay(), toContext('day', day), Buffer.from(text))),
    readToday: (day) => open(pathOfDay(day), keyOfDay(), toContext('day', day)),
    async dropDays() {
      for (const { name } of await listDays(folder)) await rm(join(folder, name), { force: true });
    },
    toFingerprint: (number) => createHmac('sha256', deriveKey(keys.names, 'numbers')).update(number).digest('hex'),
  };
}
