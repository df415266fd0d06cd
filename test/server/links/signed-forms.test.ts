import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readPdf } from '../documents/read-pdf.ts';
import type { Sender } from '../fhir/clinic.ts';
import { openPractice, type Practice } from './practice.ts';

const json = { 'content-type': 'application/json' };
/** A real picture of a scanner; what it shows is another test's affair. */
const picture = readFileSync(join(import.meta.dirname, '../../../server/demo/scans/colonoscopy-2018.jpg'));
const page = picture.toString('base64');
let practice: Practice;

beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

async function referenceOf(link: string): Promise<string> {
  const [row] = await practice.db.sql<{ reference: string }>(
    'select f.reference from care.link l join care.consent_form f on f.id = l.form where l.id = $1',
    [link],
  );
  return row?.reference ?? '';
}

const file = (sender: Sender, reference: string, pages: readonly string[] = [page]) =>
  practice.ask(sender, 'POST', '/api/signed-forms', { reference, pages }, json);
const read = (sender: Sender, link: string) => practice.ask(sender, 'GET', `/api/links/${link}/signed-form`);
const kept = async () => practice.db.sql('select from care.signed_form', []);

describe('a scan of the signed form', () => {
  it('is filed with its link by the printed reference, kept with its hash, and opened again by its physician [R14] [X08]', async () => {
    const { physician, link } = await practice.signNew();
    const reference = await referenceOf(link);
    const reply = await file(physician, reference, [page, page]);
    const filed = reply.json() as unknown as { link: string; pages: number; sha256: string; filedAt: string };
    expect([reply.status, filed.link, filed.pages]).toEqual([200, link, 2]);
    const answer = (await read(physician, link)).json() as unknown as { sha256: string; pdfBase64: string };
    const pdf = Buffer.from(answer.pdfBase64, 'base64');
    expect(createHash('sha256').update(pdf).digest('hex')).toBe(filed.sha256);
    expect(pdf.toString('latin1').match(/\/Type \/Page /g)).toHaveLength(2);
    expect(pdf.includes(picture)).toBe(true);
    const forms = (await practice.ask(physician, 'GET', '/api/signed-forms')).json() as unknown as object[];
    expect(forms).toEqual([
      { link, reference, printedAt: expect.any(String), scan: { filedAt: filed.filedAt, pages: 2 } },
    ]);
    const again = (await file(physician, reference, [page, page])).json() as unknown as { filedAt: string };
    expect(again.filedAt).toBe(filed.filedAt);
    expect((await file(physician, reference)).status).toBe(200);
    expect(
      await practice.db.sql(
        'select pages from care.signed_form where form = (select form from care.link where id = $1)',
        [link],
      ),
    ).toHaveLength(2);
  });

  it('is filed nowhere for a reference of nobody, of somebody else, not confirmed, printed anew or of an ended link [X08]', async () => {
    const { physician, link } = await practice.signNew();
    const stranger = await practice.physician();
    const signed = await referenceOf(link);
    const renewal = (
      await practice.ask(physician, 'POST', `/api/links/${link}/renewal`, { careOnly: true }, json)
    ).json();
    await practice.print(physician, renewal.id);
    const first = await referenceOf(renewal.id);
    const before = await kept();
    const codes: unknown[] = [
      (await file(physician, 'ZZZZZ-ZZZZZ')).json().code,
      (await file(stranger, signed)).json().code,
      (await file(physician, first)).json().code,
    ];
    const form = await practice.print(physician, renewal.id);
    expect((await practice.confirm(physician, renewal.id, form)).status).toBe(200);
    codes.push((await file(physician, first)).json().code, (await file(physician, signed)).json().code);
    expect(codes).toEqual(['form-unknown', 'form-unknown', 'form-not-signed', 'form-replaced', 'link-ended']);
    expect((await kept()).length).toBe(before.length);
    expect((await file(physician, await referenceOf(renewal.id))).status).toBe(200);
    expect([(await read(stranger, renewal.id)).json().code, (await read(physician, link)).json().code]).toEqual([
      'not-found',
      'not-found',
    ]);
  });

  it('refuses what is no picture, and leaves nothing of it [X08]', async () => {
    const { physician, link } = await practice.signNew();
    const reference = await referenceOf(link);
    const huge = Buffer.from(picture);
    const frame =
      huge.indexOf(Buffer.from([0xff, 0xc0])) < 0
        ? huge.indexOf(Buffer.from([0xff, 0xc2]))
        : huge.indexOf(Buffer.from([0xff, 0xc0]));
    huge.writeUInt16BE(60_000, frame + 5);
    const before = (await kept()).length;
    const codes: unknown[] = [];
    for (const bad of [Buffer.from('%PDF-1.7 rien'), picture.subarray(0, 20), Buffer.from([0xff, 0xd8]), huge])
      codes.push((await file(physician, reference, [page, bad.toString('base64')])).json().code);
    codes.push(
      (await file(physician, reference, [])).json().code,
      (
        await file(
          physician,
          reference,
          Array.from({ length: 21 }, () => 'AAAA'),
        )
      ).json().code,
      (await file(physician, reference.toLowerCase())).json().code,
    );
    expect(codes).toEqual([
      ...Array.from({ length: 4 }, () => 'document-unreadable'),
      ...Array.from({ length: 3 }, () => 'input-invalid'),
    ]);
    expect((await kept()).length).toBe(before);
  });

  it('writes no file that would not be kept: after twenty, only one that is there already is taken [R14] [X08]', async () => {
    const { physician, link } = await practice.signNew();
    const reference = await referenceOf(link);
    for (let pages = 1; pages <= 20; pages += 1)
      expect(
        (
          await file(
            physician,
            reference,
            Array.from({ length: pages }, () => page),
          )
        ).status,
      ).toBe(200);
    const put = vi.spyOn(practice.deps.blobs, 'put');
    const more = [
      page,
      Buffer.concat([picture.subarray(0, 2), Buffer.from([0xff, 0xfe, 0, 3, 7]), picture.subarray(2)]).toString(
        'base64',
      ),
    ];
    expect((await file(physician, reference, more)).json().code).toBe('too-many-attempts');
    expect(put).not.toHaveBeenCalled();
    expect((await file(physician, reference)).status).toBe(200);
    put.mockRestore();
  });

  it('holds nothing after the end of a picture, whatever was sent behind it [X08]', async () => {
    const { physician, link } = await practice.signNew();
    const tail = Buffer.concat([picture, Buffer.from('MZ un autre fichier, sans fin d’image')]);
    await file(physician, await referenceOf(link), [tail.toString('base64')]);
    const { pdfBase64 } = (await read(physician, link)).json() as unknown as { pdfBase64: string };
    expect(Buffer.from(pdfBase64, 'base64').includes('un autre fichier')).toBe(false);
  });

  it('is neither filed, listed nor read by the hospital’s other roles [R08]', async () => {
    const { link } = await practice.signNew();
    const reference = await referenceOf(link);
    for (const role of ['desk', 'director', 'helpdesk'] as const) {
      const somebody = await practice.staff(role);
      const codes = [
        (await file(somebody, reference)).json().code,
        (await read(somebody, link)).json().code,
        (await practice.ask(somebody, 'GET', '/api/signed-forms')).json().code,
        (await printForms(somebody, [link])).json().code,
      ];
      expect([role, ...codes]).toEqual([role, ...Array.from({ length: 4 }, () => 'forbidden-for-role')]);
    }
  });

  it('is never changed and never removed [R14]', async () => {
    const { physician, link } = await practice.signNew();
    await file(physician, await referenceOf(link));
    await expect(practice.db.sql('update care.signed_form set pages = 2')).rejects.toThrow('ever deleted');
    await expect(practice.db.sql('delete from care.signed_form')).rejects.toThrow('ever deleted');
  });
});

