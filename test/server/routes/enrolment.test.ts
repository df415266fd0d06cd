import { createPrivateKey, createPublicKey, sign, verify, webcrypto, X509Certificate } from 'node:crypto';
import { jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Enrolment } from '../../../contracts/enrolment.ts';
import { toStep, toTotp } from '../../../server/domain/one-time-code.ts';
import { x509 } from '../../../server/pki/keys.ts';
import { makePcKey, type PcKey } from '../support/practice-pc.ts';
import { openTestHospital, testAccounts, testPassword, type TestHospital } from '../support/test-hospital.ts';

let hospital: TestHospital;
beforeAll(async () => {
  hospital = await openTestHospital();
});
afterAll(() => hospital.close());

const enrol = async (code: string, csr: string) => {
  const { status, body } = await hospital.openClient.ask<{ code?: string }>('POST', '/api/enrolments', {
    body: { code, csr, pcName: 'PC du cabinet' },
  });
  return { status, code: body.code };
};
const day = 86_400_000;

test('enrols the PC that holds the key, for 30 days, under a name of its own choosing [R02] [R06]', async () => {
  const { key, enrolment } = await hospital.enrolPc('physician');
  const leaf = new X509Certificate(enrolment.certificate);
  expect(leaf.checkPrivateKey(createPrivateKey(key.keyPem))).toBe(true);
  expect({ subject: leaf.subject, san: leaf.subjectAltName, use: leaf.keyUsage }).toEqual({
    subject: `CN=poste ${enrolment.pc.slice(0, 8)}`,
    san: `URI:urn:uuid:${enrolment.pc}`,
    use: ['1.3.6.1.5.5.7.3.2'],
  });
  const days = (Date.parse(leaf.validTo) - Date.now()) / day;
  expect(days).toBeGreaterThan(29.9);
  expect(days).toBeLessThanOrEqual(30);
  expect({ person: enrolment.person, activated: enrolment.activated }).toEqual({
    person: testAccounts.physician,
    activated: false,
  });
});

test('trap 9: takes a code once: a second PC with it is refused [R02]', async () => {
  const code = await hospital.invite('desk');
  await hospital.enrolPc('desk', code);
  expect(await enrol(code, (await makePcKey()).csr)).toEqual({ status: 403, code: 'invitation-code-used' });
});

test('answers the same PC again when the first answer was lost on the way [R02]', async () => {
  const code = await hospital.invite('helpdesk');
  const { csr } = await makePcKey();
  const ask = () =>
    hospital.openClient.ask<Enrolment>('POST', '/api/enrolments', { body: { code, csr, pcName: 'PC' } });
  const [one, two] = [await ask(), await ask()];
  expect([one.status, two.status, two.body.pc]).toEqual([200, 200, one.body.pc]);
});

test('takes a certificate of another kind of key for what it is: no input, and no bug [R06]', async () => {
  const keys = (await webcrypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=poste',
    keys: keys as never,
    signingAlgorithm: { name: 'Ed25519' } as never,
  });
  const oldCertificate = certificate.toString('pem');
  const { csr } = await makePcKey();
  const factors = { login: 'direction', password: testPassword, otp: '123456' };
  const body = { ...factors, oldCertificate, csr, proof: Buffer.alloc(64).toString('base64url') };
  const renewed = await hospital.openClient.ask<{ code?: string }>('POST', '/api/renewals', { body });
  expect([renewed.status, renewed.body.code]).toEqual([400, 'input-invalid']);
});

