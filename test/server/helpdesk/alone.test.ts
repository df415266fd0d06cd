import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLetter, aBinary, anObservation, aPatient, aReport, aTransaction } from '../../builders/fhir.ts';
import { activateLink } from '../fhir/activate-link.ts';
import { anUnknownRecord } from '../leaks/marked-record.ts';
import { listQuestions } from '../leaks/questions.ts';
import { type SignedIn, testAccounts } from '../support/test-hospital.ts';
import { guessEverything, toHashes } from './guess-everything.ts';
import { openPhoneCall, type PhoneCall } from './phone-call.ts';

let call: PhoneCall;
/** Somebody of the helpdesk's who asks nothing and approves what the other asked. */
let second: SignedIn;
let link: string;
const patient = aPatient({ name: [{ use: 'official', family: 'Canarifamille', given: ['Canariprénom'] }] });
const word = 'Canari-du-dossier';
const marks = ['Canarifamille', 'Canariprénom', patient.birthDate ?? word, word];

beforeAll(async () => {
  call = await openPhoneCall();
  const { hospital } = call;
  const observation = anObservation(patient);
  const binary = aBinary(`${word}, cher confrère`);
  const bundle = aTransaction(patient, observation, aReport(patient, [observation]), binary, aLetter(patient, binary));
  const fed = await hospital.system.ask('POST', '/fhir', {
    body: Buffer.from(JSON.stringify(bundle)),
    headers: { 'content-type': 'application/fhir+json' },
  });
  if (fed.status !== 200) throw new Error(fed.bytes.toString('utf8'));
  await activateLink(hospital.test, testAccounts.physician.id, patient.id);
  const [row] = await hospital.test.sql<{ id: string }>("select id from care.link where state = 'active'");
  link = row?.id ?? '';
  await call.physician.ask('GET', `/api/patients/${patient.id}/manifest`);
  await hospital.test.sql("update identity.person set role = 'helpdesk', nihdi = null where id = $1", [
    testAccounts.colleague.id,
  ]);
  second = await hospital.signIn('colleague');
});
afterAll(() => call?.hospital.close());

const toTold = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
const forbidden = [403, 'forbidden-for-role'];

test('lets nobody of the helpdesk approve what the helpdesk asked, alone or by two, nor after a change of role [R02] [R07] [X16]', async () => {
  const { hospital, helpdesk } = call;
  const id = await call.wait();
  expect(toTold(await call.approve(id, helpdesk))).toEqual(forbidden);
  expect(toTold(await call.approve(id, second))).toEqual(forbidden);
  expect(await call.waitingLetters()).toEqual([]);
  // Somebody who asked and has become a Director since, or who asks for themselves.
  const asked = await call.ask({ person: testAccounts.desk.id }, second);
  await hospital.test.sql("update identity.person set role = 'director' where id = $1", [testAccounts.colleague.id]);
  second = await call.signInAgain('colleague', second);
  expect(toTold(await call.approve(asked.body.reissue, second))).toEqual(forbidden);
  expect(toTold(await call.ask({ person: testAccounts.helpdesk.id }))).toEqual(forbidden);
  await expect(
    hospital.test.sql("update identity.reissue set state = 'approved', decided_by = asked_by, decided_at = now()"),
  ).rejects.toThrow(/check constraint/);
  await hospital.test.sql("update identity.reissue set state = 'withdrawn' where state = 'waiting'");
  await hospital.test.sql("update identity.person set role = 'helpdesk' where id = $1", [testAccounts.colleague.id]);
});

test('knows no function that changes anybody’s role, and no route that an account could ask for another by [R08] [X16]', async () => {
  const rows = await call.hospital.test.sql<{ name: string }>(
    `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname in ('api', 'identity', 'care', 'gate', 'medical', 'trace', 'push')
        and p.prosrc ~* 'update\\s+identity\\.person\\s[^;]*\\mrole\\s*='`,
  );
  expect(rows).toEqual([]);
});

