import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { InvitationFile } from '../../../contracts/enrolment.ts';
import { ExpectedFailure, type FailureCode } from '../../../contracts/failure.ts';
import { codeName, type EnrolmentParts, enrolPc } from '../../../src-main/enrolment/enrol.ts';
import { openEnrolmentFile } from '../../../src-main/enrolment/stored-enrolment.ts';
import { type HospitalClient, openHospital } from '../../../src-main/hospital/client.ts';
import { openTestHospital, testFacts, type TestHospital } from '../../server/support/test-hospital.ts';
import { codeOf, openMemoryKeychain, openMemoryLog } from '../support/test-practice.ts';

let hospital: TestHospital;
let invitation: InvitationFile;
const folders: string[] = [];
beforeAll(async () => {
  hospital = await openTestHospital();
  const { openUrl, medicalUrl, rootPem } = hospital;
  invitation = {
    format: 'passerelle-invitation-1',
    hospital: testFacts,
    openUrl,
    medicalUrl,
    caCertificate: rootPem,
  };
  // Has both factors already: a code of theirs is for a second PC.
  await hospital.signIn('physician');
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await hospital?.close();
});

function openPc(): { parts: EnrolmentParts; entries: Map<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-enrol-'));
  folders.push(folder);
  const keychain = openMemoryKeychain(openMemoryLog());
  return {
    parts: { keychain, file: openEnrolmentFile(folder), pcName: 'PC du cabinet' },
    entries: keychain.entries,
  };
}

/** The hospital's real client; the answers whose turn it is are lost on the way back. */
function openClient(lost: readonly (FailureCode | null)[] = []): HospitalClient {
  const client = openHospital(invitation, openMemoryLog());
  const turns = [...lost];
  return {
    ...client,
    ask: async (name, question) => {
      const answer = await client.ask(name, question);
      const failure = turns.shift();
      if (failure) throw new ExpectedFailure(failure);
      return answer;
    },
  };
}

it.each<FailureCode>(['offline', 'trace-unavailable', 'bug'])(
  'enrols a second PC by the same code and key when the answer was lost as %s [R02] [R06]',
  async (failure) => {
    const { parts, entries } = openPc();
    const client = openClient([failure]);
    const code = await hospital.invite('physician');
    expect(await codeOf(enrolPc(client, invitation, code, parts))).toBe(failure);
    const { enrolment } = await enrolPc(client, invitation, code, parts);
    const rows = await hospital.test.sql<{ keys: number }>(
      'select count(distinct key_sha256)::int as keys from identity.certificate where pc = $1',
      [enrolment.pc],
    );
    expect([enrolment.activated, rows[0]?.keys]).toEqual([true, 1]);
    expect([...entries.keys()].filter((name) => name.includes('pending') || name.includes('code'))).toEqual([]);
    client.close();
  },
);

it('keeps the key of a lost answer through a wrong code typed in between, and the code of a first PC for its activation [R02]', async () => {
  const { parts } = openPc();
  const client = openClient(['offline']);
  const code = await hospital.invite('colleague');
  expect(await codeOf(enrolPc(client, invitation, code, parts))).toBe('offline');
  expect(await codeOf(enrolPc(client, invitation, '0000-0000-0000-0000', parts))).toBe('invitation-code-wrong');
  const { enrolment } = await enrolPc(client, invitation, code, parts);
  expect(enrolment.activated).toBe(false);
  // Its code waits for the activation: another that is refused takes nothing away.
  expect(await codeOf(enrolPc(client, invitation, '0000-0000-0000-0000', parts))).toBe('invitation-code-wrong');
  expect(await parts.keychain.read(codeName)).toBe(code.replaceAll('-', ''));
  client.close();
});
