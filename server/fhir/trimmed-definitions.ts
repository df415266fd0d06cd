import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The part of HL7's FHIR R4 definitions (CC0) that this server needs: of 40 MB less than one. Made by trim-definitions.ts. */
export interface Definitions {
  /** JSON schema definitions by name. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly types: unknown;
  readonly resources: unknown;
}

/** Reads them from the file beside this one. */
export function readDefinitions(): Definitions {
  const file = join(import.meta.dirname, 'r4-definitions.json.gz');
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Definitions;
}
