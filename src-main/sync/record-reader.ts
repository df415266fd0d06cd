import type { Json } from '../record/fhir-json.ts';
import { type History, toHistory } from '../record/laboratory.ts';
import { type PatientRecord, readDocument, toRecordOf } from '../record/patient-record.ts';
import { toContentHash, toTwinFiles } from '../record/twin-files.ts';
import type { CopyState } from '../vault/vault-shape.ts';
import type { VaultClient } from '../vault/vault-client.ts';

/** The copy as it stands, parsed. */
export interface ReadRecord {
  readonly record: PatientRecord;
  readonly history: History;
  readonly state: CopyState;
  /** Documents whose copy failed its authentication. */
  readonly damaged: readonly string[];
}

/** Reads one patient's copy; what has not changed since the last reading is neither decrypted nor parsed again. */
export function openRecordReader(vault: VaultClient, patient: string): () => Promise<ReadRecord> {
  let known = new Map<string, { readonly sha256: string; readonly resource: Json | null }>();
  /** Content of the files that may be the same, by the hash of their resource. */
  const hashes = new Map<string, string>();

  async function readContents(record: PatientRecord): Promise<ReadonlyMap<string, string>> {
    const contents = new Map<string, string>();
    for (const { ref, sha256 } of toTwinFiles(record)) {
      const bytes = hashes.has(sha256) ? null : await vault.order('read', { patient, subject: ref }).catch(() => null);
      const hash = hashes.get(sha256) ?? (bytes === null ? null : toContentHash(bytes));
      if (hash === null) continue;
      hashes.set(sha256, hash);
      contents.set(ref, hash);
    }
    return contents;
  }

  return async () => {
    const state = await vault.order('read-state', { patient });
    const shown = state.shown
      .filter((item) => item.kind === 'resource')
      .filter(({ ref }) => !ref.startsWith('Binary/'));
    const wanted = shown.filter(({ ref, sha256 }) => known.get(ref)?.sha256 !== sha256);
    const { documents, damaged } =
      wanted.length === 0
        ? { documents: [], damaged: [] }
        : await vault.order('read-documents', { patient, refs: wanted.map(({ ref }) => ref) });
    const read = new Map(documents.map(({ ref, bytes }) => [ref, readDocument(ref, bytes)]));
    const next: typeof known = new Map();
    for (const { ref, sha256 } of shown) {
      const resource = read.has(ref) ? (read.get(ref) ?? null) : known.get(ref)?.resource;
      if (resource !== undefined && !damaged.includes(ref)) next.set(ref, { sha256, resource });
    }
    known = next;
    const resources = new Map([...next].map(([ref, { resource }]) => [ref, resource]));
    const record = toRecordOf(patient, resources, damaged, [...state.shown, ...state.missing], state.missing);
    const whole: PatientRecord = { ...record, contents: await readContents(record) };
    return { record: whole, history: toHistory(whole), state, damaged };
  };
}
