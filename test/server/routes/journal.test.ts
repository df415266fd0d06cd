import { createHash, sign } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JournalLine } from '../../../contracts/mirror.ts';
import { openTestHospital, type SignedIn, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
});
afterAll(() => hospital.close());

const patient = 'bbbbbbbb-0000-4000-8000-000000000001';

interface Sent {
  readonly signed: string;
  readonly signature: string;
}

/** Lines as the PC writes them: numbered from `first`, chained after `before`, signed by its key. */
function writeLines(
  pc: SignedIn,
  first: number,
  count: number,
  before: string | null,
  changes: Partial<JournalLine> = {},
): Sent[] {
  const lines: Sent[] = [];
  let last = before;
  for (let number = first; number < first + count; number += 1) {
    const line: JournalLine = {
      number,
      at: '2026-11-22T08:30:00.000Z',
      person: pc.session.person.id,
      patient,
      object: `DiagnosticReport/r-${number}`,
      action: 'looked-at',
      offline: true,
      previous: last === null ? '0'.repeat(64) : createHash('sha256').update(last).digest('hex'),
      ...changes,
    };
    last = JSON.stringify(line);
    const signature = sign('sha256', Buffer.from(last), { key: pc.key.keyPem, dsaEncoding: 'ieee-p1363' });
    lines.push({ signed: last, signature: signature.toString('base64url') });
  }
  return lines;
}
const upload = async (lines: readonly Sent[], certificate = physician.enrolment.certificate) => {
  const { status, body } = await hospital.openClient.ask<{ held?: number; code?: string }>('POST', '/api/journal', {
    body: { certificate, lines },
  });
  return body.held ?? `${status} ${body.code}`;
};
const readTraced = (requestIds = 'journal-%') =>
  hospital.test.sql<{ kind: string; person: string; patient: string; object: string }>(
    `select kind, person, patient, body::json ->> 'object' as object from trace.entry
     where body::json ->> 'requestId' like $1 order by writer, seq`,
    [requestIds],
  );
const refused = '409 journal-refused';

let held: Sent[] = [];

test('holds what was looked at offline and writes it into the trace as looked at [R21]', async () => {
  held = writeLines(physician, 1, 3, null);
  expect(await upload(held)).toBe(3);
  expect(await readTraced()).toEqual(
    [1, 2, 3].map((number) => ({
      kind: 'looked-at',
      person: physician.session.person.id,
      patient,
      object: `DiagnosticReport/r-${number} at 2026-11-22T08:30:00.000Z`,
    })),
  );
});

test('holds a repeated upload once, and goes on where the two differ [R21]', async () => {
  expect(await upload(held)).toBe(3);
  expect(await upload(held.slice(1, 2))).toBe(3);
  expect(await readTraced()).toHaveLength(3);
  const more = writeLines(physician, 4, 2, held[2]?.signed ?? null);
  held = [...held, ...more];
  expect(await upload(held.slice(2))).toBe(5);
  expect(await readTraced()).toHaveLength(5);
});

test('takes lines of 500 at a time and one line at a time alike [R21]', async () => {
  const more = writeLines(physician, 6, 500, held.at(-1)?.signed ?? null);
  expect(await upload(more)).toBe(505);
  held = [...held, ...more];
});

test.each<[string, () => readonly Sent[]]>([
  ['a gap in the numbers', () => writeLines(physician, 507, 1, held.at(-1)?.signed ?? null)],
  ['a broken chain', () => writeLines(physician, 506, 1, 'something else')],
  [
    'a held line told differently',
    () => writeLines(physician, 505, 1, held[503]?.signed ?? null, { object: 'Other/1' }),
  ],
  [
    'a gap inside',
    () => {
      const lines = writeLines(physician, 506, 3, held.at(-1)?.signed ?? null);
      return [lines[0]!, lines[2]!];
    },
  ],
  [
    'a line changed after it was signed',
    () => {
      const [line] = writeLines(physician, 506, 1, held.at(-1)?.signed ?? null);
      return [{ signed: line!.signed.replace('looked-at', 'copied'), signature: line!.signature }];
    },
  ],
  [
    'a line that is no journal line',
    () => {
      const signed = '{"number":506}';
      const signature = sign('sha256', Buffer.from(signed), { key: physician.key.keyPem, dsaEncoding: 'ieee-p1363' });
      return [{ signed, signature: signature.toString('base64url') }];
    },
  ],
  [
    'a person who never signed in there',
    () =>
      writeLines(physician, 506, 1, held.at(-1)?.signed ?? null, { person: 'aaaaaaaa-0000-4000-8000-000000000002' }),
  ],
])('refuses %s and holds nothing of it [R21]', async (_, make) => {
  const before = (await readTraced()).length;
  expect(await upload(make())).toBe(refused);
  expect(await upload(held.slice(-1))).toBe(505);
  expect(await readTraced()).toHaveLength(before);
});

test('refuses lines signed by another key, and a certificate it does not know [R21]', async () => {
  const colleague = await hospital.signIn('colleague');
  expect(await upload(writeLines(colleague, 506, 1, held.at(-1)?.signed ?? null))).toBe(refused);
  expect(await upload(writeLines(physician, 506, 1, held.at(-1)?.signed ?? null), hospital.rootPem)).toBe(refused);
});

test('still takes the journal of a PC that was revoked, and returns nothing of it [R21]', async () => {
  await hospital.test.sql('select identity.revoke_pc($1)', [physician.enrolment.pc]);
  expect(await upload(writeLines(physician, 506, 1, held.at(-1)?.signed ?? null))).toBe(506);
});
