import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openValidator } from '../../../server/fhir/validate.ts';
import { resourceRules } from '../../../server/mapping/search-parameters.ts';
import { openSharedTestdata } from '../../support/shared-testdata.ts';

const folder = openSharedTestdata();
type Verdict = Readonly<Record<'medplum' | 'lantana_fhir' | 'asymmetrik_jsonschema', 1 | string>>;
interface Kept {
  readonly resourceType: string;
  readonly entry?: readonly { readonly resource?: Kept }[];
}

/** Why we judge otherwise than the three validators of the reference, one line each. */
const explained: readonly (readonly [file: RegExp, why: string])[] = [
  [/2_1_bundle_2204061418/, 'laxer: U+00A0 in a string, which the JSON schema’s pattern refuses and R5 allows'],
  [/Binary-example|Media-example/, 'laxer: white space in base64Binary, which R4 allows and @medplum/core refuses'],
  [
    /Observation-clinical-gender|Bundle-bundle-references/,
    'laxer: a value set that the reference did not have; we check no terminology',
  ],
  [
    /hematologyStudies/,
    'laxer here: a literal reference without its type; as unresolvable it is refused when it is filed',
  ],
];

describe('verdicts of other validators', () => {
  beforeEach((context) => context.skip(folder === null, '../shared/testdata.tar.xz is not there'));

  test('are ours too, but for the differences that have a reason', () => {
    const root = folder ?? '';
    const verdicts = JSON.parse(readFileSync(join(root, 'reference', 'fhir-validation.shared.json'), 'utf8')) as Record<
      string,
      Verdict
    >;
    const validate = openValidator();
    const count = { 'both valid': 0, 'both faulty': 0, 'not kept here': 0 };
    const rows: string[] = [];
    const unexplained: string[] = [];
    for (const [file, verdict] of Object.entries(verdicts)) {
      if (!existsSync(join(root, file))) continue;
      const whole = JSON.parse(readFileSync(join(root, file), 'utf8')) as Kept;
      const all =
        whole.resourceType === 'Bundle' ? (whole.entry ?? []).flatMap(({ resource }) => resource ?? []) : [whole];
      const kept = all.filter(({ resourceType }) => resourceRules[resourceType] !== undefined);
      if (kept.length === 0) {
        count['not kept here'] += 1;
        continue;
      }
      const ours = kept.flatMap((resource) => validate(resource, resource.resourceType));
      const isValid = Object.values(verdict).every((one) => one === 1);
      if (isValid === (ours.length === 0)) {
        count[isValid ? 'both valid' : 'both faulty'] += 1;
        continue;
      }
      const why = explained.find(([name]) => name.test(file))?.[1];
      const said =
        ours.map(({ expression, text }) => `${expression} ${text}`)[0] ??
        Object.values(verdict).find((one) => one !== 1);
      if (why === undefined) unexplained.push(`${file}: ${said}`);
      else rows.push(`${file}: ${why}`);
    }
    console.log(`Our verdicts beside the reference: ${JSON.stringify(count)}\n${rows.join('\n')}`);
    expect(unexplained).toEqual([]);
    expect(count['both valid']).toBeGreaterThan(150);
  }, 60_000);
});
