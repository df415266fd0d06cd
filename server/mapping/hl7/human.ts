import type { Address, ContactPoint, HumanName, Practitioner, Reference } from '@medplum/fhirtypes';
import type { NumberSystems } from '../../hl7/filing.ts';
import type { Value } from './message.ts';
import { toProfessionalNumber } from './numbers.ts';

/** HL7 table 0200. */
const NAME_USE: ReadonlyMap<string, NonNullable<HumanName['use']>> = new Map([
  ['L', 'official'],
  ['R', 'official'],
  ['M', 'maiden'],
  ['A', 'nickname'],
  ['N', 'nickname'],
  ['D', 'usual'],
  ['P', 'usual'],
  ['S', 'anonymous'],
]);
/** HL7 table 0190. */
const ADDRESS_USE: ReadonlyMap<string, NonNullable<Address['use']>> = new Map([
  ['H', 'home'],
  ['L', 'home'],
  ['P', 'home'],
  ['B', 'work'],
  ['O', 'work'],
  ['C', 'temp'],
  ['BA', 'old'],
]);
/** HL7 tables 0201 and 0202. */
const PHONE_USE: ReadonlyMap<string, NonNullable<ContactPoint['use']>> = new Map([
  ['PRN', 'home'],
  ['ORN', 'home'],
  ['VHN', 'home'],
  ['WPN', 'work'],
  ['PRS', 'mobile'],
]);
const EQUIPMENT: ReadonlyMap<string, NonNullable<ContactPoint['system']>> = new Map([
  ['FX', 'fax'],
  ['BP', 'pager'],
  ['INTERNET', 'email'],
  ['X.400', 'email'],
]);

const present = (...texts: readonly string[]): string[] => texts.filter((text) => text !== '');

/** A name (XPN); null for an empty one. A surname in parts (FN) is put together by its first subcomponent, else by its own ones. */
export function toHumanName(value: Value, untyped?: NonNullable<HumanName['use']>): HumanName | null {
  const family = value.part(1, 1) || present(value.part(1, 2), value.part(1, 3)).join(' ');
  const given = present(value.part(2), ...value.part(3).split(/[\s,]+/));
  const use = NAME_USE.get(value.part(7).toUpperCase()) ?? (value.part(7) === '' ? untyped : undefined);
  if (family === '' && given.length === 0) return null;
  const [suffix, prefix] = [present(value.part(4)), present(value.part(5))];
  return {
    ...(use !== undefined && { use }),
    ...(family !== '' && { family }),
    ...(given.length > 0 && { given }),
    ...(prefix.length > 0 && { prefix }),
    ...(suffix.length > 0 && { suffix }),
  };
}

/** An address (XAD); null for an empty one. */
export function toAddress(value: Value): Address | null {
  const street = value.part(1, 1) || present(value.part(1, 2), value.part(1, 3)).join(' ');
  const line = present(...street.split('\n'), value.part(2));
  const type = value.part(7).toUpperCase();
  const use = ADDRESS_USE.get(type);
  const address = {
    ...(line.length > 0 && { line }),
    ...(value.part(3) !== '' && { city: value.part(3) }),
    ...(value.part(4) !== '' && { state: value.part(4) }),
    ...(value.part(5) !== '' && { postalCode: value.part(5) }),
    ...(value.part(6) !== '' && { country: /^BEL$/i.test(value.part(6)) ? 'BE' : value.part(6) }),
  };
  if (Object.keys(address).length === 0) return null;
  return { ...(use && { use }), ...(type === 'M' && { type: 'postal' as const }), ...address };
}

/** A telephone number or address on the net (XTN); null for an empty one. */
export function toContactPoint(value: Value, untyped: NonNullable<ContactPoint['use']>): ContactPoint | null {
  const equipment = value.part(3).toUpperCase();
  const composed = present(value.part(5) && `+${value.part(5).replace(/^\+/, '')}`, value.part(6), value.part(7)).join(
    ' ',
  );
  const number = value.part(12) || value.part(1) || composed;
  const email = value.part(4) || (equipment === 'INTERNET' ? number : '');
  if (email === '' && number === '') return null;
  const isMail = email !== '' && (number === '' || email === number || equipment === 'INTERNET');
  const system = isMail ? 'email' : (EQUIPMENT.get(equipment) ?? 'phone');
  const use =
    equipment === 'CP' ? 'mobile' : (PHONE_USE.get(value.part(2).toUpperCase()) ?? (isMail ? undefined : untyped));
  return { system, value: isMail ? email : number, ...(use !== undefined && { use }) };
}

/** `Dr Étienne Collin` of an XCN or a name's parts; null when there is no name. */
export function toDisplayName(prefix: string, given: string, family: string): string | null {
  const name = present(prefix, given, family).join(' ');
  return family === '' && given === '' ? null : name;
}

/** A physician (XCN): name for the reader, number for the directory. Null for an empty one. */
export function toPractitioner(value: Value, numbers: NumberSystems): Reference<Practitioner> | null {
  // CNN packs the same into subcomponents of the first component, as OBR-32 does.
  const packed = value.part(1, 2) !== '' || value.part(1, 3) !== '';
  const at = (component: number): string => (packed ? value.part(1, component) : value.part(component));
  const family = at(2) || (packed ? '' : value.part(2, 3));
  const display = toDisplayName(at(6), at(3), family);
  const authority = packed ? [at(9)] : [value.part(9, 1), value.part(9, 2), value.part(13), value.part(8)];
  const identifier = toProfessionalNumber(at(1), present(...authority), numbers);
  if (display === null && identifier === null) return null;
  return {
    type: 'Practitioner',
    ...(identifier && { identifier }),
    display: display ?? identifier?.value ?? '',
  };
}
