import type { Patient } from '@medplum/fhirtypes';
import type { HospitalFile } from '../../../contracts/hospital-file.ts';
import type { CodeLetter, LetterLists, PatientLetter } from '../../../contracts/letter.ts';
import { aNiss, aPatient, aTransaction, type Stored } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { type ReadPdf, readPdf } from '../documents/read-pdf.ts';
import type { Answer } from '../support/https-client.ts';
import { openTestHospital, type SignedIn, testAccounts, type TestHospital } from '../support/test-hospital.ts';

/** What the desk's PC got back: a printed PDF, nothing, or a failure. */
export type Deed = Answer<HospitalFile & { readonly code: string }>;

/** A hospital whose desk is signed in, with letters to print. */
export interface PostRoom {
  readonly hospital: TestHospital;
  readonly desk: SignedIn;
  /** The patient enters by FHIR, a link to the physician is made active, and its letter waits. */
  queue(over?: Partial<Patient>): Promise<{ patient: string; letter: string; endLink: () => Promise<void> }>;
  queueCode(reason?: CodeLetter['reason']): Promise<string>;
  put(patient: Stored<Patient>): Promise<void>;
  list(): Promise<LetterLists>;
  find(letter: string): Promise<PatientLetter>;
  findCode(letter: string): Promise<CodeLetter>;
  print(...letters: readonly (readonly [id: string, prints: number])[]): Promise<Deed>;
  post(letters: readonly string[], registered?: string | null): Promise<Deed>;
  cancel(letter: string, reason?: string): Promise<Deed>;
  code(deed: 'print' | 'post' | 'cancellation', letter: string, body: object): Promise<Deed>;
}

const address = [{ use: 'home' as const, line: ['Rue Haute 12'], postalCode: '7000', city: 'Essai', country: 'BE' }];

/** What stands on the paper of an answer. */
export function readPaper(deed: Deed): Promise<ReadPdf> {
  return readPdf(Buffer.from(deed.body.base64, 'base64'));
}

/** Opens the desk of a hospital of its own for one test file. */
export async function openPostRoom(): Promise<PostRoom> {
  const hospital = await openTestHospital();
  const desk = await hospital.signIn('desk');
  const ask = (path: string, body: object) => desk.ask<Deed['body']>('POST', path, { body });
  const list = async () => (await desk.ask<LetterLists>('GET', '/api/letters')).body;
  let number = 100;
  const put: PostRoom['put'] = async (patient) => {
    const { status, bytes } = await hospital.system.ask('POST', '/fhir', {
      body: Buffer.from(JSON.stringify(aTransaction(patient))),
      headers: { 'content-type': 'application/fhir+json' },
    });
    if (status !== 200) throw new Error(bytes.toString('utf8'));
  };
  const found = <T>(letter: T | undefined): T => {
    if (letter === undefined) throw new Error('no such letter on the lists');
    return letter;
  };
  return {
    hospital,
    desk,
    put,
    list,
    queue: async (over = {}) => {
      number += 2;
      const patient = aPatient({ niss: aNiss('1955-03-12', number), number: `L${number}`, address, ...over });
      await put(patient);
      const endLink = await activateLink(hospital.test, testAccounts.physician.id, patient.id);
      const [letter] = await hospital.test.sql<{ id: string }>(
        `insert into care.letter (link, patient, kind)
           select id, patient, 'created' from care.link where patient = $1 returning id`,
        [patient.id],
      );
      return { patient: patient.id, letter: letter!.id, endLink };
    },
    queueCode: async (reason = 'access') => {
      const [row] = await hospital.test.sql<{ id: string }>(`select identity.queue_letter($1, $2, $3) as id`, [
        testAccounts.physician.id,
        reason,
        testAccounts.director.id,
      ]);
      return row!.id;
    },
    find: async (letter) => found((await list()).letters.find(({ id }) => id === letter)),
    findCode: async (letter) => found((await list()).codes.find(({ id }) => id === letter)),
    print: (...letters) => ask('/api/letters/print', { letters: letters.map(([id, prints]) => ({ id, prints })) }),
    post: (letters, registered = null) => ask('/api/letters/post', { letters, registered }),
    cancel: (letter, reason = 'Lien terminé') => ask(`/api/letters/${letter}/cancellation`, { reason }),
    code: (deed, letter, body) => ask(`/api/code-letters/${letter}/${deed}`, body),
  };
}
