import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reply, Sender } from '../fhir/clinic.ts';
import { type Found, openFinder } from './find-marks.ts';
import type { MarkedRecord } from './marked-record.ts';
import type { Question } from './question.ts';
import { listQuestions } from './questions.ts';
import { openWorld, type Place, type World } from './world.ts';

/** `LEAKS=all` asks every question in every place; else a third of them, another third each day; where a record is readable its physician is asked everything. */
const whole = process.env['LEAKS'] === 'all';
const day = Math.floor(Date.now() / 86_400_000);

let world: World;
let find: (text: string) => readonly Found[];
let asked = 0;
beforeAll(async () => {
  world = await openWorld();
  find = openFinder(world.places.map(({ record }) => record));
}, 120_000);
afterAll(() => world.practice.close());

/** Whose certificate is no PC's, or no longer. */
const noPcs = new Set([
  'the hospital’s own software',
  'a PC that nobody enrolled',
  'a PC whose certificate ran out',
  'a revoked PC',
]);

const isReadable = ({ state, fact }: Place): boolean => state === 'active' && fact === 'clear';

/** Where it is readable, this question has an answer. */
const isCertain = ({ about, optional }: Question): boolean =>
  (about === 'seen' || about === 'hidden') && optional !== true;

const ask = async (sender: Sender, question: Question): Promise<Reply> => {
  asked += 1;
  const headers = question.type === undefined ? {} : { 'content-type': question.type };
  return (await world.practice.ask(sender, question.method, question.url, question.body, headers)) as unknown as Reply;
};

/** What an answer betrays beside what the question itself names. */
function betrayed(question: Question, { text, headers }: Reply): readonly Found[] {
  const named = new Set(find(`${question.url} ${JSON.stringify(question.body ?? '')}`).map(({ mark }) => mark));
  return find(`${text} ${JSON.stringify(headers)}`).filter(({ mark }) => !named.has(mark));
}

/** An answer without the ids of the question, of the request and of the moment. */
function toShape(record: MarkedRecord, { status, text, headers }: Reply): string {
  let body = text;
  const own = [record.patient, record.typed.niss, record.typed.family, ...record.seen.marks, ...record.hidden.marks];
  for (const mark of own.toSorted((a, b) => b.length - a.length)) body = body.replaceAll(mark, '*');
  body = body
    .replace(/"(?:incident|diagnostics|asOf|lease|lastUpdated)":"[^"]*"/g, '')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '#')
    .replace(/_page=[\w-]+/g, '');
  return JSON.stringify([status, headers['content-type'] ?? null, headers['x-total-count'] ?? null, body]);
}

const toCell = (place: Place, question: Question): string =>
  `${place.state}, ${place.fact}, ${place.hides ? 'hidden' : 'not hidden'}: ${question.method} ${question.route} about ${question.about}`;

/** What this physician may see of whose record: everything of the readable ones, without what they hide; names of the own links. */
function mayKnow(sender: Sender, question: Question, { record, part }: Found): boolean {
  const place = world.places.find((one) => one.record === record);
  if (place === undefined || place.physician.person !== sender.person) return false;
  if (question.own === true && part === 'identity') return true;
  if (!isReadable(place)) return false;
  return part !== 'hidden' || !place.hides;
}

test('betrays nothing of a record in any state of the link that is not active and clear, nor of what is hidden [R08] [R13] [R17] [R18] [R19]', async () => {
  const faults: string[] = [];
  let shown = 0;
  for (const [at, place] of world.places.entries()) {
    const questions = listQuestions(place.record, place.link);
    const same = listQuestions(world.unknown, '00000000-0000-4000-8000-000000000000');
    for (const [number, question] of questions.entries()) {
      if (question.for !== 'physician' && question.for !== 'anybody') continue;
      const readable = isReadable(place);
      if (!whole && !readable && (number + at + day) % 3 !== 0) continue;
      const reply = await ask(place.physician, question);
      const found = betrayed(question, reply);
      const leaks = found.filter((one) => !mayKnow(place.physician, question, one));
      if (leaks.length > 0) faults.push(`${toCell(place, question)}: ${leaks.map(({ mark }) => mark).join(', ')}`);
      shown += found.length;
      const there = readable && !(place.hides && question.about === 'hidden');
      if (there && isCertain(question) && reply.status !== 200)
        faults.push(`${toCell(place, question)}: ${reply.status}, and it is there`);
      if (there || question.about === 'nobody') continue;
      const [twin] = same.slice(number, number + 1);
      if (twin === undefined) throw new Error('the questions differ');
      const never = toShape(world.unknown, await ask(place.physician, twin));
      const got = toShape(place.record, reply);
      if (got !== never) faults.push(`${toCell(place, question)}: ${got.slice(0, 300)} is not ${never.slice(0, 300)}`);
    }
  }
  expect(faults).toEqual([]);
  expect(shown).toBeGreaterThan(400);
}, 300_000);

