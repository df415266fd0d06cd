import { createHash, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReceiptLine } from '../../../contracts/receipt.ts';
import { type Contested, openContested, type Signed } from '../disputes/contested.ts';

let here: Contested;
let surviving: Signed;
let obsolete: Signed;
let other: Signed;
/** Looks under each identity, then the two are one person. */
beforeAll(async () => {
  here = await openContested();
  const { physician, hospital } = here;
  [surviving, obsolete, other] = [await here.sign(physician), await here.sign(physician), await here.sign(physician)];
  for (const [n, { patient, report }] of [surviving, obsolete, other].entries())
    await hospital.deps.trace.append({
      kind: 'looked-at',
      person: physician.session.person.id,
      pc: null,
      patient,
      object: `DiagnosticReport/${report} at 2024-03-1${n}T08:00:00.000Z`,
      outcome: 'ok',
      requestId: `journal-essai-${n}`,
    });
  await hospital.test.sql('select gate.unite($1, $2)', [surviving.patient, obsolete.patient]);
}, 60_000);
afterAll(() => here.close());

const looks = async (who: Contested['desk'], path: string): Promise<string[]> =>
  (await who.ask<ReceiptLine[]>('POST', path, { body: {} })).body
    .filter(({ section }) => section === 'look')
    .map(({ at }) => at.slice(0, 10))
    .toSorted();

it('tells the patient of every look, under whichever identity it was made, and of nobody else’s [R21] [X09]', async () => {
  const both = ['2024-03-10', '2024-03-11'];
  for (const { patient } of [surviving, obsolete])
    expect(await looks(here.desk, `/api/patient-rights/${patient}/looks`)).toEqual(both);
  expect(await looks(here.desk, `/api/patient-rights/${other.patient}/looks`)).toEqual(['2024-03-12']);
});

it('holds in the evidence of either link both links, every access and the hash of every version, and no third patient [R20] [X14]', async () => {
  const { director, hospital } = here;
  const hash = (value: Buffer | string) => createHash('sha256').update(value).digest();
  const caller = [hash(director.session.token), hash(new X509Certificate(director.enrolment.certificate).raw)];
  for (const { link } of [surviving, obsolete]) {
    const [facts] = await hospital.test.database.ask<{ links: string[] }>(
      'evidence-of-both',
      `select array(select l ->> 'id' from jsonb_array_elements(facts -> 'links') l) as links from api.evidence_facts($1, $2, $3)`,
      [...caller, link],
    );
    expect(facts?.links.toSorted()).toEqual([surviving.link, obsolete.link].toSorted());
    const trace = await hospital.test.database.ask<{ body: string }>(
      'evidence-trace-of-both',
      'select body from api.evidence_trace($1, $2, $3)',
      [...caller, link],
    );
    const seen = JSON.stringify(trace);
    expect([surviving, obsolete, other].map(({ report }) => seen.includes(`DiagnosticReport/${report} at`))).toEqual([
      true,
      true,
      false,
    ]);
    const refs = [surviving, obsolete, other].map(({ report }) => `DiagnosticReport/${report}`);
    const versions = await hospital.test.database.ask<{ ref: string }>(
      'evidence-versions-of-both',
      'select ref from api.evidence_versions($1, $2, $3, $4)',
      [...caller, link, refs],
    );
    expect(versions.map(({ ref }) => ref).toSorted()).toEqual(refs.slice(0, 2).toSorted());
  }
});
