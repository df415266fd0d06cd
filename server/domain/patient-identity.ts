import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Patient } from '@medplum/fhirtypes';
import { ssinSystem } from '../../contracts/identifiers.ts';
import { readNiss, type Niss } from '../../contracts/niss.ts';
import { toKnownBirthKeys, toShownBirthDate } from './birth-date.ts';
import { toFamilyKeys, toGivenKeys } from './person-name.ts';

/** The two keys of `Secrets` that stand between a national number and the database. */
export interface NissKeys {
  readonly nissIndexKey: Buffer;
  readonly nissCipherKey: Buffer;
}

/**
 * What `care.index_patient(p_patient, p_index jsonb)` takes, in the same transaction that writes the Patient resource:
 * `perform care.index_patient(v_patient, p_row -> 'index')`. Binary values are lower-case hexadecimal.
 */
export interface PatientIndex {
  readonly nissHash: string | null;
  readonly nissCipher: string | null;
  readonly family: string;
  readonly given: readonly string[];
  readonly birth: string | null;
  readonly sex: 'female' | 'male' | 'other' | 'unknown';
  /** Lines of the postal address, as they stand on the envelope. */
  readonly address: readonly string[];
  readonly familyKeys: readonly string[];
  readonly givenKeys: readonly string[];
  readonly birthKeys: readonly string[];
}

/** The index entry of a Patient resource. Without a valid `ssin` identifier nobody can make a link with the patient. */
export function toPatientIndex(patient: Patient, keys: NissKeys): PatientIndex {
  const niss = readPatientNiss(patient);
  const name = chooseName(patient);
  const recorded = patient.birthDate ?? null;
  const given = name?.given ?? [];
  const family = name?.family ?? '';
  return {
    nissHash: niss === null ? null : toNissHash(niss.digits, keys).toString('hex'),
    nissCipher: niss === null ? null : sealNiss(niss.digits, keys).toString('hex'),
    family,
    given,
    birth: toShownBirthDate(recorded, niss),
    sex: patient.gender ?? 'unknown',
    address: toAddressLines(patient),
    familyKeys: toFamilyKeys(family, 'known'),
    givenKeys: toGivenKeys(given, 'known'),
    birthKeys: toKnownBirthKeys(recorded, niss),
  };
}

/** HMAC-SHA-256 of the eleven digits: finds a number without the database ever holding it. */
export function toNissHash(digits: string, { nissIndexKey }: Pick<NissKeys, 'nissIndexKey'>): Buffer {
  return createHmac('sha256', nissIndexKey).update(digits).digest();
}

/** AES-256-GCM: 12 bytes of nonce, 16 of tag, the digits. */
export function sealNiss(digits: string, { nissCipherKey }: Pick<NissKeys, 'nissCipherKey'>): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', nissCipherKey, nonce);
  const sealed = Buffer.concat([cipher.update(digits, 'ascii'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** The eleven digits again; throws when a byte was changed or the key is another. */
export function openNiss(sealed: Buffer, { nissCipherKey }: Pick<NissKeys, 'nissCipherKey'>): string {
  const decipher = createDecipheriv('aes-256-gcm', nissCipherKey, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('ascii');
}

/** The number that stands on the card: hospitals go on sending the bis number that somebody had before, often first. */
function readPatientNiss({ identifier }: Patient): Niss | null {
  const current = (identifier ?? []).flatMap(({ system, value, use }) => {
    const reading = system === ssinSystem && value !== undefined && use !== 'old' ? readNiss(value) : null;
    return reading?.ok === true ? [reading.niss] : [];
  });
  return current.find(({ kind }) => kind === 'national') ?? current[0] ?? null;
}

/** The legal name: in Belgium the name at birth, which marriage does not change. */
function chooseName({ name }: Patient): { readonly family: string; readonly given: string[] } | null {
  const usable = (name ?? []).filter(({ family, period }) => family !== undefined && period?.end === undefined);
  const chosen =
    usable.find(({ use }) => use === 'official') ?? usable.find(({ use }) => use === undefined) ?? usable[0];
  return chosen === undefined ? null : { family: chosen.family ?? '', given: chosen.given ?? [] };
}

function toAddressLines({ address }: Patient): string[] {
  const current = (address ?? []).filter(({ use, period }) => use !== 'old' && period?.end === undefined);
  const chosen =
    current.find(({ type }) => type === 'postal') ?? current.find(({ use }) => use === 'home') ?? current[0];
  if (chosen === undefined) return [];
  const town = [chosen.postalCode, chosen.city].filter((part) => part !== undefined).join(' ');
  const abroad =
    chosen.country === undefined || /^(BE|BEL|Belgi(que|ë|um|en))$/i.test(chosen.country) ? '' : chosen.country;
  return [...(chosen.line ?? []), town, abroad].filter((line) => line !== '');
}
