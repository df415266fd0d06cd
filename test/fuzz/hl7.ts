import { people, toNiss } from '../../server/demo/people.ts';
import { openValidator } from '../../server/fhir/validate.ts';
import { demonstrationNumbers } from '../../server/hl7/mllp-settings.ts';
import { HL7Refusal } from '../../server/hl7/refusal.ts';
import { toFiling } from '../../server/mapping/hl7/to-filing.ts';
import { adt, adtA40, mdm, orUR01, siu } from '../builders/hl7.ts';
import { toBytes } from '../builders/hl7-segment.ts';
import { runThroughDoor } from './hl7-door.ts';
import { type Dialect, type Mutation, mutate, type Sample, type Spoil } from './mutate.ts';
import { openRandom } from './random.ts';
import { readSamples } from './samples.ts';
import { type Court, readCpu, type Report, toFault, type Verdict } from './verdict.ts';
import { runWatched } from './watched.ts';

const LIMIT_MS = 250;
/** One in so many mutations goes through the door too. */
const DOOR_SHARE = 4;

/** One field is emptied, filled with something else, or swapped with another; mostly behind the patient, so that much is still filed. */
const fieldSpoil: Spoil = (bytes, random) => {
  const segments = bytes.toString('latin1').split('\r');
  const from = random.chance(0.9) ? Math.min(3, segments.length - 1) : 0;
  const at = from + random.below(segments.length - from);
  const fields = (segments[at] ?? '').split('|');
  const field = 1 + random.below(fields.length);
  const others = [
    '',
    '""',
    '0',
    '-1',
    '9'.repeat(40),
    '20269999',
    'X',
    'x^y&z~w',
    '\\X00\\',
    'é'.repeat(300),
    '<>',
    fields[random.below(fields.length)] ?? '',
  ];
  fields[field] = random.pick(others);
  segments[at] = fields.join('|');
  if (random.chance(0.2)) segments.splice(from, 0, ...segments.splice(from + random.below(segments.length - from), 1));
  return Buffer.from(segments.join('\r'), 'latin1');
};

const dialect: Dialect = {
  longest: 200_000,
  words: [
    '|',
    '^',
    '~',
    '\\',
    '&',
    '\r',
    '\n',
    '""',
    '\\X',
    '\\X4142',
    '\\.br\\',
    '\\H\\',
    '\\C2D41\\',
    '\\Zxx\\',
    '\0',
    '<',
    '-',
    '\x1b$B',
    '\rPID|1||SE-9',
    '\rOBR|',
    '\rOBX|1|',
    '\rNTE|',
    '\rMSH|^~\\&|',
    '\rFHS|',
    '\rBTS|',
    '\rDSC|1|',
    'OBX|1|ED|',
    '^AP^^Base64^',
    '20269999',
    '20260302093000.9999999999+9900',
    '\ud800',
  ],
  nests: [
    ['~', ''],
    ['^', ''],
    ['&', ''],
    ['\\', ''],
    ['\rOBX|1|TX|a|1|x', ''],
    ['\rNTE|1||x', ''],
    ['1.', ''],
  ],
  spoils: [fieldSpoil, fieldSpoil, fieldSpoil, fieldSpoil],
  charsets: [
    [/UNICODE UTF-8/, ['8859/1', '8859/15', 'ASCII', 'UNICODE UTF-16', 'ISO IR87', '8859/1~ISO IR87', 'x', '']],
  ],
};

