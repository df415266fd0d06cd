import type { Identifier } from '@medplum/fhirtypes';
import type { HashKey } from '../mapping/identifier-hash.ts';
import { toHash, toKeyHash, type AskList, type Known, type Lookup } from './lookup.ts';
import type { FiledKey } from './place-resources.ts';

/** One number of a message with the patients that have it. */
export interface PatientHit {
  readonly identifier: Identifier;
  /** Hexadecimal. */
  readonly hash: string;
  readonly known: readonly Known[];
}

const toHashed = (
  identifiers: readonly Identifier[],
  secret: HashKey,
): readonly { readonly identifier: Identifier; readonly hash: string }[] =>
  identifiers.flatMap((identifier) => {
    const hash = toHash(secret, identifier);
    return hash === null ? [] : [{ identifier, hash }];
  });

/** Asks for whoever has these numbers, and for the version of him that stands. */
export function askForPatients(asks: AskList, identifiers: readonly Identifier[], secret: HashKey): readonly string[] {
  const hashed = toHashed(identifiers, secret);
  for (const { hash } of hashed) {
    asks.add({ kind: 'patient', type: 'Patient', hash, wanted: true });
    asks.add({ kind: 'key', type: 'Patient', hash: toKeyHash(secret, 'Patient', hash), wanted: false });
  }
  return hashed.map(({ hash }) => hash);
}

/** The answers to that. */
export function toHits(identifiers: readonly Identifier[], lookup: Lookup, secret: HashKey): readonly PatientHit[] {
  return toHashed(identifiers, secret).map(({ identifier, hash }) => ({
    identifier,
    hash,
    known: lookup.of({ kind: 'patient', type: 'Patient', hash }),
  }));
}

/** Latest version that anybody sent of the patient with these numbers; empty when nobody did. */
export function toStandingVersion(hits: readonly PatientHit[], lookup: Lookup, secret: HashKey): string {
  return hits
    .flatMap(({ hash }) => lookup.of({ kind: 'key', type: 'Patient', hash: toKeyHash(secret, 'Patient', hash) }))
    .reduce((last, { version }) => (version !== null && version > last ? version : last), '');
}

/** What is kept of that version, under each of the numbers. */
export function toPatientKeys(
  hits: readonly PatientHit[],
  id: string,
  version: string,
  secret: HashKey,
): readonly FiledKey[] {
  const hashes = new Set(hits.map(({ hash }) => hash));
  return [...hashes].map((hash) => ({
    type: 'Patient',
    key: toKeyHash(secret, 'Patient', hash),
    id,
    patient: id,
    version,
    cancelled: null,
  }));
}
