import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '@medplum/fhirtypes';
import { beforeAll, expect, test } from 'vitest';
import { openChecks, type Validate } from '../../../server/fhir/validate.ts';
import { makeShapeValidator } from '../../../server/fhir/validate-by-shape.ts';
import { toShapeText } from '../../../server/fhir/resource-shape-text.ts';
import { HL7Refusal } from '../../../server/hl7/refusal.ts';
import { toFiling } from '../../../server/mapping/hl7/to-filing.ts';
import { adt, adtA40, mdm, orUR01, siu } from '../../builders/hl7.ts';
import { toBytes } from '../../builders/hl7-segment.ts';
import { fc } from '../../support/property.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';
import { context } from '../mapping/hl7/shown-record.ts';

const folder = openSharedTestdata();
type Plain = Readonly<Record<string, unknown>>;

/** What the mapping makes of these bytes, as it will be stored. */
function toMade(bytes: Uint8Array): readonly Plain[] {
  try {
    const { resources, patient } = toFiling(bytes, context);
    const made: readonly (Resource | null)[] = [...resources.map(({ resource }) => resource), patient.resource];
    return made.flatMap((one) => (one === null ? [] : [JSON.parse(JSON.stringify({ ...one, id: 'x' })) as Plain]));
  } catch (error) {
    if (error instanceof HL7Refusal) return [];
    throw error;
  }
}

const built = [
  adt('A01', { reason: 'x', more: ['AL1|1|DA|x', 'DG1|1||x'] }),
  adt('A03', { to: '202603020815' }),
  adtA40('SE-1'),
  orUR01(),
  orUR01({ notes: ['n'], results: [{ type: 'ST', value: 'négatif' }] }),
  mdm('T02'),
  siu('S12'),
].flatMap((text) => toMade(toBytes(text)));
const shared =
  folder === null || !existsSync(join(folder, 'hl7v2'))
    ? []
    : globSync('hl7v2/**/*.{hl7,lab,med,hl1,xml}', { cwd: folder }).flatMap((file) =>
        toMade(readFileSync(join(folder, file))),
      );

let checks: ReturnType<typeof openChecks>;
/** A validator that knows the shapes of everything there is. */
let knowing: Validate;
beforeAll(() => {
  checks = openChecks();
  knowing = makeShapeValidator(checks);
  for (const one of [...built, ...shared]) knowing(one, String(one['resourceType']));
}, 120_000);

/** What a sender may put where free text, ids, moments and numbers stand; most of it is nothing that FHIR takes. */
const others: readonly unknown[] = [
  '',
  ' ',
  '\u0000',
  '\u0007bell',
  '\ud800',
  'a\u00a0b',
  '😀',
  '<div>',
  '#p',
  'Patient/p',
  'Patient/é',
  'x'.repeat(65),
  '2026',
  '2026-13-01',
  '2026-02-30',
  '0000-01-01',
  '2026-03-02T08:30:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T08:30:60Z',
  '2026-03-02T08:30:00+14:30',
  '2026-03-02T08:30',
  -1,
  0,
  1.5,
  2 ** 31,
  1e300,
  true,
  null,
  [],
  ['a'],
  {},
  { reference: '#p' },
  { value: 1 },
];

/** One leaf of a resource, found by a number, replaced. */
function replaceLeaf(resource: Plain, at: number, by: unknown): Plain {
  const copy = structuredClone(resource) as Record<string, unknown>;
  const leaves: (() => void)[] = [];
  const walk = (holder: Record<string, unknown>): void => {
    for (const [name, value] of Object.entries(holder)) {
      if (typeof value === 'object' && value !== null) walk(value as Record<string, unknown>);
      else if (name !== 'resourceType') leaves.push(() => void (holder[name] = by));
    }
  };
  walk(copy);
  leaves[at % leaves.length]?.();
  return copy;
}

test('finds every resource of the samples and of the builders valid, as the whole validator does [R25]', () => {
  const kinds = new Set(built.map((one) => one['resourceType']));
  expect(kinds.size).toBeGreaterThanOrEqual(7);
  for (const one of [...built, ...shared]) {
    const type = String(one['resourceType']);
    expect(checks.whole(one, type), JSON.stringify(one)).toEqual([]);
    expect(knowing(one, type)).toEqual([]);
  }
}, 60_000);

test('says of any resource with a known shape and one other value what the whole validator says [R25]', () => {
  const verdicts = { valid: 0, faulty: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(...built, ...shared.slice(0, 200)),
      fc.nat(),
      fc.oneof(fc.constantFrom(...others), fc.string({ unit: 'binary', maxLength: 20 }), fc.double(), fc.integer()),
      (resource, at, by) => {
        const spoilt = JSON.parse(JSON.stringify(replaceLeaf(resource, at, by))) as Plain;
        const type = String(spoilt['resourceType']);
        const whole = checks.whole(spoilt, type);
        verdicts[whole.length === 0 ? 'valid' : 'faulty'] += 1;
        expect(knowing(spoilt, type).length === 0, JSON.stringify(spoilt)).toBe(whole.length === 0);
      },
    ),
    { numRuns: 1_000 },
  );
  expect(Math.min(verdicts.valid, verdicts.faulty)).toBeGreaterThan(50);
}, 60_000);

test('looks itself at what constraints weigh against something else, and at one in 128 of a known shape [R25]', () => {
  let whole = 0;
  const validate = makeShapeValidator({
    ...checks,
    whole: (resource, at) => {
      whole += 1;
      return checks.whole(resource, at);
    },
  });
  const [observation = {}] = built.filter((one) => one['resourceType'] === 'Observation' && 'valueQuantity' in one);
  for (let n = 0; n < 1 + 2 * 128; n += 1) validate({ ...observation, id: `n-${n}` }, 'Observation');
  expect(whole).toBe(3);
  const turned = { start: '2026-03-02', end: '2026-03-01' };
  const weighed = [
    { ...observation, effectivePeriod: turned, effectiveDateTime: undefined },
    { ...observation, valueQuantity: undefined, valueRange: { low: { value: 2 }, high: { value: 1 } } },
    { ...observation, component: [{ code: observation['code'], valueString: 'x' }] },
    { ...observation, subject: { reference: '#nobody' } },
    { ...observation, text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"></div>' } },
  ].map((one) => JSON.parse(JSON.stringify(one)) as Plain);
  expect(weighed.map(toShapeText)).toEqual(weighed.map(() => null));
});

test('remembers nothing any more once a known shape had a fault [R25]', () => {
  let faulty = false;
  let whole = 0;
  const validate = makeShapeValidator({
    schema: () => [],
    whole: (_resource, at) => {
      whole += 1;
      return faulty ? [{ code: 'structure', text: 'x', expression: at }] : [];
    },
  });
  const ask = (): number => validate({ resourceType: 'Location', id: 'x' }, 'Location').length;
  for (let n = 0; n < 128; n += 1) ask();
  faulty = true;
  expect([whole, ask(), whole]).toEqual([1, 1, 2]);
  expect([ask(), whole]).toEqual([1, 3]);
});
