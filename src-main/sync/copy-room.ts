import { ExpectedFailure } from '../../contracts/failure.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import type { Log } from '../log/log.ts';
import { openDiskLeft } from '../storage/disk-left.ts';
import { openTurns } from '../storage/in-turn.ts';
import type { RoomNeed, RoomOrder, VaultOrder, VaultOrders } from '../vault/protocol.ts';
import type { VaultClient } from '../vault/vault-client.ts';

/** Bytes of the disk that stay free for the rest of the PC. */
const RESERVE: Readonly<Record<RoomNeed, number>> = { ahead: 1_000_000_000, copy: 250_000_000, screen: 0 };
/** Freed beside what a full disk refused: the file system's own part of a write. */
const MARGIN = 1_000_000;
/** A refusal holds so long for whatever is no more urgent, in milliseconds. */
const REFUSED = 10_000;
const RANK: Readonly<Record<RoomNeed, number>> = { ahead: 0, copy: 1, screen: 2 };

/** The budget for copies is used up by what may not be given up: images come when they are looked at. */
export class NoRoom extends Error {
  readonly reason: 'disk-budget' | 'disk-full';

  constructor(reason: 'disk-budget' | 'disk-full') {
    super(reason);
    this.name = 'NoRoom';
    this.reason = reason;
  }
}

/** The patients of the day: still to come, whoever is needed soonest first, and already seen. */
export interface RoomDay {
  readonly expected: readonly string[];
  readonly seen: readonly string[];
}

/** What making room needs. */
export interface CopyRoomParts {
  readonly vault: VaultClient;
  /** Where the copies of whoever is signed in lie. */
  readonly folder: () => string;
  /** Bytes that copies may take, null for the usual part of the disk. */
  readonly budget: number | null;
  readonly day: () => RoomDay;
  /** A copy lost images, or (`whole`) is no more. */
  readonly gone: (patient: string, whole: boolean) => void;
  readonly log: Log;
}

/** Keeps the copies within their budget of the disk: what was looked at longest ago goes first. */
export interface CopyRoom {
  /** Makes room for an item before it is fetched; throws `NoRoom` where there is none. */
  take(patient: string, item: MirrorItem, need: RoomNeed): Promise<void>;
  /** So many bytes were stored. */
  took(bytes: number): void;
  /** The disk is full: gives up at least so many bytes of copies; false when nothing more may go. */
  free(order: Pick<RoomOrder, 'bytes' | 'patient' | 'need'>): Promise<boolean>;
}

/** Opens the keeper of room; nothing is measured before somebody asks. */
export function openCopyRoom(parts: CopyRoomParts): CopyRoom {
  const { vault, log } = parts;
  const disk = openDiskLeft(parts.folder, parts.budget);
  const inTurn = openTurns();
  let refused: { at: number; need: RoomNeed; reason: NoRoom['reason']; patient: string | null } | null = null;

  async function make(order: Omit<RoomOrder, 'expected' | 'seen'>): Promise<boolean> {
    const evictions = await vault.order('make-room', { ...order, ...parts.day() });
    for (const { patient, series, bytes } of evictions) {
      disk.took(-bytes);
      parts.gone(patient, series === null);
    }
    if (evictions.length > 0) {
      refused = null;
      log.write('vault/room-made', { items: evictions.length });
    }
    return evictions.length > 0;
  }

  return {
    take: (patient, item, need) =>
      inTurn(async () => {
        const { budget, disk: free } = await disk.left(RESERVE[need], need === 'screen');
        const missing = item.bytes - Math.min(budget, free);
        if (missing <= 0) return;
        const recent = refused !== null && performance.now() - refused.at < REFUSED ? refused : null;
        if (recent !== null && recent.patient === patient && RANK[need] <= RANK[recent.need]) {
          if (need === 'screen') return;
          throw new NoRoom(recent.reason);
        }
        const series = item.kind === 'instance' ? item.series : null;
        if (await make({ bytes: missing, patient, series, need })) return;
        const reason = budget <= free ? 'disk-budget' : 'disk-full';
        refused = { at: performance.now(), need, reason, patient };
        // What is looked at now comes whatever was set; the disk itself has the last word.
        if (need !== 'screen') throw new NoRoom(reason);
      }),
    took: disk.took,
    free: ({ bytes, patient, need }) =>
      inTurn(async () => {
        disk.doubt();
        return await make({ bytes: bytes + MARGIN, patient, series: null, need });
      }),
  };
}

/** What writes into the vault and can be done again. */
const AGAIN: ReadonlySet<VaultOrder> = new Set([
  'compare',
  'store',
  'settle',
  'save-links',
  'save-marks',
  'save-today',
]);

/** The same vault; whatever finds the disk full is done once more when copies that nobody needs now could be given up for it. */
export function withRoom(vault: VaultClient, room: CopyRoom): VaultClient {
  return {
    ...vault,
    async order(order, input) {
      try {
        const answer = await vault.order(order, input);
        if (order === 'store') room.took((input as VaultOrders['store']['input']).item.bytes);
        return answer;
      } catch (cause) {
        const isFull = cause instanceof ExpectedFailure && cause.code === 'disk-full';
        if (!isFull || !AGAIN.has(order)) throw cause;
        const { patient = null, item } = input as Partial<VaultOrders['store']['input']>;
        if (!(await room.free({ bytes: item?.bytes ?? 0, patient, need: 'copy' }))) throw cause;
        return await vault.order(order, input);
      }
    },
  };
}
