import type { Resource } from '@medplum/fhirtypes';
import { expect } from 'vitest';
import { aStowRequest } from '../../builders/dicom.ts';
import { aTransaction, type Stored } from '../../builders/fhir.ts';
import type { TestHospital } from './test-hospital.ts';

/** Puts resources into the hospital as its own software does, in one transaction that must be taken. */
export async function feedResources(
  { system }: Pick<TestHospital, 'system'>,
  ...resources: readonly Stored<Resource>[]
): Promise<void> {
  const answer = await system.ask('POST', '/fhir', { body: aTransaction(...resources) });
  expect(answer.status, answer.bytes.toString('utf8')).toBe(200);
}

/** Puts DICOM files into the hospital as its own software does, in one STOW-RS request of which each must be taken. */
export async function feedImages(
  { system }: Pick<TestHospital, 'system'>,
  files: readonly Uint8Array[],
): Promise<void> {
  const { contentType, body } = aStowRequest(files);
  const answer = await system.ask('POST', '/dicomweb/studies', { body, headers: { 'content-type': contentType } });
  expect(answer.status, answer.bytes.toString('utf8')).toBe(200);
}
