import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Enrolment, InvitationFile } from '../../contracts/enrolment.ts';
import { Person } from '../../contracts/person.ts';
import { readJson, writeJson } from '../storage/safe-file.ts';

/** What this PC keeps of its enrolment: certificates, addresses, the hospital's facts. No secret: keys are in the keychain. */
export const StoredEnrolment = z.strictObject({
  format: z.literal('passerelle-enrolment-1'),
  invitation: InvitationFile,
  enrolment: Enrolment,
  keyName: z.string(),
  /** Who signed in on this PC before, the last one first: for the name in the field, and for opening without a line. */
  people: z.array(Person).max(50),
});
export type StoredEnrolment = z.infer<typeof StoredEnrolment>;

/** The file of the enrolment, in the user-data folder. */
export interface EnrolmentFile {
  read(): Promise<StoredEnrolment | null>;
  write(stored: StoredEnrolment): Promise<void>;
  remove(): Promise<void>;
}

/** Opens the file of the enrolment below `userData`. */
export function openEnrolmentFile(userData: string): EnrolmentFile {
  const path = join(userData, 'enrolment.json');
  return {
    read: () => readJson(path, StoredEnrolment),
    write: (stored) => writeJson(path, stored),
    remove: () => rm(path, { force: true }),
  };
}

/** Puts a person in front of those who signed in here. */
export function rememberPerson(stored: StoredEnrolment, person: Person): StoredEnrolment {
  return { ...stored, people: [person, ...stored.people.filter((other) => other.id !== person.id)].slice(0, 50) };
}