test('gives the helpdesk no code: there is none before the desk prints it, and then it stands on the paper alone [R02] [X16]', async () => {
  const { hospital, helpdesk, director } = call;
  const id = await call.wait({ reason: 'new-pc' });
  expect((await call.approve(id)).status).toBe(200);
  const [before] = await hospital.test.sql<{ invitations: number }>(
    `select count(*)::int as invitations from identity.letter t join identity.invitation i on i.id = t.invitation where t.state = 'queued'`,
  );
  expect(before?.invitations).toBe(0);
  await expect(hospital.enrolPc('physician', '0000-0000-0000-0000')).rejects.toThrow(/invitation-code-wrong/);
  const [letter] = await call.waitingLetters();
  for (const by of [helpdesk, director, call.physician])
    for (const [method, path] of [
      ['GET', '/api/letters'],
      ['POST', `/api/code-letters/${letter?.id ?? ''}/print`],
    ] as const)
      expect((await by.ask(method, path, method === 'POST' ? { body: { prints: 0 } } : {})).status).toBe(403);

  const code = await call.printCode();
  const bare = code.replaceAll('-', '');
  const told: string[] = [hospital.logLines.join('\n')];
  for (const path of ['/api/reissues', '/api/notices', '/api/intake-notes', '/api/messages', '/api/quarantine'])
    told.push((await helpdesk.ask('GET', path)).bytes.toString('utf8'));
  for (const [path, body] of [
    ['/api/pcs', { queue: 'all', search: '', oldestFirst: false }],
    ['/api/people', { search: 'es' }],
  ] as const)
    told.push((await helpdesk.ask('POST', path, { body })).bytes.toString('utf8'));
  for (const table of ['identity.invitation', 'identity.letter', 'identity.reissue', 'trace.entry', 'push.outbox']) {
    const [row] = await hospital.test.sql<{ dump: string }>(`select json_agg(t)::text as dump from ${table} t`);
    told.push(row?.dump ?? '');
  }
  for (const text of told) {
    expect(text).not.toContain(code);
    expect(text).not.toContain(bare);
    expect(text).not.toContain(Buffer.from(bare).toString('hex'));
  }

  // Whoever fishes the letter out of the post after it was used has nothing.
  await hospital.enrolPc('physician', code);
  await expect(hospital.enrolPc('physician', code)).rejects.toThrow(/invitation-code-used/);
});

test('answers the helpdesk no medical word on any route, with every id guessed right [R08] [X16]', async () => {
  const record = anUnknownRecord();
  const questions = listQuestions({ ...record, patient: patient.id }, link);
  const faults: string[] = [];
  for (const question of questions) {
    const { method, url, body, type } = question;
    const answer = await call.helpdesk.ask(method, url, {
      ...(body === undefined ? {} : { body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }),
      ...(type === undefined ? {} : { headers: { 'content-type': type } }),
    });
    const text = answer.bytes.toString('utf8');
    const cell = `${method} ${url}`;
    for (const mark of marks) if (text.includes(mark)) faults.push(`${cell}: ${mark}`);
    // The PC on which the helpdesk works asks for its own updates, as every PC does.
    const may = question.for === 'helpdesk' || question.for === 'anybody' || question.for === 'pc';
    if (!may && ![401, 403, 404, 405].includes(answer.status)) faults.push(`${cell}: ${answer.status}`);
  }
  expect(faults).toEqual([]);
  expect(questions.length).toBeGreaterThan(80);
});

