import { aBinary, aLetter, anObservation, aPatient, aPractitioner, aReport, aTransaction } from '../builders/fhir.ts';
import { type Clinic, openClinic, type Reply } from '../server/fhir/clinic.ts';
import { type Dialect, mutate, type Mutation, type Sample } from './mutate.ts';
import { openRandom } from './random.ts';
import { readSamples } from './samples.ts';
import { spoilJson } from './spoil-json.ts';
import { type Report, tell, toFault, type Verdict } from './verdict.ts';

const LIMIT_MS = 30_000;

const dialect: Dialect = {
  longest: 300_000,
  words: [
    'null',
    '[]',
    '{}',
    '""',
    '{"resourceType":"Patient"}',
    '"__proto__":{"x":1},',
    '"constructor":1,',
    '\\u0000',
    '\\ud800',
    '\0',
    '"id":"../../x",',
    '"resourceType":"Bundle",',
    '"method":"DELETE",',
    '"url":"Patient?identifier=x",',
    '"ifMatch":"W/\\"9\\"",',
    '"ifNoneExist":"identifier=|",',
    '"reference":"urn:uuid:x",',
    '"reference":"http://elsewhere.example/Patient/1",',
    ',',
    '"',
    '}',
    '"meta":{"versionId":"99"},',
    '"text":{"div":"<script>alert(1)</script>"},',
  ],
  nests: [
    ['[', ']'],
    ['{"extension":[', ']}'],
    ['{"a":', '}'],
    ['"contained":[{', '}],'],
  ],
  charsets: [[/"resourceType"/, ['"resourceTyp\xe9"', '"resourceType\x00"']]],
};

/** Bundles as the hospital sends them: each has its own patient, so that none depends on another. */
function readBundles(): readonly Sample[] {
  // Fixed ids: what a mutation is made of may not change from one run to the next.
  let last = 0;
  const fixed = <T extends { id: string }>(resource: T): T => {
    last += 1;
    return { ...resource, id: `00000000-0000-4000-8000-${String(last).padStart(12, '0')}` };
  };
  const patient = fixed(aPatient());
  const results = [fixed(anObservation(patient)), fixed(anObservation(patient, { valueQuantity: { value: 4.1 } }))];
  const binary = fixed(aBinary());
  const letter = fixed(aLetter(patient, binary));
  const report = fixed(aReport(patient, results));
  const built = [
    aTransaction(patient),
    aTransaction(patient, fixed(aPractitioner()), ...results, report),
    aTransaction(patient, binary, letter),
    aTransaction(patient, ...results, report, binary, letter),
  ].map((bundle, index): Sample => ({ name: `built ${index + 1}`, bytes: Buffer.from(JSON.stringify(bundle)) }));
  const shared = readSamples([], ['fhir/be/lab-vendor/**/*.json', 'fhir/be/lab-examples/Bundle*.json'], 60_000, 10);
  return [...built, ...built, ...shared];
}

/** Mutations of transaction bundles through the app: stored whole or refused whole, with an OperationOutcome, never a 500. */
export async function run(seed: number, count: number, first = 0): Promise<Report> {
  const samples = readBundles();
  const make = (number: number): Mutation => {
    const random = openRandom(seed, 'fhir', number);
    return random.chance(0.4) ? mutate(samples, dialect, random) : spoilJson(samples, random);
  };
  const clinic = await openClinic();
  try {
    return await tell('fhir', seed, count, first, async (_seed, number) => {
      const mutation = make(number);
      const { outcome, fault } = await storeOne(clinic, mutation.bytes);
      return { outcome, fault: fault === null ? null : toFault(fault, mutation) };
    });
  } finally {
    await clinic.close();
  }
}

async function storeOne(clinic: Clinic, bytes: Buffer): Promise<Verdict> {
  const before = await readState(clinic);
  const began = performance.now();
  const answer = await clinic.ask(clinic.system, 'POST', '/fhir', bytes, { 'content-type': 'application/fhir+json' });
  const took = performance.now() - began;
  const outcome = String(answer.status);
  if (took > LIMIT_MS) return { outcome, fault: `took ${Math.round(took)} ms` };
  if (answer.status >= 200 && answer.status < 300) return { outcome, fault: await findMissing(clinic, bytes, answer) };
  if (answer.status < 400 || answer.status >= 500)
    return { outcome, fault: `answered ${answer.status} ${answer.text.slice(0, 300)}` };
  if (!isOutcome(answer))
    return { outcome, fault: `refused without an OperationOutcome: ${answer.text.slice(0, 200)}` };
  if ((await readState(clinic)) !== before) return { outcome, fault: 'refused, and something of it is stored' };
  return { outcome: `${outcome} ${answer.json().issue[0].details?.coding?.[0]?.code ?? ''}`, fault: null };
}

function isOutcome(answer: Reply): boolean {
  try {
    const body = answer.json();
    return body.resourceType === 'OperationOutcome' && body.issue.length > 0;
  } catch {
    return false;
  }
}

async function readState(clinic: Clinic): Promise<string> {
  const [row] = await clinic.db.sql<{ state: string }>(
    `select concat(count(*), '/', coalesce(sum(version), 0)) as state from medical.resource`,
  );
  return row?.state ?? '';
}

/** An accepted transaction has an answer for each entry, and each that names a resource tells the truth. */
async function findMissing(clinic: Clinic, bytes: Buffer, answer: Reply): Promise<string | null> {
  const sent = JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, '')) as { type?: string; entry?: unknown[] };
  const entries = answer.json().entry ?? [];
  if (sent.type === 'transaction' && entries.length !== (sent.entry ?? []).length)
    return `${sent.entry?.length ?? 0} entries, ${entries.length} answers`;
  for (const { response } of entries) {
    const [type, id] = (response?.location ?? '').replace(/^\//, '').split('/');
    if (type === undefined || id === undefined || !/^20[01]/.test(response.status)) continue;
    const rows = await clinic.db.sql('select from medical.resource where type = $1 and id::text = $2', [type, id]);
    if (rows.length === 0) return `${type} is answered ${response.status}, and is not there`;
  }
  return null;
}
