/** Which values a quantity of a search covers; see medical.quantity_meets. Tab-separated, numbers as PostgreSQL's numeric reads them. */
const NUMBER = /^-?\d{1,30}(?:\.\d{0,30})?(?:[eE][+-]?\d{1,2})?$/;

/**
 * Index entry of a Quantity: lowest and highest value it may stand for (a comparator leaves one side open), system, code, unit.
 * None for a number that nobody measures (more than 30 digits).
 */
export function toQuantityEntry(quantity: unknown): readonly string[] {
  if (typeof quantity !== 'object' || quantity === null) return [];
  const { value, comparator, system, code, unit } = quantity as Record<string, unknown>;
  const number = toNumberText(value);
  if (number === null) return [];
  const low = comparator === '<' || comparator === '<=' ? '-Infinity' : number;
  const high = comparator === '>' || comparator === '>=' ? 'Infinity' : number;
  return [[low, high, toField(system), toField(code), toField(unit)].join('\t')];
}

/**
 * What a search asks of such an entry: comparison, number, half its last digit, system, code (R4, search, quantity: `[prefix]number|system|code`).
 * Without a prefix, `5.4` is everything that rounds to it. Null when it is no quantity.
 */
export function toQuantityWanted(text: string): string | null {
  const [written = '', system = '', code = '', ...more] = text.split('|');
  const [, op = 'eq', number = ''] = /^(eq|ne|gt|ge|lt|le|sa|eb|ap)?(.*)$/.exec(written) ?? [];
  if (!NUMBER.test(number) || more.length > 0) return null;
  return [op, number, toHalfStep(number), toField(system), toField(code)].join('\t');
}

/** Half of one unit of the last digit that was written; as text, since a binary fraction would miss its bound. */
function toHalfStep(number: string): string {
  const [mantissa = '', exponent = '0'] = number.split(/[eE]/);
  return `5e${Number(exponent) - (mantissa.split('.')[1]?.length ?? 0) - 1}`;
}

function toNumberText(value: unknown): string | null {
  const raw = typeof value === 'object' && value !== null && 'rawJSON' in value ? value.rawJSON : value;
  const text = typeof raw === 'number' || typeof raw === 'string' ? String(raw) : '';
  return NUMBER.test(text) && typeof value !== 'string' ? text : null;
}

function toField(value: unknown): string {
  return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
}
