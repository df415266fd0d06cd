import { z } from 'zod';
import { ssinSystem } from '../../contracts/identifiers.ts';
import { readNiss } from '../../contracts/niss.ts';
import type { Log } from '../log/log.ts';
import { parts, text } from '../record/fhir-json.ts';
import { readDocument } from '../record/patient-record.ts';
import type { VaultClient } from '../vault/vault-client.ts';

const Kept = z.record(z.string(), z.string());

/** What the vault calls the national numbers of my patients: enough to recognise one that is typed again, of no use to anybody else. */
export interface KnownNumbers {
  read(): ReadonlyMap<string, string>;
  toFingerprint(niss: string): Promise<string>;
  /** The patient whose number this is, null when it is nobody's that is known here. */
  find(niss: string): Promise<string | null>;
  /** A link was made with this number, or his copy says it. */
  learn(patient: string, niss: string): Promise<void>;
  /** Learns the number that stands in the copy of a patient, if there is one. */
  learnFromCopy(patient: string): Promise<void>;
  /** After unlocking: what was learnt before. Numbers of patients without a link are forgotten. */
  open(patients: readonly string[] | null): Promise<void>;
  forget(): void;
}

/** Opens the numbers over the vault: none is known before `open`. */
export function openKnownNumbers(vault: VaultClient, log: Log): KnownNumbers {
  let known = new Map<string, string>();
  const toFingerprint = (number: string): Promise<string> => vault.order('fingerprint', { number });
  const save = (): Promise<unknown> =>
    vault
      .order('save-numbers', { text: JSON.stringify(Object.fromEntries(known)) })
      .catch((cause: unknown) => log.write('agenda/numbers-not-kept', {}, cause));

  async function learn(patient: string, niss: string): Promise<void> {
    const number = await toFingerprint(niss);
    if (known.get(patient) === number) return;
    known.set(patient, number);
    await save();
  }

  return {
    read: () => known,
    toFingerprint,
    learn,
    async find(niss) {
      const number = await toFingerprint(niss);
      return [...known].find(([, one]) => one === number)?.[0] ?? null;
    },
    async learnFromCopy(patient) {
      if (known.has(patient)) return;
      const bytes = await vault.order('read', { patient, subject: `Patient/${patient}` });
      const resource = readDocument(`Patient/${patient}`, bytes);
      const own = parts(resource ?? {}, 'identifier').find((one) => text(one, 'system') === ssinSystem);
      const read = readNiss(text(own, 'value') ?? '');
      if (read.ok) await learn(patient, read.niss.digits);
    },
    async open(patients) {
      const kept = Kept.safeParse(JSON.parse((await vault.order('read-numbers', null)) ?? '{}'));
      const all = new Map([...(kept.success ? Object.entries(kept.data) : []), ...known]);
      known = new Map([...all].filter(([patient]) => patients === null || patients.includes(patient)));
      if (known.size < all.size) await save();
    },
    forget() {
      known = new Map();
    },
  };
}
