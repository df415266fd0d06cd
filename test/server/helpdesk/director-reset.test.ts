import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { fromBase32 } from '../support/authenticator.ts';
import { testAccounts, testPassword } from '../support/test-hospital.ts';
import { openPhoneCall, type PhoneCall } from './phone-call.ts';

vi.setConfig({ testTimeout: 90_000 });

const run = promisify(execFile);
const command = join(import.meta.dirname, '../../../server/reset-director.ts');
const { login, id } = testAccounts.director;
let call: PhoneCall;
beforeAll(async () => {
  call = await openPhoneCall();
});
afterAll(() => call?.hospital.close());

/** The command as the operator runs it on the server, beside the hospital at work; its refusal's sentence, or what it printed. */
async function reset(account: string, ...more: readonly string[]): Promise<string> {
  const { data, test: db } = call.hospital;
  const { user, password, database, host, port } = db.admin;
  const url = `postgresql://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
  const env = { ...process.env, PASSERELLE_DATA: data, DATABASE_URL: url };
  const given = [command, account, '--operator', 'Jean Dupont', '--why', 'Téléphone perdu, vu à sa table', ...more];
  return run(process.execPath, given, { env }).then(
    ({ stdout }) => stdout,
    (error: unknown) => String((error as { stderr?: string }).stderr),
  );
}
const letters = () =>
  call.hospital.test.sql<{ reason: string; state: string }>(
    'select reason, state from identity.letter order by queued_at',
  );

test('resets nobody but the only Director: no physician, no desk, no helpdesk, nobody unknown, and nothing is left of the try [R02] [R07]', async () => {
  for (const name of ['physician', 'desk', 'helpdesk'] as const)
    expect(await reset(testAccounts[name].login)).toContain('no Director has this login');
  expect(await reset('personne')).toContain('no Director has this login');
  expect(await reset(login, '--why', 'x')).toContain('say who runs this command');
  expect(await letters()).toEqual([]);

  const { sql } = call.hospital.test;
  await sql(
    `insert into identity.person (id, role, login, name, activated_at, password_hash, totp_secret)
     values ('aaaaaaaa-0000-4000-8000-000000000099', 'director', 'second', 'Dr Second', now(), 'x', 'x')`,
  );
  expect(await reset(login)).toContain('another Director can approve this');
  await sql(`update identity.person set suspended_at = now() where login = 'second'`);
  expect(await letters()).toEqual([]);
  // Of tries that came to nothing nothing waits, and no account was made for the command.
  expect(
    await sql(`select login from identity.person where login like 'serveur-%' or login = 'commande-du-serveur'`),
  ).toEqual([]);
});

test('gives the only Director a way back by command and letter, neither of which is enough alone [R02] [R07] [X16]', async () => {
  const { hospital, director } = call;
  expect(await reset(login)).toContain('The letter waits at the patient desk');
  expect(await letters()).toEqual([{ reason: 'reset', state: 'queued' }]);
  expect(await reset(login)).toContain('waits at the desk already');
  // The command knows no code, and nothing changed yet for who has both factors still.
  expect(
    await hospital.test.sql(
      'select from identity.invitation where person = $1 and activated_at is null and expires_at > now()',
      [id],
    ),
  ).toEqual([]);
  const [told] = await call.notices(director);
  expect(told).toMatchObject({
    reason: 'reset',
    byServer: true,
    usedAt: null,
    approvedBy: 'Jean Dupont, sur le serveur de l’hôpital',
  });
  const [queued] = await call.list(director);
  expect(queued).toMatchObject({
    askedBy: 'Commande du serveur',
    decidedBy: 'Jean Dupont, sur le serveur de l’hôpital',
    why: 'Téléphone perdu, vu à sa table',
    state: 'approved',
    letter: 'queued',
    own: true,
  });
  const traced = await hospital.test.sql<{ object: string }>(
    `select body::json ->> 'object' as object from trace.entry where body::json ->> 'object' like 'reissue/by-server#%'`,
  );
  expect(traced.map(({ object }) => object)).toContain(`reissue/by-server#${queued?.id}`);

  const code = await call.printCode();
  const pc = await hospital.enrolPc('director', code);
  expect(pc.enrolment).toMatchObject({ person: { id, role: 'director' }, activated: false });
  const started = await pc.client.ask<{ secret: string }>('POST', '/api/activation', {
    body: { code, password: testPassword },
  });
  const secret = fromBase32(started.body.secret);
  const step = toStep(hospital.deps.clock.now());
  const confirmed = await pc.client.ask('POST', '/api/activation/confirm', {
    body: { code, otp: toTotp(secret, step) },
  });
  expect(confirmed.status).toBe(200);
  expect((await director.ask('GET', '/api/reissues')).status).toBe(401);
  const signed = await pc.client.ask<{ token: string; person: { role: string } }>('POST', '/api/session', {
    body: { login, password: testPassword, otp: toTotp(secret, step + 1) },
  });
  expect([signed.status, signed.body.person.role]).toEqual([200, 'director']);

  const { token } = signed.body;
  const notices = await pc.client.ask<object[]>('GET', '/api/notices', { token });
  expect(notices.body).toContainEqual(
    expect.objectContaining({
      byServer: true,
      usedOn: 'PC du cabinet',
      approvedBy: 'Jean Dupont, sur le serveur de l’hôpital',
    }),
  );
  const queue = await pc.client.ask<object[]>('GET', '/api/reissues', { token });
  expect(queue.body).toContainEqual(expect.objectContaining({ id: queued?.id, usedOn: 'PC du cabinet' }));
  // The command's own accounts open nothing and are asked for nothing.
  const asked = await call.ask({ person: (await call.people('Jean Dupont'))[0]?.id ?? '', reason: 'new-pc' });
  expect(asked.status).toBe(409);
});
