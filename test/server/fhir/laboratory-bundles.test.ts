import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faultTag } from '../../../contracts/intake.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { type Body, type Clinic, openClinic } from './clinic.ts';

const folder = openSharedTestdata();
const be = folder === null ? '' : join(folder, 'fhir', 'be');
const type = { 'content-type': 'application/fhir+json' };

/** What is refused, and why; every other file is taken. */
const refused: readonly (readonly [file: RegExp, reason: RegExp])[] = [
  [/815333046/, /another name or birth date/],
  [/2-reports-2-patients/, /A Bundle inside a Bundle/],
  [/antibiogramIsNegative|hematologyStudies/, /No entry has the fullUrl/],
  [/lab-examples\/(Observation|Organization|Practitioner)/, /Only a Bundle of type/],
];
/** Taken though they are not valid R4: every narrative lacks its `div`. */
const faulty = /Macsys\/815933/;

interface Sent {
  readonly fullUrl: string;
  readonly resource: Readonly<Record<string, unknown>> & { readonly resourceType: string };
}

describe('bundles of Belgian laboratories, each as it was sent', () => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic();
  });
  beforeEach((context) => context.skip(folder === null, '../shared/testdata.tar.xz is not there'));
  afterAll(() => clinic.close());

  const list = (): string[] =>
    ['lab-vendor', 'lab-examples'].flatMap((one) =>
      readdirSync(join(be, one), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.json'))
        .map((name) => `${one}/${name}`)
        .sort(),
    );
  const send = (file: string) => clinic.ask(clinic.system, 'POST', '/fhir', readFileSync(join(be, file), 'utf8'), type);

  test('takes each one or refuses it for a stated reason, and keeps what it takes as it came [R25] [R22]', async () => {
    const rows: string[] = [];
    for (const file of list()) {
      const reply = await send(file);
      const reason = refused.find(([name]) => name.test(file))?.[1];
      if (reason !== undefined) {
        const said = reply.json().issue.map(({ diagnostics }) => diagnostics);
        expect([file, reply.status, said]).toEqual([
          file,
          422,
          expect.arrayContaining([expect.stringMatching(reason)]),
        ]);
        rows.push(`refused      ${file}: ${said[0]}`);
        continue;
      }
      expect([file, reply.status === 200 ? '' : reply.text]).toEqual([file, '']);
      const { entry } = reply.json();
      const warned = entry.flatMap(({ response }) => readWarnings(response));
      const notKept = warned.filter((text) => text.endsWith('is not kept here.'));
      expect([file, warned.length > notKept.length]).toEqual([file, faulty.test(file)]);
      const sent = (JSON.parse(readFileSync(join(be, file), 'utf8')) as { entry: Sent[] }).entry.filter(
        ({ resource }) => resource.resourceType !== 'Composition',
      );
      const stored = await readStored(entry.map(({ response }) => response.location));
      expect(stored.map((one) => toComparable(one))).toEqual(sent.map(({ resource }) => toComparable(resource)));
      const tags = new Set(stored.map(({ meta }) => JSON.stringify((meta as { tag?: unknown }).tag ?? null)));
      if (faulty.test(file)) expect(tags).toContain(JSON.stringify([faultTag]));
      else expect(tags).toEqual(new Set(['null']));
      rows.push(`${faulty.test(file) ? 'taken, noted' : 'taken       '} ${file}`);
    }
    console.log(`Belgian laboratories’ bundles, ${rows.length} files\n${rows.join('\n')}`);
    expect(rows.length).toBeGreaterThan(30);
  }, 120_000);

  test('takes the same bundle again without a new version or a second report [R25]', async () => {
    const file = list().find((name) => faulty.test(name)) ?? '';
    const count = async () =>
      (await clinic.db.sql<{ n: string }>("select count(*) || ' ' || sum(version) as n from medical.resource"))[0]?.n;
    const before = await count();
    expect([(await send(file)).status, await count()]).toEqual([200, before]);
  });

  async function readStored(locations: readonly string[]): Promise<Readonly<Record<string, unknown>>[]> {
    const names = locations.map((one) => one.replace(/\/_history.*/, ''));
    const found = await clinic.db.sql<{ ref: string; content: string }>(
      `select type || '/' || id as ref, content from medical.resource where type || '/' || id = any ($1)`,
      [names],
    );
    return names.map(
      (name) => JSON.parse(found.find(({ ref }) => ref === name)?.content ?? '{}') as Body & object as never,
    );
  }
});

function readWarnings(response: object): string[] {
  const { outcome } = response as { outcome?: Body };
  return (outcome?.issue ?? []).map(({ diagnostics }) => diagnostics);
}

/** Without what the hospital sets: id, meta, and where a reference leads. A directory's entry that was known stays as it was. */
function toComparable({ id: _id, meta: _meta, ...resource }: Readonly<Record<string, unknown>>): unknown {
  const type = String(resource['resourceType']);
  if (/^(Patient|Practitioner|Organization)$/.test(type)) return type;
  return JSON.parse(JSON.stringify(resource, (key, value: unknown) => (key === 'reference' ? '' : value))) as unknown;
}
