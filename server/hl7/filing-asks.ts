import type { HashKey } from '../mapping/identifier-hash.ts';
import type { Filing } from './filing.ts';
import { askForReferences } from './filing-references.ts';
import { type Ask, openAskList, toHash, toKeyHash } from './lookup.ts';
import { askForPatients } from './patient-hits.ts';
import { readBusinessIdentifiers } from './place-resources.ts';

/** Everything that must be looked up before a message is filed. */
export interface FilingAsks {
  readonly asks: readonly Ask[];
  /** Keyed hashes of the numbers by which its patient is found. */
  readonly patients: readonly string[];
  /** Hashes of what it changes, and of what it only refers to. */
  readonly writes: readonly string[];
  readonly reads: readonly string[];
}

/** What filing this message asks of the database. */
export function toFilingAsks({ patient, resources, removed, merge }: Filing, secret: HashKey): FilingAsks {
  const asks = openAskList();
  const patients = new Set([
    ...askForPatients(asks, patient.identifiers, secret),
    ...askForPatients(asks, merge?.obsolete ?? [], secret),
  ]);
  const own = new Set(resources.map(({ resource, key }) => `${resource.resourceType}|${key}`));
  const writes = new Set(patient.purpose === 'record' || merge !== null ? patients : []);
  const write = (ask: Ask): void => {
    asks.add(ask);
    writes.add(ask.hash);
  };
  const askForKeys = (type: string, keys: readonly (string | undefined)[], wanted: boolean): void => {
    for (const key of keys)
      if (key !== undefined) write({ kind: 'key', type, hash: toKeyHash(secret, type, key), wanted });
  };
  for (const { resource, key, alias, keeps } of resources) {
    const type = resource.resourceType;
    const wanted = keeps.length > 0;
    askForKeys(type, [key], wanted);
    askForKeys(type, [alias?.key], wanted || alias?.at !== undefined);
    for (const identifier of readBusinessIdentifiers(resource)) {
      const hash = toHash(secret, identifier);
      if (hash !== null) write({ kind: 'identifier', type, hash, wanted });
    }
    askForReferences(asks, resource, own, secret);
  }
  for (const { type, key, alias } of removed) askForKeys(type, [key, alias?.key], true);
  const reads = new Set(asks.all.map(({ hash }) => hash).filter((hash) => !writes.has(hash)));
  return { asks: asks.all, patients: [...patients], writes: [...writes], reads: [...reads] };
}
