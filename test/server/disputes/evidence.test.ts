import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HospitalFile } from '../../../contracts/hospital-file.ts';
import { toZip } from '../../../server/evidence/zip-archive.ts';
import { createIssuing, createRoot } from '../../../server/pki/authority.ts';
import { openEvidenceKey } from '../../../server/pki/evidence-signer.ts';
import { toPem } from '../../../server/pki/keys.ts';
import { anObservation, aTransaction } from '../../builders/fhir.ts';
import { readPdf } from '../documents/read-pdf.ts';
import type { SignedIn } from '../support/test-hospital.ts';
import { type Contested, openContested, type Signed } from './contested.ts';
import { forge } from './forge.ts';

let here: Contested;
let contested: Signed;
let other: Signed;
let folder: string;
let archive: Buffer;
const reason = 'Formulaire comparé à la carte d’identité';

const make = (who: SignedIn, link: string) =>
  who.ask<HospitalFile & { code: string }>('POST', `/api/links/${link}/evidence`, { body: {} });

beforeAll(async () => {
  here = await openContested();
  const { physician, hospital, desk } = here;
  [contested, other] = [await here.sign(physician), await here.sign(physician)];
  for (const { patient, report, letter, observation } of [contested, other]) {
    await physician.ask('GET', `/fhir/DiagnosticReport/${report}`);
    await physician.ask('GET', `/fhir/Observation/${observation}`);
    await here.reads(physician, patient);
    await hospital.deps.trace.append({
      kind: 'looked-at',
      person: physician.session.person.id,
      pc: null,
      patient,
      object: `DocumentReference/${letter} at ${new Date().toISOString()}`,
      outcome: 'ok',
      requestId: 'journal-essai-1',
    });
  }
  // Corrected after it was seen, and another one hidden after it was seen.
  const correction = {
    ...anObservation({ id: contested.patient } as never),
    id: contested.observation,
    status: 'corrected' as const,
  };
  const fed = await hospital.system.ask('POST', '/fhir', { body: aTransaction(correction) });
  expect(fed.status, fed.bytes.toString('utf8')).toBe(200);
  const hash = (value: Buffer | string) => createHash('sha256').update(value).digest();
  await hospital.test.sql(`select api.set_hidden($1, $2, 'DiagnosticReport', $3, true)`, [
    hash(desk.session.token),
    hash(new X509Certificate(desk.enrolment.certificate).raw),
    contested.report,
  ]);
  const id = await here.open({ link: contested.link });
  const { formReference } = (await here.detail(id)).dispute.link ?? {};
  expect((await here.file(physician, formReference ?? '')).status).toBe(200);
  await here.deed(id, 'letter');
  await here.deed(id, 'decision', { decision: 'end-link', reason });
  await here.open({ link: other.link });
  const made = await make(here.director, contested.link);
  expect(made.status, made.bytes.toString('utf8').slice(0, 300)).toBe(200);
  expect(made.body).toMatchObject({
    type: 'application/zip',
    name: `dossier-de-preuve-${contested.link.slice(0, 8)}.zip`,
  });
  archive = Buffer.from(made.body.base64, 'base64');
  folder = mkdtempSync(join(tmpdir(), 'passerelle-evidence-'));
  extract(archive, join(folder, 'whole'));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await here.close();
});

function extract(zip: Buffer, to: string): void {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(folder, 'archive.zip'), zip);
  execFileSync('unzip', ['-q', '-o', join(folder, 'archive.zip'), '-d', to], { stdio: 'pipe' });
}

