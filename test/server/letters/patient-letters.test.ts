import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { aNiss, aPatient } from '../../builders/fhir.ts';
import { openClient } from '../support/https-client.ts';
import { startServer } from '../support/server-process.ts';
import { type Deed, openPostRoom, type PostRoom, readPaper } from './post-room.ts';

let room: PostRoom;
beforeAll(async () => {
  room = await openPostRoom();
});
afterAll(() => room.hospital.close());

const sql = <Row extends object>(text: string, values?: readonly unknown[]) =>
  room.hospital.test.sql<Row>(text, values);
const told = ({ status, body }: Deed) => [status, body.code];
const traced = async (object: string) =>
  (
    await sql<{ outcome: string }>(
      `select body::json ->> 'outcome' as outcome from trace.entry where body::json ->> 'object' = $1 order by at`,
      [object],
    )
  ).map(({ outcome }) => outcome);

describe('letters to patients', () => {
  it('wait for the desk, are printed as one PDF with a page each, then posted with proof [R16]', async () => {
    const [one, two] = [await room.queue(), await room.queue({ gender: 'male' })];
    expect(await room.find(one.letter)).toMatchObject({
      state: 'queued',
      family: 'Essai',
      address: ['Rue Haute 12', '7000 Essai'],
      physician: 'Dr Claire Essai',
      doubt: null,
      batch: null,
    });
    const printed = await room.print([two.letter, 0], [one.letter, 0]);
    expect(printed.status).toBe(200);
    const { pages, text, xmp } = await readPaper(printed);
    expect({ pages, xmp }).toEqual({ pages: 2, xmp: { part: '2', conformance: 'B' } });
    expect(text.match(/(Madame|Monsieur) Marie Essai/g)).toEqual(['Madame Marie Essai', 'Monsieur Marie Essai']);
    const [first, second] = [await room.find(one.letter), await room.find(two.letter)];
    expect([first.state, first.printedBy, first.prints, first.batch]).toEqual([
      'printed',
      'Paul Essai',
      1,
      second.batch,
    ]);
    expect((await room.post([one.letter], 'RR 123 456 789 BE')).status).toBe(200);
    expect((await room.post([two.letter])).status).toBe(200);
    expect(await room.find(one.letter)).toMatchObject({
      state: 'posted',
      postedBy: 'Paul Essai',
      registered: 'RR 123 456 789 BE',
    });
    expect(await traced(`letter/print#${one.letter}`)).toEqual(['ok']);
    expect(await traced(`letter/post#${two.letter}`)).toEqual(['ok']);
  });

  it('are never printed by two desks at the same moment, nor in part [R16]', async () => {
    const letters = [await room.queue(), await room.queue(), await room.queue()].map(({ letter }) => letter);
    const [a, b, c] = letters as [string, string, string];
    const deeds = await Promise.all([
      room.print([a, 0], [b, 0], [c, 0]),
      room.print([c, 0], [b, 0]),
      room.print([b, 0], [a, 0]),
    ]);
    expect(deeds.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
    const prints = await sql<{ prints: number; batch: string | null }>(
      'select prints, batch from care.letter where id = any ($1)',
      [letters],
    );
    const winner = deeds.findIndex(({ status }) => status === 200);
    expect(prints.filter((row) => row.prints === 1)).toHaveLength([3, 2, 2][winner] ?? 0);
    expect(new Set(prints.map(({ batch }) => batch)).size).toBe(winner === 0 ? 1 : 2);
    expect(prints.every((row) => row.prints <= 1)).toBe(true);
  });

  it('are printed again as the same bytes until they are posted, counted, and never after [R16]', async () => {
    const { letter, patient } = await room.queue();
    const first = await room.print([letter, 0]);
    // What the hospital learns meanwhile changes no letter that was printed.
    await sql(`update care.patient set address = '{Autre rue 1}' where id = $1`, [patient]);
    expect(told(await room.print([letter, 0]))).toEqual([409, 'conflict']);
    const again = await room.print([letter, 1]);
    expect(again.body.base64).toBe(first.body.base64);
    expect(await room.find(letter)).toMatchObject({ prints: 2, address: ['Rue Haute 12', '7000 Essai'] });
    expect(await traced(`letter/reprint#${letter}`)).toEqual(['ok']);
    expect((await room.post([letter])).status).toBe(200);
    expect(told(await room.print([letter, 2]))).toEqual([409, 'conflict']);
    expect(told(await room.post([letter]))).toEqual([409, 'conflict']);
  });

  it('are not lost when nothing came back: noted as printed, they are printed again [R16] [R21]', async () => {
    const { letter } = await room.queue();
    await sql('alter table trace.entry rename to entry_gone');
    const lost = await room.print([letter, 0]);
    await sql('alter table trace.entry_gone rename to entry');
    expect(told(lost)).toEqual([503, 'trace-unavailable']);
    expect(await room.find(letter)).toMatchObject({ state: 'printed', prints: 1 });
    const { text } = await readPaper(await room.print([letter, 1]));
    expect(text).toContain('Madame Marie Essai');
  });

  it('are kept as printed, to be printed again, when the API is killed before its answer [R16]', async () => {
    const { hospital, desk } = room;
    const { host, port, user, password, database } = hospital.test.admin;
    const at = `x:${port}/${database}?host=${encodeURIComponent(String(host))}`;
    // A second process of the same API.
    const other = await startServer(hospital.data, {
      DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@${at}`,
    });
    onTestFinished(async () => void (await other.end('SIGKILL')));
    const { letter } = await room.queue();
    const { enrolment, key, session } = desk;
    const client = openClient(other.medicalUrl, {
      ca: hospital.rootPem,
      cert: enrolment.certificate,
      key: key.keyPem,
    });
    // Nothing leaves before it is traced: while the trace waits, the letter is marked and not answered.
    const holder = new pg.Client(hospital.test.admin);
    await holder.connect();
    await holder.query('begin');
    await holder.query('lock table trace.entry in access exclusive mode');
    const body = { letters: [{ id: letter, prints: 0 }] };
    const answered = client.ask('POST', '/api/letters/print', { token: session.token, body }).then(
      ({ status }) => status,
      () => 'cut',
    );
    const readState = async () =>
      (await sql<{ state: string }>('select state from care.letter where id = $1', [letter]))[0]?.state;
    await expect.poll(readState, { timeout: 10_000, interval: 5 }).toBe('printed');
    await other.end('SIGKILL');
    await holder.end();
    expect(await answered).toBe('cut');
    client.close();
    expect(await room.find(letter)).toMatchObject({ state: 'printed', prints: 1 });
    const { text } = await readPaper(await room.print([letter, 1]));
    expect(text).toContain('Madame Marie Essai');
  }, 60_000);

  it('that lost their sense say why and are kept back with a reason; no other may be [R16]', async () => {
    const [ended, living] = [await room.queue(), await room.queue()];
    const gone = aPatient({ niss: aNiss('1955-03-12', 900), number: 'L900' });
    const dead = await room.queue(gone);
    expect(told(await room.cancel(living.letter))).toEqual([409, 'conflict']);
    await ended.endLink();
    await room.put({ ...gone, deceasedDateTime: '2026-11-20' });
    expect([(await room.find(ended.letter)).doubt, (await room.find(dead.letter)).doubt]).toEqual([
      'link-ended',
      'patient-deceased',
    ]);
    await room.put(gone);
    expect((await room.find(dead.letter)).doubt).toBeNull();
    // As a merge (ADT A40) leaves the obsolete identity.
    await sql(
      `update medical.resource set content = jsonb_set(content::jsonb, '{link}', $2::jsonb)::text where type = 'Patient' and id = $1`,
      [gone.id, JSON.stringify([{ other: { reference: `Patient/${living.patient}` }, type: 'replaced-by' }])],
    );
    expect((await room.find(dead.letter)).doubt).toBe('patient-merged');
    expect(told(await room.cancel(ended.letter, 'x'))).toEqual([400, 'input-invalid']);
    expect((await room.cancel(ended.letter, 'Le patient a retiré ce médecin')).status).toBe(200);
    expect(await room.find(ended.letter)).toMatchObject({
      state: 'cancelled',
      cancelledBy: 'Paul Essai',
      cancelReason: 'Le patient a retiré ce médecin',
    });
    expect(told(await room.print([ended.letter, 0]))).toEqual([409, 'conflict']);
  });

  it('never change past their guard, nor go away [R16]', async () => {
    const { letter } = await room.queue();
    await room.print([letter, 0]);
    await room.post([letter]);
    for (const text of [
      `update care.letter set state = 'printed', posted_at = null, posted_by = null where id = '${letter}'`,
      `update care.letter set said = '{}' where id = '${letter}'`,
      `delete from care.letter where id = '${letter}'`,
    ])
      await expect(sql(text)).rejects.toThrow(/a letter never goes|never changes|ever deleted/);
  });

  it('refuse what cannot be meant: nothing, the same twice, one that is not, two with one number [R16]', async () => {
    const [one, two] = [await room.queue(), await room.queue()];
    await room.print([one.letter, 0], [two.letter, 0]);
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(told(await room.print())).toEqual([400, 'input-invalid']);
    expect(told(await room.print([one.letter, 1], [one.letter, 1]))).toEqual([409, 'conflict']);
    expect(told(await room.print([unknown, 0]))).toEqual([409, 'conflict']);
    expect(told(await room.post([unknown]))).toEqual([409, 'conflict']);
    expect(told(await room.post([one.letter, two.letter], 'RR123'))).toEqual([400, 'input-invalid']);
    expect(told(await room.post([one.letter], '<script>'))).toEqual([400, 'input-invalid']);
    expect(told(await room.print(...Array.from({ length: 51 }, () => [unknown, 0] as const)))).toEqual([
      400,
      'input-invalid',
    ]);
  });
});
