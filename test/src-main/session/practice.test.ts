import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRoot } from '../../../server/pki/authority.ts';
import { toPem } from '../../../server/pki/keys.ts';
import { openTestHospital, type TestHospital, testPassword } from '../../server/support/test-hospital.ts';
import { openLine } from '../support/line.ts';
import { codeOf, openTestPractice, stageOf, type TestPractice, until, withFactors } from '../support/test-practice.ts';

let hospital: TestHospital;
const open: TestPractice[] = [];

function aPractice(
  ...options: Parameters<typeof openTestPractice> extends [unknown, ...infer R] ? R : never
): TestPractice {
  const practice = openTestPractice(hospital, ...options);
  open.push(practice);
  return practice;
}

beforeAll(async () => {
  hospital = await openTestHospital();
});
afterEach(() => {
  for (const practice of open.splice(0)) practice.close();
});
afterAll(async () => hospital.close());

describe('enrolment and sign-in', () => {
  it('enrols with file and code, activates, signs in, and leaves no secret on the disk [R06] [R07] [C2]', async () => {
    const practice = aPractice();
    await practice.signIn('physician');
    expect(stageOf(practice)).toBe('signed-in');
    const key = [...practice.keychain.entries].find(([name]) => name.includes('pc-key/'))?.[1] ?? '';
    expect(key).toContain('BEGIN PRIVATE KEY');
    const written = readdirSync(practice.userData, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
      .join('\n');
    for (const secret of practice.keychain.entries.values())
      if (secret.length > 20) expect(written).not.toContain(secret);
    expect(written).not.toContain('PRIVATE KEY');
    expect(written).not.toContain(testPassword);
  });

  it('refuses a malformed, an unknown and a used code, each with its own code [R06]', async () => {
    const practice = aPractice();
    await practice.enrol('colleague');
    const used = await hospital.invite('colleague');
    const other = aPractice();
    await other.station.start([]);
    await other.station.acceptFile(join(other.userData, 'essai.passerelle'));
    expect(await codeOf(other.station.enrol('trop court'))).toBe('invitation-code-wrong');
    expect(await codeOf(other.station.enrol('0000-0000-0000-0000'))).toBe('invitation-code-wrong');
    await other.station.enrol(used);
    const third = aPractice();
    await third.station.start([]);
    await third.station.acceptFile(join(third.userData, 'essai.passerelle'));
    expect(await codeOf(third.station.enrol(used))).toBe('invitation-code-used');
    expect([...third.keychain.entries.keys()].filter((name) => name.includes('key') || name.includes('code'))).toEqual(
      [],
    );
    expect(existsSync(join(third.userData, 'enrolment.json'))).toBe(false);
  });

  it('trusts no hospital but the one of its file [R06]', async () => {
    const stranger = toPem((await createRoot('Un autre hôpital', new Date())).certificate);
    const practice = aPractice({ caPem: stranger });
    expect(await codeOf(practice.enrol('physician'))).toBe('hospital-untrusted');
  });

  it('says that the line is cut when nobody answers', async () => {
    const practice = aPractice({ urls: { openUrl: 'https://127.0.0.1:9', medicalUrl: 'https://127.0.0.1:9' } });
    expect(await codeOf(practice.enrol('physician'))).toBe('offline');
  });

  it('refuses a wrong password, a wrong and a replayed one-time code [R07]', async () => {
    const practice = aPractice();
    await practice.signIn('physician');
    await practice.session.signOut();
    const factors = practice.factors('physician');
    expect(await codeOf(practice.session.signIn({ ...factors, password: 'pas le bon mot de passe' }))).toBe(
      'credentials-wrong',
    );
    expect(await codeOf(practice.session.signIn({ ...factors, otp: '000000' }))).toBe('otp-wrong');
    expect(stageOf(practice)).toBe('signed-out');
  });

  it('signs nobody in with a wrong clock, and says so [R07]', async () => {
    const practice = aPractice();
    await practice.enrol('physician');
    practice.moveClock(-3_600_000);
    expect(await codeOf(practice.session.signIn(practice.factors('physician')))).toMatch(/^(clock-wrong|otp-.*)$/);
    await until('the line says why', () => {
      const { connection } = practice.state.read();
      return connection.state === 'offline' && connection.reason === 'clock-wrong';
    });
  });
});

describe('the certificate', () => {
  it('is refused at once when it was revoked, by the signed statement, and the copy is destroyed [R06]', async () => {
    const practice = aPractice();
    await practice.signIn('physician');
    await hospital.test.sql('select identity.revoke_pc($1)', [practice.station.stored().enrolment.pc]);
    await until('revoked', () => stageOf(practice) === 'certificate-problem');
    expect(practice.state.read().stage).toMatchObject({ code: 'certificate-revoked' });
    await until('the copy is gone', () => readdirSync(join(practice.userData, 'vault')).length === 0);
    expect(await codeOf(practice.links.list())).toBe('session-required');
    expect(await codeOf(practice.session.signIn(practice.factors('physician')))).toBe('conflict');
  });

  it('is renewed with the old key and both factors after it expired [R06]', async () => {
    const practice = aPractice();
    await practice.enrol('physician');
    const before = practice.station.stored().enrolment;
    await hospital.test.sql("update identity.certificate set not_after = now() - interval '1 day' where pc = $1", [
      before.pc,
    ]);
    await until('expired', () => stageOf(practice) === 'certificate-problem');
    expect(practice.state.read().stage).toMatchObject({ code: 'certificate-expired' });
    await withFactors(practice, (factors) => practice.station.renew(factors));
    const after = practice.station.stored().enrolment;
    expect(stageOf(practice)).toBe('signed-out');
    expect({ pc: after.pc, same: after.certificate === before.certificate }).toEqual({ pc: before.pc, same: false });
    expect([...practice.keychain.entries.keys()].filter((name) => name.includes('pc-key')).length).toBe(1);
    await practice.signIn('physician');
  });

  it('is renewed at the sign-in of its last ten days, and the physician notices nothing [R06]', async () => {
    const practice = aPractice();
    await practice.enrol('physician');
    const before = practice.station.stored().enrolment;
    const stored = practice.station.stored();
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString();
    Object.assign(stored.enrolment, { notAfter: soon });
    await practice.signIn('physician');
    const after = practice.station.stored().enrolment;
    expect({ pc: after.pc, same: after.certificate === before.certificate }).toEqual({ pc: before.pc, same: false });
    expect(await practice.links.list()).toEqual([]);
  });

  it('is told apart when the hospital never issued it [R06]', async () => {
    const practice = aPractice();
    await practice.enrol('physician');
    const { pc } = practice.station.stored().enrolment;
    await hospital.test.sql("update identity.certificate set sha256 = sha256('x'::bytea || sha256) where pc = $1", [
      pc,
    ]);
    await until('foreign', () => stageOf(practice) === 'certificate-problem');
    expect(practice.state.read().stage).toMatchObject({ code: 'certificate-foreign' });
  });

  it('is foreign when its key is not in this keychain: a copied folder opens nothing [R06] [C2]', async () => {
    const practice = aPractice();
    await practice.enrol('physician');
    const stolen = aPractice({ userData: practice.userData, entries: new Map() });
    await stolen.station.start([]);
    expect(stolen.state.read().stage).toMatchObject({ stage: 'certificate-problem', code: 'certificate-foreign' });
  });
});

describe('the session', () => {
  it('locks everything and opens again with the password alone [R03]', async () => {
    const practice = aPractice();
    await practice.signIn('physician');
    await practice.session.lock();
    expect(stageOf(practice)).toBe('locked');
    expect(await codeOf(practice.links.list())).toBe('vault-locked');
    expect(await codeOf(practice.session.unlock('pas celui-ci du tout'))).toBe('credentials-wrong');
    expect(stageOf(practice)).toBe('locked');
    await practice.session.unlock(testPassword);
    expect(stageOf(practice)).toBe('signed-in');
    expect(await practice.links.list()).toEqual([]);
  });

  it('ends here when the hospital ends it', async () => {
    const practice = aPractice();
    await practice.signIn('physician');
    await hospital.test.sql('update identity.session set ended_at = now() where ended_at is null', []);
    await codeOf(practice.links.list());
    await until('signed out', () => stageOf(practice) === 'signed-out');
    expect(await codeOf(practice.links.list())).toBe('session-required');
  });

  it('opens without a line on the same day with the password of the vault, and not with another [R03]', async () => {
    const line = await openLine(hospital);
    const practice = aPractice({ urls: line });
    await practice.signIn('physician');
    await practice.session.signOut();
    line.cut();
    const later = practice.reopen();
    open.push(later);
    await later.station.start([]);
    const factors = later.factors('physician');
    expect(await codeOf(later.session.signIn({ ...factors, password: 'un tout autre mot' }))).toBe('credentials-wrong');
    await later.session.signIn(factors);
    expect(stageOf(later)).toBe('signed-in');
    later.moveClock(36 * 3_600_000);
    await later.session.signOut();
    expect(await codeOf(later.session.signIn(factors))).toBe('offline');
    await line.close();
  });

  it('drops copies of a newer version at a sign-in that the hospital checked, says so once, and touches neither them nor the journal without a line [C6]', async () => {
    const line = await openLine(hospital);
    const practice = aPractice({ urls: line });
    await practice.signIn('physician');
    await practice.session.signOut();
    const [vault = ''] = readdirSync(join(practice.userData, 'vault'));
    const keys = join(practice.userData, 'vault', vault, 'keys.json');
    const newer = JSON.stringify({ ...(JSON.parse(readFileSync(keys, 'utf8')) as object), format: 2 });
    writeFileSync(keys, newer);
    const journal = join(practice.userData, 'journal', practice.station.stored().enrolment.pc, 'lines.jsonl');
    const looks = '{"format":2,"look":"in a way of its own"}\n';
    mkdirSync(dirname(journal), { recursive: true });
    writeFileSync(journal, looks);
    line.cut();
    const later = practice.reopen();
    open.push(later);
    await later.station.start([]);
    expect(await codeOf(later.session.signIn({ ...later.factors('physician'), password: 'un tout autre mot' }))).toBe(
      'offline',
    );
    expect(await codeOf(later.session.signIn(later.factors('physician')))).toBe('offline');
    expect(readFileSync(keys, 'utf8')).toBe(newer);
    line.mend();
    const told: boolean[] = [];
    for (const _time of [1, 2])
      await withFactors(later, async (factors) => {
        told.push((await later.session.signIn(factors)).copiesDropped);
        await later.session.signOut();
      });
    expect(told).toEqual([true, false]);
    expect(readFileSync(journal, 'utf8')).toBe(looks);
    await line.close();
  });
});
