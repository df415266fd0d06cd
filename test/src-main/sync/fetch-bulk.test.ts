import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { MirrorItem } from '../../../contracts/mirror.ts';
import { toEntryBytes } from '../../../src-main/hospital/bundle-entries.ts';
import type { HospitalClient } from '../../../src-main/hospital/client.ts';
import { fetchBulk } from '../../../src-main/sync/fetch-bulk.ts';
import { openFetchItem } from '../../../src-main/sync/fetch-item.ts';
import type { VaultClient } from '../../../src-main/vault/vault-client.ts';

it('hands each resource of an answer to the vault in a buffer of its own: a message takes the whole buffer along [C5]', async () => {
  const resources = Array.from({ length: 5 }, (_, at) => JSON.stringify({ resourceType: 'Observation', id: `${at}` }));
  const bundle = Buffer.from(`{"entry":[${resources.map((one) => `{"resource":${one}}`).join(',')}]}`);
  const items = resources.map((one, at): MirrorItem => {
    const sha256 = createHash('sha256').update(one).digest('hex');
    return { kind: 'resource', ref: `Observation/${at}`, version: 1, sha256, bytes: one.length };
  });
  const stored: Uint8Array[] = [];
  const client = { readResources: async () => toEntryBytes(bundle) } as Partial<HospitalClient> as HospitalClient;
  const order = async (_order: string, { bytes }: { bytes: Uint8Array }): Promise<void> => void stored.push(bytes);
  const vault = { order } as unknown as VaultClient;
  await fetchBulk('patient', items, { client: () => client, vault, log: { write: () => undefined } }, () => undefined);
  expect(stored.map((bytes) => Buffer.from(bytes).toString()).toSorted()).toEqual(resources.toSorted());
  expect(stored.map(({ buffer }) => buffer.byteLength)).toEqual(stored.map(({ byteLength }) => byteLength));
});

it('hands a small answer over without what lies beside it in the same buffer, and a large one as it came', async () => {
  const letter = Buffer.from(new ArrayBuffer(65_536), 40, 900);
  const image = Buffer.from(new ArrayBuffer(65_536), 200, 65_000);
  const stored: Uint8Array[] = [];
  const order = async (_order: string, { bytes }: { bytes: Uint8Array }): Promise<void> => void stored.push(bytes);
  const client = { readResource: async () => letter, readInstance: async () => image };
  const fetchItem = openFetchItem({
    isOnline: () => true,
    client: () => client as Partial<HospitalClient> as HospitalClient,
    vault: { order } as unknown as VaultClient,
    room: { take: async () => undefined },
  });
  const { signal } = new AbortController();
  const common = { sha256: '0'.repeat(64), bytes: 0 };
  await fetchItem('patient', { kind: 'resource', ref: 'Binary/1', version: 1, ...common }, signal, 'screen');
  await fetchItem(
    'patient',
    { kind: 'instance', study: '1', series: '1.1', instance: '1.1.1', ...common },
    signal,
    'screen',
  );
  expect(stored.map(({ buffer, byteLength }) => [buffer.byteLength, byteLength])).toEqual([
    [900, 900],
    [65_536, 65_000],
  ]);
});