test('shows the helpdesk’s session no row of any table of medical and care, and the API’s role no table at all [R08] [X16]', async () => {
  const { hospital, helpdesk } = call;
  const tables = await hospital.test.sql<{ schema: string; name: string }>(
    `select table_schema as schema, quote_ident(table_schema) || '.' || quote_ident(table_name) as name
       from information_schema.tables where table_schema in ('medical', 'care', 'trace') order by 2`,
  );
  expect(tables.length).toBeGreaterThan(25);
  const api = new pg.Client(hospital.test.api);
  const owner = new pg.Client(hospital.test.admin);
  await Promise.all([api.connect(), owner.connect()]);
  try {
    const [session, certificate] = toHashes(helpdesk).map((hash) => hash.toString('hex'));
    const enter = `select set_config('passerelle.session', $1, true), set_config('passerelle.certificate', $2, true)`;
    for (const { name, schema } of tables) {
      await api.query('begin');
      await api.query(enter, [session, certificate]);
      const answer = await api.query(`select count(*) from ${name}`).catch((error: Error) => error.message);
      expect([name, answer]).toEqual([name, `permission denied for schema ${schema}`]);
      await api.query('rollback');
    }
    // As the owner, whose functions those of schema api are, inside the helpdesk's session: row security binds it as well.
    const shown: string[] = [];
    for (const { name, schema } of tables) {
      if (schema === 'trace') continue;
      await owner.query('begin');
      await owner.query('set local role passerelle_owner');
      await owner.query(enter, [session, certificate]);
      const { rows } = await owner.query<{ n: string }>(`select count(*) as n from ${name}`);
      if (rows[0]?.n !== '0') shown.push(name);
      await owner.query('rollback');
    }
    // What the hospital set, about nobody.
    expect(shown).toEqual(['care.link_kind', 'care.link_transition', 'care.setting']);
    const held = await hospital.test.sql<{ n: number }>('select count(*)::int as n from care.copy');
    expect(held[0]?.n).toBeGreaterThan(0);
  } finally {
    await Promise.all([api.end(), owner.end()]);
  }
});

test('answers the helpdesk’s session by few functions of the database, and by none with a patient, a code or a factor [R08] [X16]', async () => {
  const { hospital, helpdesk } = call;
  const ids = [patient.id, testAccounts.physician.id, link];
  const found = await guessEverything(hospital, helpdesk, ids);
  const [secret] = await hospital.test.sql<{ hash: string; totp: string; code: string }>(
    `select p.password_hash as hash, encode(p.totp_secret, 'hex') as totp, encode(i.code_hash, 'hex') as code
       from identity.person p join identity.invitation i on i.person = p.id where p.id = $1 limit 1`,
    [testAccounts.physician.id],
  );
  const never = [...marks, patient.id, secret?.hash ?? '', secret?.totp ?? '', secret?.code ?? '', '$argon2id'];
  for (const { name, rows } of found)
    for (const mark of never)
      expect([name, rows.includes(mark)]).toEqual([name, name === 'begin_unlock' && rows.includes(mark)]);
  // begin_unlock gives the API the hash of the session's own password, to compare with.
  // Those that answer at all, each because it is the helpdesk's, or about the session itself.
  const answering = [...new Set(found.filter(({ refusal }) => refusal === null).map(({ name }) => name))];
  const own =
    'begin_unlock finish_unlock end_session caller_facts list_my_sessions own_notices own_command_resets read_events';
  const interfaces =
    'list_messages may_replay dismiss_message list_intake_notes list_quarantine read_quarantined dismiss_quarantined';
  const desk = 'list_pcs find_people list_reissues';
  const releases = 'list_releases list_release_deeds count_fleet list_update_pcs';
  expect(answering).toEqual(`${own} ${interfaces} ${desk} ${releases}`.split(' ').toSorted());
});

test('needs three for a physician’s access: no two of helpdesk, Director and desk make a code, and each alone makes nothing [R02] [R07] [X16]', async () => {
  const { desk, director, helpdesk, physician } = call;
  for (const by of [desk, director, physician]) expect(toTold(await call.ask({}, by))).toEqual(forbidden);
  const id = await call.wait();
  for (const by of [desk, helpdesk, physician]) expect(toTold(await call.approve(id, by))).toEqual(forbidden);
  // Helpdesk and desk together: what the Director did not approve is no letter, and its id opens none.
  expect(await call.waitingLetters()).toEqual([]);
  const print = (letter: string, by: SignedIn) =>
    by.ask<{ code: string }>('POST', `/api/code-letters/${letter}/print`, { body: { prints: 0 } });
  expect((await print(id, desk)).status).toBe(409);
  // Helpdesk and Director together: a letter, and nobody but the desk gets its code; the physician reads of it at once.
  expect((await call.approve(id)).status).toBe(200);
  const [letter] = await call.waitingLetters();
  for (const by of [director, helpdesk]) expect(toTold(await print(letter?.id ?? '', by))).toEqual(forbidden);
  expect((await call.notices()).map(({ approvedBy }) => approvedBy)).toContain('Dr Anne Essai');
});
