import { mllpDefaults, type MllpSettings } from '../../../server/hl7/mllp-settings.ts';
import { toIdentifierHash } from '../../../server/mapping/identifier-hash.ts';
import { hospitalNumberSystem } from '../../../server/demo/hospital.ts';
import { people, type PersonKey } from '../../../server/demo/people.ts';
import { activateLink } from '../fhir/activate-link.ts';
import {
  type AccountName,
  openTestHospital,
  type SignedIn,
  testAccounts,
  type TestHospital,
} from '../support/test-hospital.ts';
import { type Acknowledgement, type MllpClient, openMllpClient } from './mllp-client.ts';

/** A row of the inbox, as it is kept. */
export interface KeptRow {
  readonly state: string;
  readonly code: string | null;
  readonly reason: string | null;
  readonly attempts: number;
  readonly reused: boolean;
}

/** A resource as a physician reads it. */
export type Read = { readonly id: string; readonly meta: { readonly versionId: string } } & Readonly<
  Record<string, unknown>
>;

/** A hospital that listens for MLLP, with one sender on one connection. */
export interface Ward {
  readonly hospital: TestHospital;
  readonly port: number;
  send(message: string): Promise<Acknowledgement>;
  connect(): Promise<MllpClient>;
  /** What the inbox keeps of a control id, in order of arrival. */
  kept(control: string): Promise<readonly KeptRow[]>;
  /** Id of a patient of the demonstration; null when unknown. */
  find(key: PersonKey | { readonly number: string }): Promise<string | null>;
  /** A physician with an active link to each of these. */
  link(name: AccountName, ...patients: readonly string[]): Promise<SignedIn>;
  /** Everything that a search finds, as this person; null when it is refused. */
  search(reader: SignedIn, query: string): Promise<readonly Read[] | null>;
  close(): Promise<void>;
}

/** Opens one; `settings` replaces what the door is set to. */
export async function openWard(settings: Partial<MllpSettings> = {}): Promise<Ward> {
  const hospital = await openTestHospital({ mllp: { ...mllpDefaults, port: 0, ...settings } });
  const port = hospital.mllpPort ?? 0;
  const clients: MllpClient[] = [];
  const connect = async (): Promise<MllpClient> => {
    const client = await openMllpClient(port);
    clients.push(client);
    return client;
  };
  let sender: MllpClient | null = null;
  const signed = new Map<AccountName, SignedIn>();
  return {
    hospital,
    port,
    connect,
    send: async (message) => {
      sender ??= await connect();
      return sender.send(message);
    },
    kept: (control) =>
      hospital.test.sql<KeptRow>(
        'select state, code, reason, attempts, reused from inbox.message where control = $1 order by place',
        [control],
      ),
    find: async (key) => {
      const value = typeof key === 'string' ? people[key].number : key.number;
      const hash = toIdentifierHash(hospital.deps.secrets.nissIndexKey, hospitalNumberSystem, value);
      const [row] = await hospital.test.sql<{ id: string }>(
        `select id from medical.identifier where hash = decode($1, 'hex') and kind = 'business' and type = 'Patient'`,
        [hash],
      );
      return row?.id ?? null;
    },
    link: async (name, ...patients) => {
      const reader = signed.get(name) ?? (await hospital.signIn(name));
      signed.set(name, reader);
      for (const patient of patients) await activateLink(hospital.test, testAccounts[name].id, patient);
      return reader;
    },
    search: async (reader, query) => {
      const { status, body } = await reader.ask<{ entry?: { resource: Read }[] }>('GET', `/fhir/${query}`);
      return status === 200 ? (body.entry ?? []).map(({ resource }) => resource) : null;
    },
    close: async () => {
      for (const client of clients) client.end();
      await hospital.close();
    },
  };
}
