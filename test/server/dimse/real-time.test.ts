import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type DimseDoor, openDimseDoor } from '../../../server/dimse/dimse-door.ts';
import { toDoorCaller } from '../../../server/door-caller.ts';
import { aDicomSeries } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { openTestHospital, type SignedIn, type TestHospital, testAccounts } from '../support/test-hospital.ts';
import { runDcmtk, toPeer, writeFiles } from './dcmtk.ts';

const patient = aPatient();
const slices = 6;
let hospital: TestHospital;
let physician: SignedIn;
let door: DimseDoor;

beforeAll(async () => {
  hospital = await openTestHospital();
  physician = await hospital.signIn('physician');
  expect((await hospital.system.ask('POST', '/fhir', { body: aTransaction(patient) })).status).toBe(200);
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  const callers = [{ aeTitle: 'CT1', address: null }];
  const settings = { host: '127.0.0.1', port: 0, aeTitle: 'PASSERELLE', callers, tls: 'off' } as const;
  door = await openDimseDoor(hospital.deps, settings, toDoorCaller(hospital.deps.secrets), null);
}, 120_000);
afterAll(async () => {
  await door.close();
  await hospital.close();
});

/** Calls back at each event of the PC's stream, over mutual TLS; resolves once it flows. */
function listen(onEvent: (type: string) => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${physician.session.token}` };
    const url = new URL('/api/events', hospital.medicalUrl);
    const asked = request(url, { agent: physician.client.agent, headers }, (response) => {
      response.on('data', (chunk: Buffer) => {
        for (const [, type] of chunk.toString('utf8').matchAll(/"type":"([a-z-]+)"/g)) onEvent(type ?? '');
      });
      resolve(() => asked.destroy());
    });
    asked.on('error', reject);
    asked.end();
  });
}

interface Held {
  readonly items: readonly { readonly kind: string }[];
}

test('tells a connected PC of what C-STORE brought, and has it all in the manifest, within two seconds [R24] [R25]', async () => {
  const { paths, remove } = writeFiles(aDicomSeries(slices, { study: '2.25.91' }));
  let changes = 0;
  const stop = await listen((type) => {
    if (type === 'record-changed') changes += 1;
  });
  const manifest = () => physician.ask<Held>('GET', `/api/patients/${patient.id}/manifest`);
  expect((await runDcmtk('storescu', [...toPeer(door.port), ...paths])).code).toBe(0);
  const acknowledged = Date.now();
  await expect
    .poll(async () => (await manifest()).body.items.filter(({ kind }) => kind === 'instance').length, { timeout: 5000 })
    .toBe(slices);
  const study = '/dicomweb/studies?StudyInstanceUID=2.25.91';
  const counted = async () =>
    (await physician.ask<{ '00201208': { Value: [number] } }[]>('GET', study)).body[0]?.['00201208'];
  await expect.poll(async () => (await counted())?.Value[0], { timeout: 5000, interval: 20 }).toBe(slices);
  await expect.poll(() => changes, { timeout: 5000, interval: 20 }).toBeGreaterThanOrEqual(2);
  expect(Date.now() - acknowledged).toBeLessThan(2000);
  stop();
  remove();
});
