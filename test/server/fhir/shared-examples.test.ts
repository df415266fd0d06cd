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

  test('takes the Belgian laboratories’ bundles that are valid, and says what is wrong with the others [R25]', async () => {
    const paths = list(join(fhir, 'be', 'lab-vendor'));
    const verdicts = { taken: 0, refused: 0, crashed: 0 };
    for (const path of paths) {
      const { resourceType, entry = [] } = read(path) as { resourceType: string; entry?: Entry[] };
      if (resourceType !== 'Bundle' || entry.length === 0) continue;
      const answer = await send(toTransaction(entry));
      if (answer.status === 200) verdicts.taken += 1;
      else if (answer.status === 422 && answer.json().issue[0].expression[0].startsWith('Bundle.entry['))
        verdicts.refused += 1;
      else verdicts.crashed += 1;
    }
    console.log(
      `Belgian laboratory bundles: ${verdicts.taken} taken, ${verdicts.refused} refused with a place and a reason`,
    );
    expect(verdicts.crashed).toBe(0);
    expect(verdicts.taken + verdicts.refused).toBeGreaterThan(30);
  }, 120_000);
});
