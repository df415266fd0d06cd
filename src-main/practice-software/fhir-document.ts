import { type Json, parts, text } from '../record/fhir-json.ts';

/** What a FHIR document is made from: the resources exactly as the hospital sent them. */
export interface FhirDocumentParts {
  readonly id: string;
  readonly composition: string;
  readonly at: Date;
  readonly base: string;
  readonly hospital: string;
  readonly patient: string;
  readonly document: string;
  readonly title: string;
  readonly resource: Json;
  /** JSON by reference; the patient and the document are among them. */
  readonly resources: ReadonlyMap<string, string>;
}

/** The document's own kind as it was coded (LOINC and others), else its title. */
function toType(resource: Json, title: string): unknown {
  const own = ['type', 'code'].flatMap((name) => parts(resource, name))[0];
  const coding = parts(own, 'coding').flatMap((one) => {
    const system = text(one, 'system');
    const code = text(one, 'code');
    const display = text(one, 'display');
    return system === null || code === null ? [] : [{ system, code, ...(display === null ? {} : { display }) }];
  });
  return coding.length > 0 ? { coding, text: title } : { text: title };
}

/**
 * A FHIR R4 document: a Composition made here, then the resources byte for byte as they came, so that no number loses a digit. `final` is
 * said of the Composition; what a result is, preliminary or corrected, its own resource says.
 */
export function toFhirDocument(made: FhirDocumentParts): string {
  const { base, at, title } = made;
  const composition = {
    resourceType: 'Composition',
    id: made.composition,
    status: 'final',
    type: toType(made.resource, title),
    subject: { reference: `Patient/${made.patient}` },
    date: at.toISOString(),
    author: [{ display: made.hospital }],
    title,
    section: [{ title, entry: [{ reference: made.document }] }],
  };
  const entries = [
    `{"fullUrl":${JSON.stringify(`${base}/Composition/${made.composition}`)},"resource":${JSON.stringify(composition)}}`,
    ...[...made.resources].map(([ref, json]) => `{"fullUrl":${JSON.stringify(`${base}/${ref}`)},"resource":${json}}`),
  ];
  const head = {
    resourceType: 'Bundle',
    id: made.id,
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${made.id}` },
    type: 'document',
    timestamp: at.toISOString(),
  };
  return `${JSON.stringify(head).slice(0, -1)},"entry":[\n${entries.join(',\n')}\n]}\n`;
}
