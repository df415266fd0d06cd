import { createHash, randomBytes, randomUUID, X509Certificate } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openPhoneCall, type PhoneCall } from '../helpdesk/phone-call.ts';

let call: PhoneCall;
const clients: pg.Client[] = [];
beforeAll(async () => {
  call = await openPhoneCall();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
});
afterAll(() => call?.hospital.close());

/** Somebody in the middle of a transaction of their own, as the API's role unless it says otherwise. */
async function begin(who: 'api' | 'admin'): Promise<pg.Client> {
  const client = new pg.Client(call.hospital.test[who]);
  await client.connect();
  clients.push(client);
  await client.query('begin');
  return client;
}
const hash = (value: Buffer | string) => createHash('sha256').update(value).digest();
const certificateOf = ({ enrolment }: { enrolment: { certificate: string } }) =>
  hash(new X509Certificate(enrolment.certificate).raw);
/** True once this client waits for a lock of somebody else. */
const waits = async (client: pg.Client): Promise<boolean> => {
  const { processID } = client as unknown as { processID: number };
  const rows = await call.hospital.test.sql<{ waits: boolean }>(
    `select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = $1`,
    [processID],
  );
  return rows[0]?.waits === true;
};
/** A PC of the physician's with nothing but its rows, so that it may be revoked. */
async function aPc(): Promise<{ pc: string; certificate: Buffer }> {
  const [pc, certificate] = [randomUUID(), randomBytes(32)];
  await call.hospital.test.sql(`insert into identity.pc (id, name) values ($1, 'PC')`, [pc]);
  await call.hospital.test.sql(
    `insert into identity.certificate (sha256, kind, pc, serial, key_sha256, not_before, not_after)
     values ($1, 'pc', $2::uuid, $2::uuid::text, $1, now() - interval '1 day', now() + interval '1 day')`,
    [certificate, pc],
  );
  await call.hospital.test.sql('update identity.person set totp_last_step = 0');
  return { pc, certificate };
}
const person = () => call.physician.session.person.id;
type Give = (client: pg.Client, certificate: Buffer, session: Buffer) => Promise<unknown>;
const signIn: Give = (client, certificate, session) =>
  client.query('select * from api.finish_sign_in($1, $2, 7, null, $3, 14)', [certificate, person(), session]);
const renew: Give = (client, certificate) =>
  client.query(`select * from api.finish_renewal($1, $2, 7, null, 90, $3, $4, $3, now(), now() + interval '30 days')`, [
    certificate,
    person(),
    randomBytes(32),
    randomUUID(),
  ]);
const revoke = (client: pg.Client, pc: string) =>
  client.query(`select * from api.revoke_pc($1, $2, $3, 'Volé')`, [
    hash(call.helpdesk.session.token),
    certificateOf(call.helpdesk),
    pc,
  ]);
const leftOf = async (pc: string) =>
  call.hospital.test.sql(
    `select (select count(*)::int from identity.certificate where pc = $1 and revoked_at is null) as certificates,
       (select count(*)::int from identity.session s join identity.certificate c on c.sha256 = s.certificate
         where c.pc = $1 and s.ended_at is null) as sessions`,
    [pc],
  );
const nothing = [{ certificates: 0, sessions: 0 }];

test.each<[string, Give]>([
  ['a session', signIn],
  ['a renewed certificate', renew],
])(
  'leaves a revoked PC without %s that was under way at that moment, whichever came first [R06] [R08]',
  async (_what, give) => {
    const late = await aPc();
    // The giving has looked at the certificate already and waits for the person; the revocation comes in between.
    const holder = await begin('admin');
    await holder.query('select from identity.person where id = $1 for update', [person()]);
    const giver = await begin('api');
    const given = give(giver, late.certificate, randomBytes(32)).then(
      () => 'given',
      (error: Error) => error.message,
    );
    await expect.poll(() => waits(giver)).toBe(true);
    const helpdesk = await begin('api');
    await revoke(helpdesk, late.pc);
    await helpdesk.query('commit');
    await holder.query('rollback');
    expect(await given).toBe('certificate-revoked');
    await giver.query('rollback');
    expect(await leftOf(late.pc)).toEqual(nothing);

    // Given, and not yet to be seen by the revocation.
    const early = await aPc();
    const first = await begin('api');
    await give(first, early.certificate, randomBytes(32));
    const second = await begin('api');
    const revoked = revoke(second, early.pc);
    await expect.poll(() => waits(second)).toBe(true);
    await first.query('commit');
    await revoked;
    await second.query('commit');
    expect(await leftOf(early.pc)).toEqual(nothing);
  },
);

test('revokes by “not me” the PC that the letter is enrolling at that very moment [R02] [R07]', async () => {
  const id = await call.wait({ reason: 'new-pc' });
  expect((await call.approve(id)).status).toBe(200);
  await call.printCode();
  const [row] = await call.hospital.test.sql<{ code: Buffer }>(
    `select i.code_hash as code from identity.reissue r join identity.letter t on t.id = r.letter
       join identity.invitation i on i.id = t.invitation where r.id = $1`,
    [id],
  );
  const pc = randomUUID();
  const enrolling = await begin('api');
  await enrolling.query(`select * from api.enrol($1, $2, 'PC', $3, $4, $3, now(), now() + interval '30 days')`, [
    row?.code,
    pc,
    randomBytes(32),
    randomUUID(),
  ]);
  const contesting = await begin('api');
  const stopped = contesting.query('select api.contest_reissue($1, $2, $3)', [
    hash(call.physician.session.token),
    certificateOf(call.physician),
    id,
  ]);
  await expect.poll(() => waits(contesting)).toBe(true);
  await enrolling.query('commit');
  await stopped;
  await contesting.query('commit');
  expect(await leftOf(pc)).toEqual(nothing);
  expect((await call.find(id)).state).toBe('stopped');
});
