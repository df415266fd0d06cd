import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { resourceRules } from '../../../server/mapping/search-parameters.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { type Clinic, openClinic, type Reply, type Sender } from './clinic.ts';

interface Entry {
  fullUrl?: string;
  resource: { resourceType: string; id?: string };
}

/** Entries of the types that the hospital keeps, as new resources; what refers to the others loses that reference. */
function toTransaction(entries: readonly Entry[]): object {
  const isKept = ({ resource }: Entry): boolean => resourceRules[resource.resourceType]?.written === true;
  const kept = entries.filter(isKept);
  const gone = new Set(
    entries
      .filter((one) => !isKept(one))
      .flatMap(({ fullUrl, resource }) => [fullUrl, `${resource.resourceType}/${resource.id}`]),
  );
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: kept.map(({ fullUrl, resource }) => ({
      ...(fullUrl === undefined ? {} : { fullUrl }),
      resource: JSON.parse(
        JSON.stringify(resource, (key, value: unknown) =>
          key === 'reference' && gone.has(String(value)) ? undefined : value,
        ),
      ) as object,
      request: { method: 'POST', url: resource.resourceType },
    })),
  };
}

const folder = openSharedTestdata();
const fhir = folder === null ? '' : join(folder, 'fhir');
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const list = (path: string): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(path, name));

describe('real resources of others', () => {
  let clinic: Clinic;
  let physician: Sender;
  const send = (bundle: object) => clinic.ask(clinic.system, 'POST', '/fhir', bundle);
  const linkTo = async (reply: Reply): Promise<string> => {
    const location = reply
      .json()
      .entry.map(({ response }) => response.location)
      .find((one) => one.startsWith('Patient/'));
    const id = location?.split('/')[1] ?? expect.fail('the answer names no patient');
    await clinic.link(physician, id);
    return id;
  };
  beforeAll(async () => {
    clinic = await openClinic();
    physician = await clinic.physician();
  });
  beforeEach((context) => context.skip(folder === null, '../shared/testdata.tar.xz is not there'));
  afterAll(() => clinic.close());

  test('takes the examples of the International Patient Access guide and finds them by its searches [R22]', async () => {
    const practitioner = { resourceType: 'Practitioner', id: 'PractitionerExample1', name: [{ family: 'Essai' }] };
    const entries = [practitioner, ...list(join(fhir, 'ipa')).map((path) => read(path) as Entry['resource'])].map(
      (resource) => ({ resource }),
    );
    const answer = await send(toTransaction(entries));
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    const patient = await linkTo(answer);
    const totals: Record<string, number> = {};
    for (const type of [
      'AllergyIntolerance',
      'Condition',
      'Immunization',
      'MedicationRequest',
      'MedicationStatement',
      'Observation',
    ])
      totals[type] = (await clinic.ask(physician, 'GET', `/fhir/${type}?patient=${patient}`)).json().total;
    expect(totals).toEqual({
      AllergyIntolerance: 1,
      Condition: 1,
      Immunization: 1,
      MedicationRequest: 1,
      MedicationStatement: 1,
      Observation: 1,
    });
    const included = await clinic.ask(
      physician,
      'GET',
      `/fhir/MedicationRequest?patient=${patient}&_include=MedicationRequest:medication`,
    );
    expect(included.json().entry.map(({ resource }: Entry) => resource.resourceType)).toEqual([
      'MedicationRequest',
      'Medication',
    ]);
  });

  test('takes whole synthetic records and gives back every resource of them [R22]', async () => {
    for (const path of list(join(fhir, 'synthea')).filter((name) => !name.includes('Information'))) {
      const bundle = toTransaction((read(path) as { entry: Entry[] }).entry) as { entry: Entry[] };
      const answer = await send(bundle);
      expect([answer.status, answer.status === 200 ? '' : answer.text.slice(0, 2000)]).toEqual([200, '']);
      const patient = await linkTo(answer);
      const { total } = (await clinic.ask(physician, 'GET', `/fhir/Patient/${patient}/$everything?_count=1`)).json();
      const own = bundle.entry.filter(({ resource }) => resourceRules[resource.resourceType]?.patient !== 'directory');
      expect(total).toBe(own.length);
    }
  }, 60_000);

  test('takes or refuses by name what other guides publish [R25]', async () => {
    const rows: string[] = [];
    for (const [group, path] of [
      ['be-core examples', 'be/core-examples'],
      ['be-consent', 'be/consent'],
      ['IHE PCF', 'ihe-pcf/examples'],
      ['IHE BALP', 'ihe-balp/examples'],
      ['IPA', 'ipa'],
      ['Synthea, as sent', 'synthea'],
      ['R4 examples', 'r4-examples'],
    ] as const) {
      const outcomes = new Map<string, number>();
      for (const file of list(join(fhir, path))) {
        const resource = read(file) as Entry['resource'];
        const { resourceType } = resource;
        const sent =
          resourceType === 'Bundle'
            ? resource
            : {
                resourceType: 'Bundle',
                type: 'transaction',
                entry: [{ resource, request: { method: 'POST', url: resourceType } }],
              };
        const answer = await send(sent);
        const issue = answer.status === 200 ? null : answer.json().issue[0];
        expect([file, answer.status, typeof issue?.diagnostics]).toEqual([
          file,
          issue === null ? 200 : 422,
          issue === null ? 'undefined' : 'string',
        ]);
        const outcome =
          issue === null
            ? 'taken'
            : (issue.diagnostics ?? '')
                .replace(/\S+\/\S+/g, '…')
                .replace(/: got .*/, '')
                .slice(0, 80);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
      const told = [...outcomes].toSorted(([, one], [, other]) => other - one);
      rows.push(`${group}: ${told.map(([outcome, count]) => `${count} × ${outcome}`).join('; ')}`);
      if (group === 'IHE BALP') expect(outcomes.get('This hospital keeps no AuditEvent.')).toBeGreaterThan(20);
      if (group === 'IHE PCF') expect(outcomes.get('This hospital keeps no Consent.')).toBeGreaterThan(10);
    }
    console.log(`What others publish, one by one as sent\n${rows.join('\n')}`);
  }, 120_000);
});