/** Messages of every kind that is filed, and the files of the shared data. */
function readMessages(): readonly Sample[] {
  const pdf = Buffer.from('%PDF-1.4 a small one');
  const built = [
    adt('A01', { reason: 'Douleur', more: ['AL1|1|DA|x', 'DG1|1||x'] }),
    adt('A03', { to: '202603031000' }),
    adt('A08'),
    adt('A11'),
    adt('A28'),
    adt('A28', { patient: 'petit' }),
    adt('A31'),
    adtA40('SE-4711'),
    orUR01({ notes: ['Hémolyse'] }),
    orUR01({ status: 'C', charset: '8859/1' }),
    orUR01({
      results: [
        { type: 'ST', value: 'négatif' },
        { type: 'SN', value: '>^100' },
        { type: 'TX', value: 'a~b' },
      ],
    }),
    mdm('T02'),
    mdm('T02', { file: { bytes: pdf, type: 'application', subtype: 'pdf' } }),
    mdm('T08', { parent: 'DOC-0001' }),
    mdm('T11'),
    siu('S12'),
    siu('S15'),
  ].map((text, index) => ({ name: `built ${index + 1}`, bytes: Buffer.from(toBytes(text)) }));
  const foreign = [
    `<kmehrmessage><folder><patient><id S="INSS">${toNiss('dubois')}</id></patient><transaction/></folder></kmehrmessage>`,
    `A1\\1\\a\\\rA2\\1\\${people.dubois.family}\\b\\F\\01011950\\${toNiss('dubois')}\\\rL1\\1\\a\\b\\`,
    `1/8\r#A${toNiss('dubois')}\ra\r19500101\rX\r\r1\r#Rb\r!t\r#R/`,
  ].map((text, index) => ({ name: `foreign ${index + 1}`, bytes: Buffer.from(text) }));
  return [...built, ...built, ...foreign, ...readSamples([], ['hl7v2/**/*.{hl7,lab,med,hl1}'], 60_000, 20)];
}

/** Mutation `number` of a seed. */
function openMutations(): (seed: number, number: number) => Mutation {
  const samples = readMessages();
  return (seed, number) => mutate(samples, dialect, openRandom(seed, 'hl7', number));
}

/** Judges the mapping: a filing that is valid FHIR, or a refusal, within a quarter of a second of processor time. */
export function openCourt(): Promise<Court> {
  const make = openMutations();
  const context = { numbers: demonstrationNumbers, received: new Date('2026-03-02T12:00:00Z') };
  const validate = openValidator();
  const settle = (bytes: Uint8Array): Verdict => {
    try {
      const { resources, patient, removed } = toFiling(bytes, context);
      const made = [
        ...resources.map(({ resource }) => resource),
        ...(patient.resource === null ? [] : [patient.resource]),
      ];
      JSON.stringify(made);
      return { outcome: made.length + removed.length > 0 ? 'filing' : 'filing of nothing', fault: null };
    } catch (error) {
      if (error instanceof HL7Refusal)
        return { outcome: `refused ${error.facts.code} ${error.facts.condition}`, fault: null };
      return { outcome: 'thrown', fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  };
  const findInvalid = (bytes: Uint8Array): string | null => {
    const { resources } = toFiling(bytes, context);
    for (const { resource } of resources) {
      const plain: unknown = JSON.parse(JSON.stringify(resource));
      const issues = validate(plain, resource.resourceType);
      if (issues.length > 0) return `${resource.resourceType} is not valid: ${JSON.stringify(issues).slice(0, 300)}`;
    }
    return null;
  };
  settle(toBytes(orUR01()));
  return Promise.resolve({
    judge: async (seed, number) => {
      const mutation = make(seed, number);
      const first = await readCpu(() => settle(mutation.bytes));
      // What is slow once may have been compiled meanwhile; what is slow twice is slow.
      const { value, cpu } = first.cpu > LIMIT_MS ? await readCpu(() => settle(mutation.bytes)) : first;
      const slow = cpu > LIMIT_MS ? `took ${Math.round(cpu)} ms` : null;
      const invalid = value.outcome === 'filing' ? findInvalid(mutation.bytes) : null;
      const fault = value.fault ?? slow ?? invalid;
      return { outcome: value.outcome, fault: fault === null ? null : toFault(fault, mutation) };
    },
    close: () => Promise.resolve(),
  });
}

/** Mutations of HL7 v2 through the mapping, and one in four of them through MLLP into a real database. */
export async function run(seed: number, count: number, first = 0): Promise<Report> {
  const mapped = await runWatched('hl7', seed, count, first);
  const make = openMutations();
  const numbers = Array.from({ length: count }, (_, index) => first + index).filter(
    (number) => number % DOOR_SHARE === 0 || count === 1,
  );
  const sent = await runThroughDoor(
    numbers.map((number) => ({ number, mutation: make(seed, number) })),
    seed,
  );
  return {
    ...mapped,
    seconds: mapped.seconds + sent.seconds,
    outcomes: { ...mapped.outcomes, ...sent.outcomes },
    faults: [...mapped.faults, ...sent.faults],
  };
}
