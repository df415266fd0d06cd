import type { LaboratoryRow } from '../../contracts/record.ts';
import { code, concept, type Decimal, decimal, type Json, part, parts, text } from './fhir-json.ts';

type Range = Pick<LaboratoryRow, 'range' | 'low' | 'high'>;

/** Units as they are compared: however they are spaced or capitalised, whichever letter their micro is. */
const toPlain = (unit: string | null): string =>
  (unit ?? '').normalize('NFKC').replace(/\s+/g, '').replaceAll('μ', 'u').toLowerCase();

/** True when a limit says a unit and the result says another: `35 – 51` of g/l beside a value in g/dl. */
function isOtherUnit(limit: Json, measured: Json | null): boolean {
  const both = ['code', 'unit']
    .map((name) => [toPlain(text(limit, name)), toPlain(text(measured, name))] as const)
    .filter(([one, other]) => one !== '' && other !== '');
  return both.length > 0 && both.every(([one, other]) => one !== other);
}

function toWritten(low: Decimal | null, high: Decimal | null): string | null {
  if (low && high) return `${low.text} – ${high.text}`;
  return low ? `≥ ${low.text}` : high ? `≤ ${high.text}` : null;
}

/** Whom a range is meant for, or what for, as far as it says so: « Femme », `18 – 65 a`, « Therapeutic ». */
function toMeant(range: Json): string[] {
  const type = ['normal', null].includes(code(range['type'])) ? null : concept(range['type']);
  const age = part(range, 'age');
  const years = toWritten(decimal(part(age, 'low'), 'value'), decimal(part(age, 'high'), 'value'));
  const unit = text(part(age, 'low'), 'unit') ?? text(part(age, 'high'), 'unit');
  return [
    type,
    ...parts(range, 'appliesTo').map(concept),
    years === null ? null : [years, unit].filter((one) => one !== null).join(' '),
  ].filter((one) => one !== null);
}

function toOne(range: Json, measured: Json | null): Range & { readonly meant: readonly string[] } {
  const [low, high] = [decimal(part(range, 'low'), 'value'), decimal(part(range, 'high'), 'value')];
  const other = [part(range, 'low'), part(range, 'high')].find(
    (limit) => limit !== null && isOtherUnit(limit, measured),
  );
  const written = toWritten(low, high);
  const withUnit = other === undefined || written === null ? written : `${written} ${text(other, 'unit') ?? ''}`.trim();
  const said = text(range, 'text') ?? withUnit;
  const meant = toMeant(range).filter((one) => said?.includes(one) !== true);
  // Limits in another unit are written and judge nothing.
  return other === undefined
    ? { range: said, low: low?.value ?? null, high: high?.value ?? null, meant }
    : { range: said, low: null, high: null, meant };
}

/**
 * The reference values of a result, as the laboratory wrote them with it. Where it gives several (of men and women, of ages) nothing here tells
 * which are this patient's: all are written, each with whom it is meant for, and none is a limit that a value is judged by.
 */
export function toRange(node: Json): Range {
  const all = parts(node, 'referenceRange');
  const usual = all.filter((one) => ['normal', null].includes(code(one['type'])));
  const measured = part(node, 'valueQuantity');
  const ranges = (usual.length > 0 ? usual : all).map((one) => toOne(one, measured));
  const [first] = ranges;
  if (first === undefined) return { range: null, low: null, high: null };
  const limited = ranges.filter(({ low, high }) => low !== null || high !== null);
  const limits = new Set(limited.map(({ low, high }) => `${low} ${high}`));
  // A limit for somebody beside words for somebody else is no limit for all.
  const isOne = limits.size === 1 && (ranges.length === 1 || limited.every(({ meant }) => meant.length === 0));
  const isMany = ranges.length > 1 || usual.length === 0;
  const said = ranges.flatMap(({ range, meant }) =>
    range === null ? [] : [isMany && meant.length > 0 ? `${meant.join(', ')} : ${range}` : range],
  );
  return {
    range: said.length === 0 ? null : [...new Set(said)].join(' ; '),
    low: isOne ? (limited[0]?.low ?? null) : null,
    high: isOne ? (limited[0]?.high ?? null) : null,
  };
}