/** Runs the lines of LISEZ-MOI.txt literally in a shell; the first that fails, or null. Whoever verifies has the fingerprint on paper. */
function verify(where: string, fingerprint = new X509Certificate(here.hospital.rootPem).fingerprint256): string | null {
  const text = readFileSync(join(folder, 'whole', 'LISEZ-MOI.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line.startsWith('$ '));
  expect(lines).toHaveLength(6);
  for (const line of lines)
    try {
      execFileSync('sh', ['-c', line.slice(2)], {
        cwd: where,
        env: { PATH: process.env['PATH'], EMPREINTE: fingerprint },
        stdio: 'pipe',
      });
    } catch {
      return line;
    }
  return null;
}

const whole = (): string => join(folder, 'whole');
const files = (): string[] => readdirSync(whole()).toSorted();
const read = (name: string): string => readFileSync(join(whole(), name), 'utf8');
const copy = (): string => {
  const to = mkdtempSync(join(folder, 'copy-'));
  cpSync(whole(), to, { recursive: true });
  return to;
};
describe('an evidence file', () => {
  it('is verified by its own LISEZ-MOI, with openssl and sha256sum alone [X14] [R20]', async () => {
    expect(read('LISEZ-MOI.txt').trimEnd().split('\n').length).toBeLessThanOrEqual(30);
    expect(verify(whole())).toBeNull();
    for (const wrong of ['AB:CD', '']) expect(verify(whole(), wrong)).toContain('EMPREINTE');
  });

  it('fails with one byte changed in any file, a file removed or added [X14]', async () => {
    for (const name of files()) {
      const where = copy();
      const path = join(where, name);
      const bytes = readFileSync(path);
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ 1;
        writeFileSync(path, changed);
        expect([name, at, verify(where)]).not.toEqual([name, at, null]);
      }
      rmSync(path);
      expect([name, verify(where)]).not.toEqual([name, null]);
      rmSync(where, { recursive: true });
    }
    const more = copy();
    writeFileSync(join(more, 'en-plus.txt'), 'x');
    expect(verify(more)).toContain('find');
  }, 60_000);

  it('opens with no byte changed unless what it holds is unchanged [X14]', () => {
    const before = files().map((name) => readFileSync(join(whole(), name)).toString('base64'));
    const verdicts: (string | readonly string[])[] = [];
    for (let n = 0; n < 12; n += 1) {
      const changed = Buffer.from(archive);
      const at = Math.floor((archive.length / 12) * n) + 7;
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      const to = mkdtempSync(join(folder, 'flip-'));
      try {
        extract(changed, to);
        const held = readdirSync(to).toSorted();
        verdicts.push(verify(to) ?? held.map((name) => readFileSync(join(to, name)).toString('base64')));
      } catch {
        verdicts.push('the checksum of the archive said it first');
      }
      rmSync(to, { recursive: true });
    }
    for (const verdict of verdicts) if (typeof verdict !== 'string') expect(verdict).toEqual(before);
    expect(verdicts.filter((verdict) => typeof verdict === 'string').length).toBeGreaterThan(8);
  });

  it('fails when another key of the hospital, or another hospital, signed it [X14] [R06]', async () => {
    const byPc = copy();
    const { enrolment, key } = here.physician;
    writeFileSync(
      join(byPc, 'signataire.pem'),
      enrolment.certificate.split(/(?<=-----END CERTIFICATE-----\n)/)[0] ?? '',
    );
    forge(byPc, key.keyPem);
    expect(verify(byPc)).toContain('subject');
    const elsewhere = copy();
    const root = await createRoot('Un autre hôpital', new Date());
    const issuing = await createIssuing(root, 'Un autre hôpital', new Date());
    mkdirSync(join(folder, 'other'));
    const { certificatePem } = await openEvidenceKey(join(folder, 'other'), issuing, new Date());
    writeFileSync(join(elsewhere, 'signataire.pem'), certificatePem);
    const forged = readFileSync(join(folder, 'other', 'evidence.key'), 'utf8');
    forge(elsewhere, forged);
    expect(verify(elsewhere)).toContain('openssl verify');
    writeFileSync(join(elsewhere, 'etablissement.pem'), toPem(issuing.certificate));
    writeFileSync(join(elsewhere, 'racine.pem'), toPem(root.certificate));
    forge(elsewhere, forged);
    expect(verify(elsewhere)).toContain('EMPREINTE');
  });

  it('holds the form byte for byte, each step of the link and the dispute, and every access with its place in the chain [X14] [R14] [R21]', async () => {
    const facts = JSON.parse(read('dossier.json')) as {
      links: {
        state: string;
        history: { state: string }[];
        forms: { reference: string; sha256: string }[];
        scans: object[];
      }[];
      disputes: { history: { deed: string; note: string | null }[] }[];
      chains: object[];
    };
    const [link] = facts.links;
    const form = link?.forms[0];
    expect(readFileSync(join(whole(), `formulaire-${form?.reference}.pdf`)).toString('base64')).toBe(
      contested.form.pdfBase64,
    );
    expect(form?.sha256).toBe(contested.form.sha256);
    const scan = readFileSync(join(whole(), `scan-${form?.reference}-1.pdf`));
    expect(link?.scans).toMatchObject([{ sha256: createHash('sha256').update(scan).digest('hex'), pages: 1 }]);
    expect(link?.history.map(({ state }) => state)).toEqual(['draft', 'printed', 'active', 'ended']);
    expect(facts.disputes.map(({ history }) => history.map(({ deed }) => deed))).toEqual([
      ['opened', 'letter-printed', 'ended-link'],
    ]);
    expect(facts.chains.length).toBeGreaterThan(0);
    const lines = read('trace.jsonl').trimEnd().split('\n');
    const entries = lines.map(
      (line) => JSON.parse(line) as { previous: string; hash: string; body: string; writer: number; seq: number },
    );
    for (const { previous, hash, body, writer, seq } of entries) {
      expect(createHash('sha256').update(Buffer.from(previous, 'hex')).update(body, 'utf8').digest('hex')).toBe(hash);
      expect(JSON.parse(body)).toMatchObject({ writer, seq, person: here.physician.session.person.id });
    }
    expect(new Set(entries.map(({ body }) => (JSON.parse(body) as { kind: string }).kind))).toEqual(
      new Set(['link', 'copied', 'looked-at']),
    );
    const { text, xmp } = await readPdf(readFileSync(join(whole(), 'resume.pdf')));
    expect(xmp).toEqual({ part: '2', conformance: 'B' });
    for (const part of ['Dr Claire Essai', 'Marie', '12 mars 1955', 'Accès à ce patient terminé', reason])
      expect(text.replaceAll('\n', ' ')).toContain(part);
  });

  it('lists what was seen by id, version, hash and moment: the version that was seen, not the one of today [X14]', async () => {
    const rows = read('documents-vus.csv')
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.slice(1, -1).split('","'));
    const [version] = await here.hospital.test.sql<{ sha256: string }>(
      `select encode(sha256, 'hex') as sha256 from medical.resource_version where type = 'Observation' and id = $1 and version = 1`,
      [contested.observation],
    );
    expect(rows.map(([, ...rest]) => rest)).toEqual(
      expect.arrayContaining([
        ['copied', `Observation/${contested.observation}`, '1', version?.sha256],
        ['looked-at', `DocumentReference/${contested.letter}`, '1', expect.stringMatching(/^[0-9a-f]{64}$/)],
        // It was seen before it was hidden; the file says so by its id, and no more of it.
        ['copied', `DiagnosticReport/${contested.report}`, '1', expect.stringMatching(/^[0-9a-f]{64}$/)],
      ]),
    );
  });

  it('says nothing of another patient, of a document’s title or content, or of what is hidden [R18] [X14]', async () => {
    const all = files()
      .filter((name) => statSync(join(whole(), name)).isFile())
      .map((name) => readFileSync(join(whole(), name)).toString('latin1'))
      .join('\n');
    for (const mark of [
      other.patient,
      other.link,
      other.report,
      other.letter,
      other.observation,
      'Lettre de consultation',
      'Potassium',
      'hidden',
      here.colleague.session.person.id,
    ])
      expect([mark, all.includes(mark)]).toEqual([mark, false]);
  });

  it('is made for the Director alone, of a link that was signed, and its making is traced before it leaves [R08] [R21]', async () => {
    const { physician, desk, helpdesk, colleague, director, hospital } = here;
    for (const who of [physician, desk, helpdesk, colleague])
      expect((await make(who, contested.link)).body.code).toBe('forbidden-for-role');
    expect((await make(director, contested.patient)).status).toBe(404);
    expect(
      await hospital.test.sql(
        `select body::json ->> 'patient' as patient, body::json ->> 'person' as person, body::json ->> 'outcome' as outcome from trace.entry
           where body like '%evidence/make#${contested.link}%' and kind = 'oversight'`,
      ),
    ).toEqual([{ patient: contested.patient, person: director.session.person.id, outcome: 'ok' }]);
  });

  it('says of a form that was lost what its hash was, and still verifies [X14]', async () => {
    const { blobs } = here.hospital.deps;
    const path = blobs.path(contested.form.sha256);
    const kept = readFileSync(path);
    writeFileSync(path, 'abîmé');
    try {
      const to = mkdtempSync(join(folder, 'lost-'));
      extract(Buffer.from((await make(here.director, contested.link)).body.base64, 'base64'), to);
      const absent = readdirSync(to).filter((name) => name.endsWith('-absent.txt'));
      expect(absent).toHaveLength(1);
      expect(readFileSync(join(to, absent[0] ?? ''), 'utf8')).toContain(contested.form.sha256);
      expect(readdirSync(to).some((name) => name.startsWith('formulaire-') && name.endsWith('.pdf'))).toBe(false);
    } finally {
      writeFileSync(path, kept);
    }
  });

  it('is the same archive byte for byte for the same files [X14]', () => {
    const some = files().map((name) => ({ name, bytes: readFileSync(join(whole(), name)) }));
    expect(toZip(some).equals(toZip(some))).toBe(true);
    expect(statSync(join(here.hospital.data, 'pki', 'evidence.key')).mode & 0o777).toBe(0o600);
  });
});