test('answers nobody else: other roles, other PCs, other sessions, PCs that are not enrolled, revoked or late [R06] [R08] [R13]', async () => {
  const faults: string[] = [];
  const readable = world.places.filter(isReadable);
  expect(readable).toHaveLength(2);
  for (const place of readable)
    for (const question of listQuestions(place.record, place.link))
      for (const [at, [who, sender]] of Object.entries(world.others).entries()) {
        if (!whole && (question.route.length + question.url.length + at + day) % 3 !== 0) continue;
        const reply = await ask(sender, question);
        const leaks = betrayed(question, reply);
        const cell = `${who}: ${question.method} ${question.route} about ${question.about}`;
        if (leaks.length > 0) faults.push(`${cell}: ${leaks.map(({ mark }) => mark).join(', ')}`);
        const mayAsk =
          question.for === 'anybody' ||
          (question.for === 'pc' && !noPcs.has(who)) ||
          (question.for === 'director' && who === 'the director') ||
          (question.for === 'desk' && who === 'the desk') ||
          (question.for === 'helpdesk' && who === 'the helpdesk') ||
          (question.for === 'system' && who === 'the hospital’s own software') ||
          (question.for === 'physician' && who === 'a colleague without a link');
        if (!mayAsk && ![401, 403, 404, 405].includes(reply.status)) faults.push(`${cell}: answered ${reply.status}`);
        if (mayAsk && question.about === 'nobody' && question.optional !== true && [401, 403].includes(reply.status))
          faults.push(`${cell}: refused, and it is for them`);
      }
  expect(faults).toEqual([]);
}, 300_000);

test('asks every route that the medical app has, but those proven elsewhere', () => {
  const elsewhere = [
    // test/server/events: nothing but ids, per session
    'GET /api/events',
    // test/server/routes: of the caller alone
    'POST /api/activation',
    'POST /api/activation/confirm',
    'POST /api/session',
    'DELETE /api/session',
    'POST /api/session/unlock',
    'GET /api/my-sessions',
    'POST /api/my-sessions/:session/end',
    'POST /api/pc-report',
    'GET /api/notices',
    'POST /api/notices/:reissue/contest',
    // test/server/helpdesk: the helpdesk's and the Director's, nobody's record
    'GET /api/reissues',
    // test/server/letters: the desk alone, which must read whom it writes to
    'GET /api/letters',
    // test/server/links/any-sequence.test.ts: they change the link
    'DELETE /api/links/:link',
    'POST /api/consent-forms',
    'POST /api/links/:link/consent',
    'POST /api/links/:link/renewal',
  ];
  const [place] = world.places;
  if (place === undefined) throw new Error('no place');
  const covered = new Set([...elsewhere, ...listQuestions(place.record, place.link).map(({ route }) => route)]);
  const routes = listRoutes(world.practice.app.printRoutes({ commonPrefix: false }));
  // What FHIR does not offer here is answered by 405 before anything is read.
  const refused =
    /^(?:PUT|PATCH|DELETE) \/fhir|^POST \/fhir\/(?::type)?$|^GET \/fhir\/?$|_history$|^POST \/fhir\/_search$|^POST \/fhir\/:type\/:id/;
  expect(routes.filter((route) => !covered.has(route) && !refused.test(route))).toEqual([]);
  console.log(
    `  ${world.places.length} places, ${covered.size} routes, ${asked} requests${whole ? '' : ' (LEAKS=all asks every one)'}`,
  );
});

/** `GET /path` lines of fastify's tree, constraints of parameters left out. */
function listRoutes(tree: string): readonly string[] {
  const stack: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', path = '', methods] = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
    if (path === '') return [];
    stack.length = indent.length / 4;
    const full = [...stack, path].join('').replace(/\(\^[^)]*\)/g, '');
    stack.push(path);
    return (methods ?? '')
      .split(', ')
      .flatMap((method) => (method === '' || method === 'HEAD' ? [] : [`${method} ${full}`]));
  });
}
