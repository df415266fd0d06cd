import type { Quantity } from '@medplum/fhirtypes';
import { toCode } from './coded.ts';
import type { Value } from './message.ts';

/** UCUM codes of the units that laboratories write without naming a system, by their spelling in lower case without spaces. */
const UCUM: ReadonlyMap<string, string> = new Map(
  [
    '%',
    'mmol/L',
    'umol/L',
    'nmol/L',
    'pmol/L',
    'mmol/mol',
    'g/L',
    'mg/L',
    'ug/L',
    'ng/L',
    'g/dL',
    'mg/dL',
    'ug/dL',
    'ng/dL',
    'ng/mL',
    'pg/mL',
    'ug/mL',
    'mg/mmol',
    'mg/g',
    'U/L',
    'kU/L',
    'mmHg',
    'kPa',
    'fL',
    'pg',
    'mL/min',
    's',
    'kg',
    'cm',
    'Cel',
  ].map((code): [string, string] => [code.toLowerCase(), code === 'mmHg' ? 'mm[Hg]' : code]),
);
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/[µμ]|^mc(?=g|mol)/g, 'u'],
  [/^ui?\//, 'u/'],
  [/^°c$/, 'cel'],
];

/** UCUM code of a unit that names no system; undefined unless its spelling leaves no doubt. */
export function toUcum(written: string): string | undefined {
  // Case tells milli from mega, and grams a litre from the giga a litre in which cells are counted: only what differs in nothing else is taken.
  if (/^M[^a-z]|^M(mol|g|L|U)|^G\/|^S$/.test(written)) return undefined;
  let bare = written.replace(/\s+/g, '').toLowerCase();
  for (const [spelling, by] of SPELLINGS) bare = bare.replace(spelling, by);
  return UCUM.get(bare);
}

/** Unit (OBX-6) as the parts of a Quantity: its words, and its UCUM code where it has one. */
export function toUnit(unit: Value): Pick<Quantity, 'unit' | 'system' | 'code'> {
  const code = unit.part(1);
  const words = unit.part(2) || unit.part(9) || code;
  if (words === '') return {};
  const declared = unit.part(3).toUpperCase() === 'UCUM';
  const ucum = declared ? toCode(code) : toUcum(code);
  return {
    unit: declared && code !== '' ? code : words,
    ...(ucum && { system: 'http://unitsofmeasure.org', code: ucum }),
  };
}
