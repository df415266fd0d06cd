import { loadavg } from 'node:os';
import { type FilledHospital, openFilled, own } from './record.fill.ts';
import { type Table, toMedian } from './table.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 40);
const small = 10_000;
const large = Number(process.env['BENCH_DOCUMENTS'] ?? 1_000_000);

/** What a PC and other software ask of one patient of 400 documents. */
const questions: Readonly<Record<string, (filled: FilledHospital) => string>> = {
  'manifest of a patient': ({ patient }) => `/api/patients/${patient}/manifest`,
  'the whole record, first page': ({ patient }) => `/fhir/Patient/${patient}/$everything?_count=100`,
  'search patient + category': ({ patient }) => `/fhir/Observation?patient=${patient}&category=laboratory&_count=20`,
  'search patient + code + date': ({ patient }) =>
    `/fhir/Observation?patient=${patient}&code=http://loinc.org|2823-3&date=ge2025-01-01`,
  '_summary=count of a patient': ({ patient }) => `/fhir/Observation?patient=${patient}&_summary=count`,
  'count of every readable patient': () => '/fhir/Observation?category=laboratory&_summary=count',
  'read by id': ({ result }) => `/fhir/Observation/${result}`,
};

/** The same questions of two hospitals, one a hundred times the other, in turns: what one patient's record costs there. */
export async function run(): Promise<Table> {
  const hospitals: FilledHospital[] = [];
  const open = async (documents: number): Promise<FilledHospital & { readonly seconds: number }> => {
    const began = performance.now();
    const hospital = await openFilled(documents);
    hospitals.push(hospital);
    return { ...hospital, seconds: (performance.now() - began) / 1000 };
  };
  try {
    const filled = [await open(small), await open(large)] as const;
    const times = new Map(Object.keys(questions).map((name) => [name, [[], []] as [number[], number[]]]));
    const found: [string, string][] = [];
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, toPath] of Object.entries(questions)) {
        // Who is asked first changes with the round.
        for (const which of round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
          const one = filled[which];
          const began = performance.now();
          const { status, bytes } = await one.ask(toPath(one));
          const took = performance.now() - began;
          if (status !== 200) throw new Error(`${name}: ${status} ${bytes.toString('utf8').slice(0, 200)}`);
          if (round > 0) times.get(name)?.[which].push(took);
          if (round === 0) found.push([`${name} ${which}`, toSize(bytes)]);
        }
      }
    }
    assertAlike(found);
    return {
      name: 'record',
      rows: [...times].map(([what, [few, many]]) => ({
        what,
        value: toMedian(many),
        unit: 'ms',
        against: { what: `at ${filled[0].documents} documents`, value: toMedian(few) },
        keep: '≤ 1.3×',
      })),
      notes: [
        `${filled[1].documents} documents (filled in ${filled[1].seconds.toFixed(0)} s), a patient of ${own}, over mutual TLS, gated and traced; ${rounds} rounds in turns, medians, load ${loadavg()[0]?.toFixed(1)}.`,
        'each hospital by server/main.ts with a PostgreSQL of its own as it comes (128 MB of shared buffers): a million documents are larger than these, smaller than the machine’s memory.',
      ],
    };
  } finally {
    for (const hospital of hospitals) await hospital.close();
  }
}

/** Entries of a manifest or a bundle, its total, or 1. */
function toSize(bytes: Buffer): string {
  const body = JSON.parse(bytes.toString('utf8')) as { items?: unknown[]; total?: number; entry?: unknown[] };
  return `${body.items?.length ?? body.total ?? 1} ${body.entry?.length ?? 0}`;
}

/** Both hospitals answered as much: otherwise it is no comparison. */
function assertAlike(found: readonly [string, string][]): void {
  const sizes = new Map(found);
  for (const name of Object.keys(questions))
    if (sizes.get(`${name} 0`) !== sizes.get(`${name} 1`))
      throw new Error(`${name}: ${sizes.get(`${name} 0`)} and ${sizes.get(`${name} 1`)}`);
}
