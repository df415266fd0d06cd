import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import type { Bundle, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { Ajv } from 'ajv';
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

const LIMIT = 20;
let loaded: Validate | undefined;

/** The validator: made at the first write (about half a second), since a physician's read never needs it. */
export function openValidator(): Validate {
  loaded ??= makeValidator();
  return loaded;
}

/** JSON schema first (shape, unknown elements, codes), then the StructureDefinitions (cardinalities, constraints): each finds what the other misses. */
function makeValidator(): Validate {
  const definitions = readDefinitions();
  indexStructureDefinitionBundle(definitions.types as Bundle<StructureDefinition>);
  indexStructureDefinitionBundle(definitions.resources as Bundle<StructureDefinition>);
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false, inlineRefs: false });
  ajv.addSchema({ definitions: definitions.schema }, 'fhir');

  return (resource, at) => {
    const type = (resource as { resourceType?: unknown } | null)?.resourceType;
    const check =
      typeof type === 'string' && /^[A-Za-z]+$/.test(type) ? ajv.getSchema(`fhir#/definitions/${type}`) : undefined;
    if (check === undefined)
      return [{ code: 'not-supported', text: 'This hospital keeps no resource of this type.', expression: at }];
    if (check(resource) !== true)
      return (check.errors ?? []).slice(0, LIMIT).map(({ instancePath, message, params }) => ({
        code: 'structure',
        text: `${message ?? 'invalid'}${'additionalProperty' in params ? ` (${String(params['additionalProperty'])})` : ''}`,
        expression: `${at}${instancePath.replaceAll('/', '.').replace(/\.(\d+)/g, '[$1]')}`,
      }));
    return checkDefinitions(resource as Resource, at);
  };
}

function checkDefinitions(resource: Resource, at: string): readonly Issue[] {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return (error.outcome.issue ?? []).slice(0, LIMIT).map((issue) => ({
      code: 'structure',
      text: issue.details?.text ?? issue.diagnostics ?? 'invalid',
      expression: issue.expression?.[0]?.replace(/^[A-Za-z]+/, at) ?? at,
    }));
  }
}
