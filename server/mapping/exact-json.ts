/** JSON whose numbers keep the digits they were written with (`5.90` stays `5.90`), as FHIR's decimal demands. */
interface RawJson {
  readonly rawJSON: string;
}

/** ECMAScript's JSON source text access, which Node 24 has and TypeScript's library does not name yet. */
interface SourceJson {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
  rawJSON(text: string): RawJson;
}

const source = JSON as unknown as SourceJson;

/** Reads JSON; a number that JavaScript would write otherwise is kept as its own text, which `JSON.stringify` gives back. */
export function readExactJson(text: string): unknown {
  return source.parse(text, (_key, value, { source: written }) =>
    typeof value === 'number' && written !== undefined && String(value) !== written ? source.rawJSON(written) : value,
  );
}
