import { expect, test } from 'vitest';
import { openLog, redactText } from '../../server/log.ts';

const collect = (): { log: ReturnType<typeof openLog>; text: () => string } => {
  const lines: string[] = [];
  return { log: openLog({ write: (line) => lines.push(line) }, 'debug'), text: () => lines.join('') };
};

/** What a careless line could carry: fictitious, but of the real shapes. */
const persons = [
  'Jeanne Dupont',
  'DUPONT Jeanne',
  'Dr Jean-Paul Lefèvre',
  'VAN DEN BERGHE, Marie',
  'Dupont^Jeanne^^^Mme',
  'Siobhán O’Connor',
  'Marie-Thérèse de la Vallée',
  'Çelik Özge',
];
const numbers = ['93.05.18-223.61', '93051822361', '930518 223 61', '930518-223-61', '93 05 18 223 61'];
const identifiers = [
  '1.2.840.113619.2.55.3.604688119.971.1186563945.467',
  '2.25.329800735698586629295641978511506172918',
  'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
  'Bearer b3f9Qx7k2LmN8pRsTuVwXyZ0123456789abcdefghi',
  'claire.lambert@example.be',
  'b3f9Qx7k2LmN8pRsTuVwXyZ0123456789abcdefghi',
  'a'.repeat(64),
];

test('lets through no name, number, UID or secret, wherever a line holds it [R08]', () => {
  const { log, text } = collect();
  for (const secret of [...persons, ...numbers, ...identifiers]) {
    log.info(`opened for ${secret} today`);
    log.info({ note: `opened for ${secret} today` }, 'noted');
    log.warn({ deep: { list: [{ anything: secret }] } });
    log.error(
      { err: new Error(`could not read ${secret}`, { cause: new Error(`since ${secret} is missing`) }) },
      'bug',
    );
    log.error(new Error(`directly ${secret}`));
    log.child({ bound: 1 }).info({ value: secret });
  }
  const written = text();
  for (const secret of [...persons, ...numbers, ...identifiers]) expect(written).not.toContain(secret);
  for (const word of ['Dupont', 'DUPONT', 'Lefèvre', 'BERGHE', 'Connor', 'Vallée', 'Çelik'])
    expect(written).not.toContain(word);
});

test('drops whole what stands in fields of persons and secrets, even a lone first name [R08]', () => {
  const { log, text } = collect();
  log.info({
    family: 'dupont',
    given: ['jeanne'],
    birthDate: '1993-05-18',
    niss: '1',
    password: 'x1',
    otp: '123456',
    login: 'jd',
  });
  log.info({
    req: { headers: { authorization: 'Bearer abc' } },
    err: { values: ['dupont'], detail: 'Key (family)=(dupont)' },
  });
  for (const secret of ['dupont', 'jeanne', '1993-05-18', 'x1', '123456', 'jd', 'Bearer abc'])
    expect(text()).not.toContain(secret);
});

test('drops what PostgreSQL adds to an error: its detail quotes the row [R08]', () => {
  const { log, text } = collect();
  const error = Object.assign(new Error('duplicate key value violates unique constraint "person_login_key"'), {
    code: '23505',
    detail: 'Key (login)=(jeanne.dupont) already exists.',
    where: 'jeanne.dupont',
  });
  log.error({ err: error }, 'bug');
  expect(text()).not.toContain('dupont');
  expect(JSON.parse(text())).toMatchObject({
    err: { code: '23505', message: expect.stringContaining('person_login_key') as unknown },
  });
});

test('keeps what a developer needs: codes, incident numbers, places in the source [C3]', () => {
  const { log, text } = collect();
  const incident = '0e8a9c1e-6a1c-4a43-9d3f-2f6f4f5b8f10';
  log.error({ incident, code: 'trace-unavailable', err: new TypeError('x is not a function') }, 'bug');
  expect(JSON.parse(text())).toMatchObject({
    incident,
    code: 'trace-unavailable',
    err: {
      type: 'TypeError',
      message: 'x is not a function',
      at: expect.arrayContaining([expect.stringContaining('log.test.ts')]) as unknown,
    },
    msg: 'bug',
  });
});

test('names a request by its route, never by its URL [R08]', () => {
  const { log, text } = collect();
  log.info(
    { req: { method: 'GET', url: '/fhir/Patient?name=dupont', id: 'r-1', routeOptions: { url: '/fhir/:type' } } },
    'request',
  );
  expect(text()).toContain('/fhir/:type');
  expect(text()).not.toContain('dupont');
});

test('leaves plain sentences as they are', () => {
  expect(redactText('The trace was not kept: connection refused at step 12 of 40.')).toBe(
    'The trace was not kept: connection refused at step 12 of 40.',
  );
});
