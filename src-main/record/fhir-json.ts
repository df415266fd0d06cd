/** A FHIR decimal as it was written: `text` keeps `5.90`, `value` is for comparing and drawing. */
export class Decimal {
  readonly text: string;
  readonly value: number;

  constructor(text: string, value: number) {
    this.text = text;
    this.value = value;
  }
}

/** A resource, or a part of one, as it came: nothing about it is certain. */
export type Json = { readonly [name: string]: unknown };

interface SourceJson {
  parse(text: string, reviver: (key: string, value: unknown, context?: { source?: string }) => unknown): unknown;
}

const LARGEST_RESOURCE = 64 << 20;

/** Reads a FHIR resource from its bytes with exact numbers; null when it is none. */
export function readFhir(bytes: Uint8Array): Json | null {
  if (bytes.length > LARGEST_RESOURCE) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value = (JSON as unknown as SourceJson).parse(text, (_key, inner, context) =>
      typeof inner === 'number' ? new Decimal(context?.source ?? String(inner), inner) : inner,
    );
    return isJson(value) && typeof value['resourceType'] === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** True for an object that is neither a list nor a number. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

/** A text that is there and not blank, else null. */
export function text(node: unknown, name: string): string | null {
  const value = isJson(node) ? node[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A part, else null. */
export function part(node: unknown, name: string): Json | null {
  const value = isJson(node) ? node[name] : undefined;
  return isJson(value) ? value : null;
}

/** The parts of a list; what is no object is left out, and a single object counts as a list of one. */
export function parts(node: unknown, name: string): Json[] {
  const value = isJson(node) ? node[name] : undefined;
  if (isJson(value)) return [value];
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** The texts of a list. */
export function texts(node: unknown, name: string): string[] {
  const value = isJson(node) ? node[name] : undefined;
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string' && one.trim() !== '') : [];
}

/** A number as written, else null. */
export function decimal(node: unknown, name: string): Decimal | null {
  const value = isJson(node) ? node[name] : undefined;
  return value instanceof Decimal && Number.isFinite(value.value) ? value : null;
}

/** What a CodeableConcept is called: its text, then the coding the user chose, then the first with a name, then a bare code. */
export function concept(node: unknown): string | null {
  const codings = parts(node, 'coding');
  const chosen = codings.find((coding) => isJson(coding) && coding['userSelected'] === true);
  return (
    text(node, 'text') ??
    text(chosen, 'display') ??
    codings.map((coding) => text(coding, 'display')).find((display) => display !== null) ??
    codings.map((coding) => text(coding, 'code')).find((code) => code !== null) ??
    null
  );
}

/** The first code of a CodeableConcept, of `system` when one is given. */
export function code(node: unknown, system?: string): string | null {
  const coding = parts(node, 'coding').find((one) => system === undefined || text(one, 'system') === system);
  return text(coding, 'code');
}

/** `Type/id` of a reference to something of this record, null for one that leads elsewhere. */
export function toRef(reference: unknown): string | null {
  const literal = text(reference, 'reference') ?? '';
  const found = /(?:^|\/)([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(literal);
  return found?.[1] ?? null;
}
