import { createHash, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PushEvent } from '../../../contracts/mirror.ts';
import { aDicomInstance, aStowRequest } from '../../builders/dicom.ts';
import { anObservation, aPatient, aReport, aTransaction } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { openTestHospital, type SignedIn, type TestHospital, testAccounts } from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
const patient = aPatient();
const other = aPatient({ niss: '85073003328', number: 'HOSP-0002' });
const send = async (...resources: Parameters<typeof aTransaction>) => {
  const answer = await hospital.system.ask('POST', '/fhir', { body: aTransaction(...resources) });
  expect([answer.status, answer.bytes.toString('utf8')]).toEqual([200, expect.any(String)]);
};

interface Stream {
  readonly status: number;
  readonly received: { readonly id: string; readonly event: PushEvent; readonly at: number }[];
  readonly text: () => string;
  readonly ended: Promise<void>;
  next(type: PushEvent['type'], ms?: number): Promise<{ id: string; event: PushEvent; at: number }>;
  close(): void;
}

/** The stream as a client reads it, over mutual TLS. */
function openStream(who: SignedIn, lastId?: string): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${who.session.token}`,
      ...(lastId === undefined ? {} : { 'last-event-id': lastId }),
    };
    const asked = request(
      new URL('/api/events', hospital.medicalUrl),
      { agent: who.client.agent, headers },
      (response) => {
        const received: Stream['received'] = [];
        let text = '';
        let waiters: (() => void)[] = [];
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString('utf8');
          const blocks = text
            .split('\n\n')
            .slice(0, -1)
            .filter((block) => block.includes('data: '));
          for (const block of blocks.slice(received.length)) {
            const [, id = ''] = /^id: (.*)$/m.exec(block) ?? [];
            received.push({ id, event: JSON.parse(/^data: (.*)$/m.exec(block)![1]!) as PushEvent, at: Date.now() });
          }
          for (const wake of waiters.splice(0)) wake();
        });
        const ended = new Promise<void>((done) => response.on('close', done));
        let taken = 0;
        resolve({
          status: response.statusCode ?? 0,
          received,
          text: () => text,
          ended,
          close: () => asked.destroy(),
          next: async (type, ms = 2000) => {
            const until = Date.now() + ms;
            for (;;) {
              const found = received.slice(taken).find(({ event }) => event.type === type);
              if (found !== undefined) {
                taken = received.indexOf(found) + 1;
                return found;
              }
              if (Date.now() > until) throw new Error(`no ${type} within ${ms} ms: ${text}`);
              await new Promise<void>((wake) => {
                waiters = [...waiters, wake];
                setTimeout(wake, 50);
              });
            }
          },
        });
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

beforeAll(async () => {
  hospital = await openTestHospital();
  await send(patient, other);
  physician = await hospital.signIn('physician');
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
});
afterAll(() => hospital.close());

test('tells a linked physician of a new result within two seconds [R24]', async () => {
  const stream = await openStream(physician);
  const result = anObservation(patient);
  const before = Date.now();
  await send(result, aReport(patient, [result]));
  const { event, at } = await stream.next('record-changed');
  expect(event).toEqual({ type: 'record-changed', patient: patient.id });
  expect(at - before).toBeLessThan(2000);
  const { contentType, body } = aStowRequest([aDicomInstance()]);
  expect(
    (await hospital.system.ask('POST', '/dicomweb/studies', { body, headers: { 'content-type': contentType } })).status,
  ).toBe(200);
  expect((await stream.next('record-changed')).event).toEqual({ type: 'record-changed', patient: patient.id });
  stream.close();
});

test('says nothing of a patient without a link, nor of what changed nothing [R08] [R18]', async () => {
  const stream = await openStream(physician);
  const result = anObservation(patient);
  await send(anObservation(other));
  await send(result);
  await stream.next('record-changed');
  await send(result);
  await send(anObservation(other), patient);
  await send(anObservation(patient));
  await stream.next('record-changed');
  expect(stream.received.map(({ event }) => event)).toEqual([
    { type: 'record-changed', patient: patient.id },
    { type: 'record-changed', patient: patient.id },
  ]);
  expect(stream.text()).not.toContain(other.id);
  stream.close();
});

test('resumes after the last event a PC has seen, and misses none [R24]', async () => {
  const first = await openStream(physician);
  await send(anObservation(patient));
  const { id } = await first.next('record-changed');
  first.close();
  await send(anObservation(patient));
  const second = await openStream(physician, id);
  expect((await second.next('record-changed')).event).toEqual({ type: 'record-changed', patient: patient.id });
  second.close();
});

test('says compare everything to a PC that remembers another database’s position', async () => {
  const stream = await openStream(physician, '999999999999999999');
  expect((await stream.next('links-changed')).event).toEqual({ type: 'links-changed' });
  await send(anObservation(patient));
  expect((await stream.next('record-changed')).event).toEqual({ type: 'record-changed', patient: patient.id });
  stream.close();
});

test('tells a physician whom a patient excludes within two seconds, and gives nothing any more [R15] [R19]', async () => {
  const stream = await openStream(physician);
  const desk = await hospital.signIn('desk');
  const sha = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
  const before = Date.now();
  await hospital.deps.database.ask('test-exclude', 'select api.set_exclusion($1, $2, $3, $4, $5)', [
    sha(desk.session.token),
    sha(new X509Certificate(desk.enrolment.certificate).raw),
    patient.id,
    testAccounts.physician.id,
    true,
  ]);
  expect((await stream.next('access-closed')).event).toEqual({ type: 'access-closed', patient: patient.id });
  expect(Date.now() - before).toBeLessThan(2000);
  await send(anObservation(patient));
  expect((await physician.ask('GET', `/fhir/Observation?patient=${patient.id}`)).status).toBe(403);
  expect((await physician.ask('GET', `/api/patients/${patient.id}/manifest`)).status).toBe(403);
  expect(stream.received.filter(({ event }) => event.type === 'record-changed')).toEqual([]);
  stream.close();
});

test('refuses a stream without a session, and ends it with the session within two seconds [R06] [R15]', async () => {
  expect((await physician.client.ask('GET', '/api/events')).status).toBe(401);
  const colleague = await hospital.signIn('colleague');
  const stream = await openStream(colleague);
  expect(stream.status).toBe(200);
  const before = Date.now();
  expect((await colleague.ask('DELETE', '/api/session')).status).toBeLessThan(300);
  expect((await stream.next('session-ended')).event).toEqual({ type: 'session-ended' });
  await stream.ended;
  expect(Date.now() - before).toBeLessThan(2000);
});
