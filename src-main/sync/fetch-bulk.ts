import { createHash } from 'node:crypto';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Log } from '../log/log.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import { toOwnBytes } from './own-bytes.ts';

type Resource = Extract<MirrorItem, { kind: 'resource' }>;

const BATCH = 100;
const PARALLEL = 2;
/** A batch is worth its search from so many on. */
const FEWEST = 2;

/** What a physician looks for first is copied first; single results come after the reports that name them. */
const ORDER: readonly string[] = [
  'Patient',
  'AllergyIntolerance',
  'DiagnosticReport',
  'DocumentReference',
  'ImagingStudy',
  'Media',
  'Encounter',
  'MedicationStatement',
  'Condition',
  'Appointment',
  'Practitioner',
  'Organization',
];

function toType(item: Resource): string {
  return item.ref.split('/')[0] ?? '';
}

/** Types in the order in which they are copied: the index of the record, then everything else, files last. */
export function toCopyRank(item: MirrorItem): number {
  if (item.kind === 'instance') return ORDER.length + 2;
  const type = toType(item);
  const place = ORDER.indexOf(type);
  return place >= 0 ? place : type === 'Binary' ? ORDER.length + 1 : ORDER.length;
}

function toBatches(items: readonly MirrorItem[]): Resource[][] {
  const byType = new Map<string, Resource[]>();
  for (const item of items.toSorted((one, other) => toCopyRank(one) - toCopyRank(other))) {
    if (item.kind !== 'resource' || toType(item) === 'Binary') continue;
    byType.set(toType(item), [...(byType.get(toType(item)) ?? []), item]);
  }
  return [...byType.values()]
    .filter((group) => group.length >= FEWEST)
    .flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / BATCH) }, (_, index) =>
        group.slice(index * BATCH, (index + 1) * BATCH),
      ),
    );
}

/** What `fetchBulk` leaves to be asked for by itself: files, and the only ones of their type. */
export function toSingles(items: readonly MirrorItem[]): MirrorItem[] {
  const inBulk = new Set<MirrorItem>(toBatches(items).flat());
  return items.filter((item) => !inBulk.has(item)).toSorted((one, other) => toCopyRank(one) - toCopyRank(other));
}

/**
 * Copies many resources with few questions: each is taken only when its bytes have the manifest's hash. Answers what has come; the rest is
 * for the queue, one by one. A broken line or an ended link stops it like any other reading.
 */
export async function fetchBulk(
  patient: string,
  items: readonly MirrorItem[],
  parts: { readonly client: () => HospitalClient; readonly vault: VaultClient; readonly log: Log },
  came: (item: MirrorItem) => void,
): Promise<void> {
  const batches = toBatches(items);
  async function work(): Promise<void> {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const [first] = batch;
      if (first === undefined) continue;
      const ids = batch.map((item) => item.ref.slice(item.ref.indexOf('/') + 1));
      const wanted = new Map(batch.map((item) => [item.sha256, item]));
      const received = await parts.client().readResources(toType(first), ids);
      await Promise.all(
        received.map(async (bytes) => {
          const hash = createHash('sha256').update(bytes).digest('hex');
          const item = wanted.get(hash);
          if (item === undefined) return;
          wanted.delete(hash);
          await parts.vault.order('store', { patient, item, bytes: toOwnBytes(bytes) });
          came(item);
        }),
      );
      if (wanted.size > 0) parts.log.write('sync/bulk-incomplete', { missing: wanted.size });
    }
  }
  const results = await Promise.allSettled(Array.from({ length: PARALLEL }, work));
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    // A hospital that knows no search is still read one by one; whatever else stops a search stops the reading too.
    const code = result.reason instanceof ExpectedFailure ? result.reason.code : 'bug';
    if (!['input-invalid', 'not-found', 'resource-invalid', 'too-many-attempts'].includes(code)) throw result.reason;
    parts.log.write('sync/bulk-refused', { code });
  }
}
