import { createHash } from 'node:crypto';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { aBinary, aLetter, anObservation, aPatient, aPractitioner, aTransaction } from '../../builders/fhir.ts';
import { readRecordings, toTolerant } from '../../contracts/support/recording.ts';
import { activateLink } from '../fhir/activate-link.ts';
import type { Answer } from '../support/https-client.ts';
import {
  openTestHospital,
  type SignedIn,
  type TestHospital,
  testAccounts,
  testPassword,
} from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
const patient = aPatient();

beforeAll(async () => {
  hospital = await openTestHospital();
  const author = aPractitioner();
  const file = aBinary();
  const letter = aLetter(patient, file, { author: [{ reference: `Practitioner/${author.id}` }] });
  const body = aTransaction(patient, anObservation(patient), author, file, letter);
  expect((await hospital.system.ask('POST', '/fhir', { body })).status).toBe(200);
  physician = await hospital.signIn('physician');
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
});
afterAll(() => hospital.close());

/** Fills the places that a recorded step leaves open. */
function fill(value: unknown, places: Readonly<Record<string, string>>): unknown {
  return JSON.parse(
    JSON.stringify(value).replace(/\{([a-z]+)\}/g, (whole, name: string) => {
      const text = places[name];
      return text === undefined ? whole : JSON.stringify(text).slice(1, -1);
    }),
  );
}

test.each(readRecordings())(
  'answers the first questions of a day as the app $version puts them, so that it can read them [C6]',
  async ({ morning, rows }) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    await hospital.test.sql('update identity.person set totp_last_step = 0', []);
    const places: Record<string, string> = {
      login: testAccounts.physician.login,
      password: testPassword,
      otp: toTotp(physician.totpSecret, toStep(new Date())),
      patient: patient.id,
    };
    let token: string | null = null;
    const shas: string[] = [];
    for (const step of morning) {
      const { method, path, headers, body } = fill(step, places) as typeof step;
      const client = rows[step.row ?? '']?.listener === 'open' ? hospital.openClient : physician.client;
      const sent = typeof body === 'string' ? Buffer.from(body) : (body ?? undefined);
      const answer: Answer = await client.ask(method, path, { body: sent, token, headers });
      expect([step.path, answer.status]).toEqual([step.path, 200]);
      const row = step.row === null ? undefined : rows[step.row];
      if (row !== undefined) {
        const reads = ajv.compile(toTolerant(row.output));
        reads(answer.body ?? {});
        expect(reads.errors ?? [], step.path).toEqual([]);
      }
      if (step.row === 'session/create') ({ token } = answer.body as { token: string });
      if (step.row === 'mirror/manifest') {
        const { items } = answer.body as { items: { ref: string; sha256: string }[] };
        const document = items.find(({ ref }) => ref.startsWith('Observation/'));
        if (document === undefined) throw new Error('no result in the manifest');
        shas.push(document.sha256);
        const [type = '', id = ''] = document.ref.split('/');
        Object.assign(places, { document: document.ref, type, id });
      }
      if (step.row === null && method === 'GET')
        expect(createHash('sha256').update(answer.bytes).digest('hex')).toBe(shas[0]);
      if (step.row === null && method === 'POST')
        expect(
          (answer.body as { entry: { resource: { id: string } }[] }).entry.map(({ resource }) => resource.id),
        ).toEqual([places['id']]);
    }
    expect(shas).toHaveLength(1);
  },
);
