/** Elements whose text may be anything that FHIR takes for a string: no constraint of R4 looks at what they say. */
const FREE = new Set([
  'city',
  'comment',
  'conclusion',
  'country',
  'description',
  'display',
  'district',
  'family',
  'given',
  'line',
  'name',
  'patientInstruction',
  'postalCode',
  'state',
  'text',
  'title',
  'unit',
  'value',
  'valueString',
]);
const MOMENT = /(?:[dD]ate|[tT]ime|^(?:start|end|issued|created|authoredOn|recorded|lastUpdated|sent))$/;
/** Elements that constraints compare with others by what they say, or whose content is checked as a whole. */
const WEIGHED = new Set(['component', 'contained', 'data', 'div', 'repeat']);

const ID = /^[A-Za-z0-9.-]{1,64}$/;
const LITERAL = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;
// oxlint-disable-next-line no-control-regex
const STRING = /^[\r\n\t\u0020-\uffff]+$/;
const YEAR = /^(?!0000)\d{4}$/;
const DATE = /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/;
const TIME =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)$/;
const LARGEST = 2 ** 31 - 1;

/**
 * All that FHIR R4's StructureDefinitions look at in a resource (element names, how many, types, codes, systems, statuses), as one text: two
 * resources with the same text are both valid against them or neither is. Free text, ids, references, moments and measured numbers stand
 * in it as their kind alone. Null for a resource with something that is weighed against something else: that one is looked at itself.
 */
export function toShapeText(resource: Readonly<Record<string, unknown>>): string | null {
  return ofObject(resource, 'resource');
}

function ofObject(value: Readonly<Record<string, unknown>>, holder: string): string | null {
  // A period's ends and a range's limits are compared with each other; those of a referenceRange are not.
  if (value['start'] !== undefined && value['end'] !== undefined) return null;
  if (value['low'] !== undefined && value['high'] !== undefined && holder !== 'referenceRange') return null;
  let text = '{';
  for (const name in value) {
    if (WEIGHED.has(name)) return null;
    const inner = ofValue(value[name], name);
    if (inner === null) return null;
    text += `${name.includes('"') || name.includes('\\') ? JSON.stringify(name) : name}:${inner},`;
  }
  return `${text}}`;
}

function ofValue(value: unknown, name: string): string | null {
  if (typeof value === 'string') return ofString(value, name);
  if (typeof value === 'number') return ofNumber(value);
  if (Array.isArray(value)) {
    let text = '[';
    for (const item of value as unknown[]) {
      const inner = ofValue(item, name);
      if (inner === null) return null;
      text += `${inner},`;
    }
    return `${text}]`;
  }
  if (typeof value === 'object' && value !== null) return ofObject(value as Record<string, unknown>, name);
  return String(value);
}

function ofString(value: string, name: string): string | null {
  if (name === 'id') return ID.test(value) ? 'i' : JSON.stringify(value);
  if (name === 'reference' || name === 'url') {
    if (value.startsWith('#')) return null;
    return LITERAL.test(value) ? `r${value.slice(0, value.indexOf('/'))}` : JSON.stringify(value);
  }
  if (FREE.has(name)) return STRING.test(value) && value.trim() !== '' ? 's' : JSON.stringify(value);
  if (MOMENT.test(name)) {
    if (YEAR.test(value)) return 'y';
    if (DATE.test(value)) return value.length === 7 ? 'm' : isDay(value) ? 'd' : JSON.stringify(value);
    if (TIME.test(value) && isDay(value)) return 't';
  }
  return JSON.stringify(value);
}

/** True when the month has that day. */
function isDay(text: string): boolean {
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number) as [
    number,
    number,
    number,
  ];
  return day <= 28 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** A number by its sign and by whether it is whole: that is all that is asked of one alone. */
function ofNumber(value: number): string {
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST) return JSON.stringify(value);
  return `${Math.sign(value)}${Number.isInteger(value) ? 'n' : 'f'}`;
}
