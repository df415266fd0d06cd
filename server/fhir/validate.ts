import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import type { Bundle, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { readDefinitions } from './trimmed-definitions.ts';

/** One thing that is wrong with what a system sent; `expression` is a FHIRPath. */
export interface Issue {
  readonly code:
    | 'structure'
    | 'value'
    | 'not-supported'
    | 'business-rule'
    | 'not-found'
    | 'conflict'
    | 'duplicate'
    | 'multiple-matches'
    | 'too-long';
  readonly text: string;
  readonly expression: string;
}

/** Faults of one resource against FHIR R4; empty when it is valid. */
export type Validate = (resource: unknown, at: string) => readonly Issue[];

const LIMIT = 50;
let loaded: { readonly whole: Validate; readonly schema: Validate } | undefined;

/** The validator: made at the first write (about half a second), since a physician's read never needs it. */
export function openValidator(): Validate {
  return openChecks().whole;
}

/** The validator, and the half of it that is the JSON schema alone (a twentieth of the time). */
export function openChecks(): { readonly whole: Validate; readonly schema: Validate } {
  loaded ??= makeChecks();
  return loaded;
}

/** JSON schema (shape, unknown elements, codes) and StructureDefinitions (cardinalities, constraints): each finds what the other misses. */
function makeChecks(): { readonly whole: Validate; readonly schema: Validate } {
  const definitions = readDefinitions();
  indexStructureDefinitionBundle(definitions.types as Bundle<StructureDefinition>);
  indexStructureDefinitionBundle(definitions.resources as Bundle<StructureDefinition>);
  const schema = withWiderPatterns(definitions.schema);
  const quick = openSchema(schema, false);
  // Only what is faulty pays for the whole list of its faults.
  let thorough: (type: string) => ValidateFunction | undefined = (type) => {
    thorough = openSchema(schema, true);
    return thorough(type);
  };
  const unknown = (at: string): Issue[] => [
    { code: 'not-supported', text: 'This hospital keeps no resource of this type.', expression: at },
  ];
  const checkSchema = (resource: unknown, at: string): Issue[] | null => {
    const type = (resource as { resourceType?: unknown } | null)?.resourceType;
    const name = typeof type === 'string' && /^[A-Za-z]+$/.test(type) ? type : '';
    const check = name === '' ? undefined : quick(name);
    if (check === undefined) return null;
    if (check(resource) === true) return [];
    const every = thorough(name);
    if (every?.(resource) === true) return [];
    return (every?.errors ?? []).slice(0, LIMIT).map((error) => toFault(error, at));
  };
  return {
    schema: (resource, at) => checkSchema(resource, at) ?? unknown(at),
    whole: (resource, at) => {
      const faults = checkSchema(resource, at);
      if (faults === null) return unknown(at);
      const known = new Set(faults.map(({ expression }) => expression));
      const more = checkDefinitions(resource as Resource, at).filter(({ expression }) => !known.has(expression));
      return [...faults, ...more].slice(0, LIMIT);
    },
  };
}

function openSchema(definitions: unknown, allErrors: boolean): (type: string) => ValidateFunction | undefined {
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false, inlineRefs: false, allErrors });
  ajv.addSchema({ definitions }, 'fhir');
  return (type) => ajv.getSchema(`fhir#/definitions/${type}`);
}

/** Patterns of the JSON schema that real data or hostile data cannot be held against, and what stands for them. */
const WIDER = new Map([
  // A string knows no space but U+0020 to ECMAScript's `\S`; real laboratories write U+00A0, and R5 allows it.
  ['^[ \\r\\n\\t\\S]+$', '[\\s\\S]'],
  // base64Binary: the same set of characters without the nested repetition, which takes for ever on a long fault.
  ['^(\\s*([0-9a-zA-Z\\+/=]){4}\\s*)+$', '^[0-9a-zA-Z+/=\\s]+$'],
]);

function withWiderPatterns(definitions: unknown): unknown {
  return JSON.parse(
    JSON.stringify(definitions, (key, value: unknown) =>
      key === 'pattern' && typeof value === 'string' ? (WIDER.get(value) ?? value) : value,
    ),
  ) as unknown;
}

function toFault({ instancePath, message, params }: ErrorObject, at: string): Issue {
  const extra = 'additionalProperty' in params ? String(params['additionalProperty']) : null;
  const missing = 'missingProperty' in params ? String(params['missingProperty']) : null;
  const path = `${at}${instancePath.replaceAll('/', '.').replace(/\.(\d+)/g, '[$1]')}`;
  const name = extra ?? missing;
  return {
    code: 'structure',
    text: `${message ?? 'invalid'}${extra === null ? '' : ` (${extra})`}`,
    expression: name === null ? path : `${path}.${name}`,
  };
}

function checkDefinitions(resource: Resource, at: string): readonly Issue[] {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError))
      return [{ code: 'structure', text: 'The resource cannot be checked against its definition.', expression: at }];
    // Warnings come along when there is an error. Of base64 it takes no white space, which R4 allows: the schema looks at that.
    const errors = (error.outcome.issue ?? []).filter(
      ({ severity, details }) => /^(error|fatal)$/.test(severity) && details?.text !== 'Invalid base64Binary format',
    );
    return errors.slice(0, LIMIT).map((issue) => ({
      code: 'structure',
      text: issue.details?.text ?? issue.diagnostics ?? 'invalid',
      expression: issue.expression?.[0]?.replace(/^[A-Za-z]+/, at) ?? at,
    }));
  }
}
