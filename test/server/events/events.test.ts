import { createHash, X509Certificate } from 'node:crypto';
import { request } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PushEvent } from '../../../contracts/mirror.ts';
import { aDicomInstance } from '../../builders/dicom.ts';
import { aNiss, anObservation, aPatient, aReport } from '../../builders/fhir.ts';
import { findConcerned, pruneEvents } from '../../../server/store/outbox.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { feedImages, feedResources } from '../support/feed-hospital.ts';
import { openTestHospital, type SignedIn, type TestHospital, testAccounts } from '../support/test-hospital.ts';

let hospital: TestHospital;
let physician: SignedIn;
let colleague: SignedIn;
const patient = aPatient();
const other = aPatient({ niss: '85073003328', number: 'HOSP-0002' });

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
  await feedResources(hospital, patient, other);
  physician = await hospital.signIn('physician');
  colleague = await hospital.signIn('colleague');
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
});
afterAll(() => hospital.close());

test('tells a linked physician of a new result within two seconds [R24]', async () => {
  const stream = await openStream(physician);
  const result = anObservation(patient);
  const before = Date.now();
  await feedResources(hospital, result, aReport(patient, [result]));
  const { event, at } = await stream.next('record-changed');
  expect(event).toEqual({ type: 'record-changed', patient: patient.id });
  expect(at - before).toBeLessThan(2000);
  await feedImages(hospital, [aDicomInstance()]);
  expect((await stream.next('record-changed')).event).toEqual({ type: 'record-changed', patient: patient.id });
  stream.close();
});

test('says nothing of a patient without a link, nor of what changed nothing [R08] [R18]', async () => {
  const stream = await openStream(physician);
  const result = anObservation(patient);
  await feedResources(hospital, anObservation(other));
  await feedResources(hospital, result);
  await stream.next('record-changed');
  await feedResources(hospital, result);
  await feedResources(hospital, anObservation(other), patient);
  await feedResources(hospital, anObservation(patient));
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
  await feedResources(hospital, anObservation(patient));
  const { id } = await first.next('record-changed');
  first.close();
  await feedResources(hospital, anObservation(patient));
  const second = await openStream(physician, id);
  expect((await second.next('record-changed')).event).toEqual({ type: 'record-changed', patient: patient.id });
  second.close();
});

test('says compare everything to a PC that remembers another database’s position', async () => {
  const stream = await openStream(physician, '999999999999999999');
  expect((await stream.next('links-changed')).event).toEqual({ type: 'links-changed' });
  await feedResources(hospital, anObservation(patient));
  expect((await stream.next('record-changed')).event).toEqual({ type: 'record-changed', patient: patient.id });
  stream.close();
});

test('says compare everything to a PC whose last event is no longer kept, and goes on from there [R24]', async () => {
  const first = await openStream(physician);
  await feedResources(hospital, anObservation(patient));
  const { id } = await first.next('record-changed');
  first.close();
  // That one is kept until tomorrow; what comes next is eight days old already.
  await feedResources(hospital, anObservation(patient));
  await hospital.test.sql(`update gate.placed set at = now() - interval '8 days' where place > $1`, [id]);
  await pruneEvents(hospital.deps.database);
  const counts = await hospital.test.sql(
    `select (select count(*)::int from push.outbox) as events, (select count(*)::int from gate.placed) as places`,
  );
  expect(counts).toEqual([{ events: 0, places: 0 }]);
  const second = await openStream(physician, id);
  expect((await second.next('links-changed')).event).toEqual({ type: 'links-changed' });
  await feedResources(hospital, anObservation(patient));
  const after = await second.next('record-changed');
  expect(after.event).toEqual({ type: 'record-changed', patient: patient.id });
  second.close();
  const third = await openStream(physician, after.id);
  await feedResources(hospital, anObservation(patient));
  await third.next('record-changed');
  expect(third.received.map(({ event }) => event.type)).toEqual(['record-changed']);
  third.close();
});

test('keeps the newest million of events, however young, and nobody’s place among them [R24]', async () => {
  const { sql } = hospital.test;
  await feedResources(hospital, anObservation(patient));
  const [{ id: old } = { id: '' }] = await sql<{ id: string }>('select max(id) as id from push.outbox');
  await pruneEvents(hospital.deps.database);
  expect(await sql('select id from push.outbox where id = $1', [old])).toHaveLength(1);
  await sql(`select setval(pg_get_serial_sequence('push.outbox', 'id'), $1::bigint + 1000000)`, [old]);
  const stream = await openStream(physician);
  await feedResources(hospital, anObservation(patient));
  const { id: place } = await stream.next('record-changed');
  await pruneEvents(hospital.deps.database);
  expect(await sql('select id from push.outbox')).toEqual([{ id: String(Number(old) + 1_000_001) }]);
  await feedResources(hospital, anObservation(patient));
  await stream.next('record-changed');
  stream.close();
  const resumed = await openStream(physician, place);
  await resumed.next('record-changed');
  expect(resumed.received.map(({ event }) => event.type)).toEqual(['record-changed']);
  resumed.close();
});

test('asks the gate for nobody whom a change does not concern, and for whoever gets a link later [R08] [R24]', async () => {
  const { database } = hospital.deps;
  const late = aPatient({ niss: aNiss('1961-01-02', 216), number: 'HOSP-0003' });
  await feedResources(hospital, late);
  const sha = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
  const callers = [physician, colleague].map(({ session, enrolment }) => ({
    session: sha(session.token),
    certificate: sha(new X509Certificate(enrolment.certificate).raw),
    requestId: '',
  }));
  const { position } = await findConcerned(database, callers, null);
  await feedResources(hospital, anObservation(late));
  await feedResources(hospital, anObservation(patient));
  const found = await findConcerned(database, callers, position);
  expect([...found.callers]).toEqual([1]);
  expect([...(await findConcerned(database, callers, found.position)).callers]).toEqual([]);
  // A session that is over, and one of another PC, are always asked: they are refused.
  const strangers = [{ ...callers[0]!, certificate: callers[1]!.certificate }, callers[1]!];
  expect([...(await findConcerned(database, strangers, found.position)).callers]).toEqual([1]);
  const stream = await openStream(colleague);
  await activateLink(hospital.test, testAccounts.colleague.id, late.id);
  await feedResources(hospital, anObservation(late));
  expect((await stream.next('record-changed')).event).toEqual({ type: 'record-changed', patient: late.id });
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
  await feedResources(hospital, anObservation(patient));
  expect((await physician.ask('GET', `/fhir/Observation?patient=${patient.id}`)).status).toBe(403);
  expect((await physician.ask('GET', `/api/patients/${patient.id}/manifest`)).status).toBe(403);
  expect(stream.received.filter(({ event }) => event.type === 'record-changed')).toEqual([]);
  stream.close();
});

test('refuses a stream without a session, and ends it with the session within two seconds [R06] [R15]', async () => {
  expect((await physician.client.ask('GET', '/api/events')).status).toBe(401);
  const stream = await openStream(colleague);
  expect(stream.status).toBe(200);
  const before = Date.now();
  expect((await colleague.ask('DELETE', '/api/session')).status).toBeLessThan(300);
  expect((await stream.next('session-ended')).event).toEqual({ type: 'session-ended' });
  await stream.ended;
  expect(Date.now() - before).toBeLessThan(2000);
});