test('enrols one PC when two bring the same code at the same moment [R02]', async () => {
  const code = await hospital.invite('desk');
  const keys = await Promise.all([makePcKey(), makePcKey(), makePcKey()]);
  const answers = await Promise.all(keys.map(({ csr }) => enrol(code, csr)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('refuses an expired code with its own reason [R02]', async () => {
  const code = await hospital.invite('desk');
  await hospital.test.sql(
    "update identity.invitation set expires_at = now() - interval '1 second' where enrolled_at is null",
  );
  expect(await enrol(code, (await makePcKey()).csr)).toEqual({ status: 403, code: 'invitation-code-expired' });
});

test('refuses a request that its own key did not sign, or of another curve [R06]', async () => {
  const code = await hospital.invite('desk');
  const [one, two] = [await makePcKey(), await makePcKey()];
  const bytes = Buffer.from(one.csr.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  const forged = `-----BEGIN CERTIFICATE REQUEST-----\n${bytes.toString('base64')}\n-----END CERTIFICATE REQUEST-----`;
  expect(await enrol(code, forged)).toEqual({ status: 400, code: 'input-invalid' });
  expect((await enrol(code, two.csr)).status).toBe(200);
});

test('keeps codes as keyed hashes only [R02]', async () => {
  const code = (await hospital.invite('desk')).replaceAll('-', '');
  const [row] = await hospital.test.sql<{ dump: string }>(
    'select json_agg(i)::text as dump from identity.invitation i',
  );
  const rows = row?.dump ?? '';
  expect(rows).toContain('code_hash');
  expect(rows).not.toContain(code);
  expect(rows).not.toContain(Buffer.from(code).toString('hex'));
});

test('says in a signed statement how a PC stands [R06]', async () => {
  const pc = await hospital.enrolPc('desk');
  const stand = async (certificate: string): Promise<unknown> => {
    const { body } = await hospital.openClient.ask<{ statement: string }>('POST', '/api/statements', {
      body: { certificate },
    });
    const { payload } = await jwtVerify(body.statement, createPublicKey(pc.enrolment.statementKey), {
      algorithms: ['ES256'],
    });
    return payload['standing'];
  };
  const { certificate } = pc.enrolment;
  const states = [await stand(certificate)];
  await hospital.test.sql("update identity.certificate set not_after = now() - interval '1 day' where pc = $1", [
    pc.enrolment.pc,
  ]);
  states.push(await stand(certificate));
  await hospital.test.sql('select identity.revoke_pc($1)', [pc.enrolment.pc]);
  states.push(await stand(certificate));
  states.push(await stand(hospital.rootPem));
  expect(states).toEqual(['enrolled', 'expired', 'revoked', 'unknown']);
});

test('renews an expired certificate with the old key and both factors, up to 90 days late [R06]', async () => {
  const person = await hospital.signIn('director');
  const { pc } = person.enrolment;
  await hospital.test.sql('update identity.person set totp_last_step = 0');
  const next = await makePcKey();
  const proof = (keyPem: string): string =>
    sign('sha256', Buffer.from(next.csr), { key: keyPem, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  const renew = async (changes: object = {}) => {
    const body = {
      oldCertificate: person.enrolment.certificate,
      csr: next.csr,
      proof: proof(person.key.keyPem),
      login: testAccounts.director.login,
      password: testPassword,
      otp: toTotp(person.totpSecret, toStep(new Date()) + 1),
      ...changes,
    };
    return hospital.openClient.ask<Enrolment & { code?: string }>('POST', '/api/renewals', { body });
  };
  const late = (days: number) =>
    hospital.test.sql('update identity.certificate set not_after = now() - make_interval(days => $2) where pc = $1', [
      pc,
      days,
    ]);

  await late(91);
  expect((await renew()).body.code).toBe('renewal-too-late');
  await late(89);
  expect((await renew({ proof: proof(next.keyPem) })).body.code).toBe('certificate-foreign');
  expect((await renew({ oldCertificate: hospital.rootPem })).body.code).toBe('certificate-foreign');
  expect((await renew({ password: 'not the password' })).body.code).toBe('credentials-wrong');
  expect((await renew({ otp: '000000' })).body.code).toBe('otp-wrong');
  const renewed = await renew();
  expect([renewed.status, renewed.body.pc, renewed.body.person]).toEqual([200, pc, testAccounts.director]);
  expect((await renew()).body.code).toBe('otp-replayed');

  const client = hospital.newClient('medical', { cert: renewed.body.certificate, key: next.keyPem });
  expect((await client.ask('GET', '/api/nothing')).status).toBe(404);
  await hospital.test.sql('select identity.revoke_pc($1)', [pc]);
  expect((await renew()).body.code).toBe('certificate-revoked');
});

test('renews with the code that has just signed in, once, and the session goes on over the new certificate alone [R06] [R07]', async () => {
  const person = await hospital.signIn('desk');
  const renew = async (): Promise<{ key: PcKey; status: number; body: Enrolment & { code?: string } }> => {
    const key = await makePcKey();
    const body = {
      oldCertificate: person.enrolment.certificate,
      csr: key.csr,
      proof: sign('sha256', Buffer.from(key.csr), { key: person.key.keyPem, dsaEncoding: 'ieee-p1363' }).toString(
        'base64url',
      ),
      login: testAccounts.desk.login,
      password: testPassword,
      otp: toTotp(person.totpSecret, Number((await readStep())[0]?.step)),
    };
    return {
      key,
      ...(await hospital.openClient.ask<Enrolment & { code?: string }>('POST', '/api/renewals', { body })),
    };
  };
  const readStep = () =>
    hospital.test.sql<{ step: string }>('select totp_last_step as step from identity.person where id = $1', [
      testAccounts.desk.id,
    ]);
  const renewed = await renew();
  expect(renewed.status).toBe(200);
  expect((await renew()).body.code).toBe('otp-replayed');

  const { token } = person.session;
  const client = hospital.newClient('medical', { cert: renewed.body.certificate, key: renewed.key.keyPem });
  expect((await client.ask<{ code: string }>('GET', '/api/links', { token })).body.code).toBe('forbidden-for-role');
  expect((await person.client.ask<{ code: string }>('GET', '/api/links', { token })).body.code).toBe('session-ended');
});

test('renews nothing for somebody who never worked on this PC [R06]', async () => {
  const [physician, other] = [await hospital.signIn('colleague'), await hospital.enrolPc('desk')];
  const next = await makePcKey();
  const { body } = await hospital.openClient.ask<{ code: string }>('POST', '/api/renewals', {
    body: {
      oldCertificate: other.enrolment.certificate,
      csr: next.csr,
      proof: sign('sha256', Buffer.from(next.csr), { key: other.key.keyPem, dsaEncoding: 'ieee-p1363' }).toString(
        'base64url',
      ),
      login: testAccounts.colleague.login,
      password: testPassword,
      otp: toTotp(physician.totpSecret, toStep(new Date()) + 1),
    },
  });
  expect(body.code).toBe('credentials-wrong');
});

test('signs what verifies with the statement key and nothing else [R06]', async () => {
  const { enrolment } = await hospital.enrolPc('desk');
  const key = createPublicKey(enrolment.statementKey);
  const jws = await hospital.deps.pki.signStatement({ patient: 'p' });
  const [header, payload, signature] = jws.split('.');
  const input = Buffer.from(`${header}.${payload}`);
  const raw = Buffer.from(signature ?? '', 'base64url');
  expect(verify('sha256', input, { key, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
});

test('tells who guesses at codes to stop after ten, and never refuses a right one from the same address [R02]', async () => {
  const { csr } = await makePcKey();
  const answers = [];
  for (let n = 0; n < 11; n += 1) answers.push(await enrol(`0000-0000-0000-00${String(n).padStart(2, '0')}`, csr));
  expect(answers.at(0)).toEqual({ status: 403, code: 'invitation-code-wrong' });
  expect(answers.at(-1)).toEqual({ status: 429, code: 'too-many-attempts' });
  // A colleague behind the same router, at the worst moment.
  expect((await enrol(await hospital.invite('desk'), csr)).status).toBe(200);
  expect((await enrol('0000-0000-0000-0000', csr)).status).toBe(429);
  hospital.moveClock(16 * 60_000);
  expect(await enrol('0000-0000-0000-0000', csr)).toEqual({ status: 403, code: 'invitation-code-wrong' });
  hospital.moveClock(-16 * 60_000);
});