interface Printed {
  readonly pdfBase64: string | null;
  readonly forms: readonly { from: string; link: string; version: string; sha256: string }[];
  readonly skipped: readonly object[];
}
const printForms = (sender: Sender, links: readonly string[]) =>
  practice.ask(sender, 'POST', '/api/consent-forms', { links, careOnly: true }, json);

/** One physician with several patients, each link active. */
async function withLinks(count: number): Promise<{ physician: Sender; links: string[]; patients: string[] }> {
  const first = await practice.signNew();
  const links = [first.link];
  const patients = [first.patient];
  while (links.length < count) {
    const other = await practice.signNew();
    const { id } = await practice.sign(first.physician, other.typed);
    links.push(id);
    patients.push(other.patient);
  }
  return { physician: first.physician, links, patients };
}

describe('forms of several links', () => {
  it('leave as one file whose pages are the forms recorded, and make no link active or longer [R11] [R14] [X08]', async () => {
    const { physician, links } = await withLinks(3);
    const before = (await practice.list(physician)).filter((link) => link.state === 'active');
    const printed = (await printForms(physician, links)).json() as unknown as Printed;
    expect(printed.skipped).toEqual([]);
    expect(printed.forms.map(({ from }) => from)).toEqual(links);
    const { pages, text } = await readPdf(Buffer.from(printed.pdfBase64 ?? '', 'base64'));
    expect(pages).toBe(3);
    for (const { link, sha256 } of printed.forms) {
      expect(text).toContain(await referenceOf(link));
      const pdf = await practice.deps.blobs.read(sha256);
      expect(createHash('sha256').update(pdf).digest('hex')).toBe(sha256);
    }
    const after = await practice.list(physician);
    expect(after.filter((link) => link.state === 'active')).toEqual(before);
    expect(
      after
        .filter((link) => link.state === 'printed')
        .map(({ id }) => id)
        .sort(),
    ).toEqual(printed.forms.map(({ link }) => link).sort());
    // Each signature is confirmed by itself, with the form of that batch.
    const [one] = printed.forms;
    const confirmed = await practice.confirm(physician, one?.link ?? '', { ...one!, pdfBase64: '' });
    expect(confirmed.json().state).toBe('active');
    expect((await practice.list(physician)).filter((link) => link.state === 'printed')).toHaveLength(2);
  });

  it('are made for whoever may have one; another’s link, an ended one and a patient who keeps out are named apart [R17] [X08]', async () => {
    const { physician, links, patients } = await withLinks(2);
    const foreign = await practice.signNew();
    const desk = await practice.staff('desk');
    await practice.decide(desk, 'set_refusal', patients[1], true);
    const printed = (await printForms(physician, [...links, foreign.link, links[0]!])).json() as unknown as Printed;
    expect(printed.forms.map(({ from }) => from)).toEqual([links[0]]);
    expect(printed.skipped).toEqual([
      { link: links[1], code: 'link-not-possible' },
      { link: foreign.link, code: 'not-found' },
    ]);
    const none = (await printForms(physician, [foreign.link])).json() as unknown as Printed;
    expect(none).toEqual({ pdfBase64: null, forms: [], skipped: [{ link: foreign.link, code: 'not-found' }] });
  });

  it('are asked for one by one at the signature: nothing in the API or the database activates several [R13] [X08]', async () => {
    const { api } = await import('../../../contracts/api.ts');
    const answersLink = Object.entries(api).filter(([, row]) => JSON.stringify(row.path).includes('signature'));
    expect(answersLink.map(([name, row]) => [name, row.path])).toEqual([
      ['link/confirm-signature', '/api/links/:link/signature'],
    ]);
    // The one function whose text makes a link active takes one link.
    const functions = await practice.db.sql<{ name: string; arguments: string }>(
      `select n.nspname || '.' || p.proname as name, pg_get_function_identity_arguments(p.oid) as arguments
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname in ('api', 'care', 'gate') and p.prosrc ~* 'state\\s*=\\s*''active''\\s*,'`,
    );
    expect(functions).toEqual([
      {
        name: 'api.confirm_signature',
        arguments:
          'p_session bytea, p_certificate bytea, p_link uuid, p_version text, p_sha256 bytea, p_signed_on date',
      },
    ]);
  });
});
