import type { TherapeuticLink } from '../../../contracts/link.ts';
import { type TestPractice, until } from './test-practice.ts';

/** A patient as the builders name everybody, unless a test says otherwise. */
export interface TypedPatient {
  readonly niss: string;
  readonly family?: string;
  readonly given?: string;
  readonly birthDate?: string;
}

/** Makes a link with a patient of the hospital and confirms the signature; the link is active. */
export async function signLink(practice: TestPractice, typed: TypedPatient): Promise<TherapeuticLink> {
  const person = { family: 'Essai', given: 'Marie', birthDate: '1955-03-12', ...typed };
  const { id } = await practice.links.propose({ ...person, careOnly: true });
  await practice.links.printConsent(id);
  return practice.links.confirmSignature(id);
}

/** Waits until nothing of the open record is missing on this PC. */
export async function untilWhole(practice: TestPractice, patient: string, patience?: number): Promise<void> {
  const isWhole = async (): Promise<boolean> => (await practice.records.readIndex(patient)).sync.state === 'up-to-date';
  await until('the copy is whole', isWhole, patience);
}
