import type { AgendaKeeper } from './agenda/agenda.ts';
import { ExpectedFailure, type FailureCode } from '../contracts/failure.ts';
import type { Log } from './log/log.ts';
import type { Practice, PracticeParts } from './practice-parts.ts';
import type { Session } from './session/session.ts';
import { type CopyRoom, NoRoom, openCopyRoom, withRoom } from './sync/copy-room.ts';
import type { FetchQueue } from './sync/fetch-queue.ts';
import type { Records } from './sync/records.ts';
import type { VaultNews } from './vault/protocol.ts';
import type { VaultClient } from './vault/vault-client.ts';
import { toVaultFolder } from './vault/vault-folders.ts';
import { watchPurges } from './vault/watched-vault.ts';

/** Whom the vault's news are for; they are wired after it, and asked for when there is news. */
export interface AroundVault {
  readonly session: () => Session;
  readonly agenda: () => AgendaKeeper;
  readonly records: () => Records;
  readonly queue: () => FetchQueue;
  readonly log: Log;
}

/** Starts the vault of the practice, with whoever hears of it, and keeps room for its copies. */
export function openPracticeVault(
  parts: PracticeParts,
  around: AroundVault,
): { vault: VaultClient; room: CopyRoom; readCopies: Practice['readCopies'] } {
  const { session, agenda, records, queue, log } = around;
  function hear(news: VaultNews): void {
    if (news.news === 'mark')
      void session()
        .keepMark(news.mark)
        .catch((cause: unknown) => log.write('vault/mark-not-kept', {}, cause));
    else if (news.news === 'lease-ended') {
      agenda().copyGone(news.patient);
      void records().leaseEnded(news.patient);
    } else
      queue()
        .fetch(news.patient, news.item, news.priority)
        .catch((cause: unknown) => {
          const code: FailureCode =
            cause instanceof NoRoom ? 'disk-full' : cause instanceof ExpectedFailure ? cause.code : 'offline';
          if (news.item.kind !== 'instance') return;
          const { instance } = news.item;
          void vault.order('not-fetched', { patient: news.patient, instance, code }).catch(() => undefined);
        });
  }
  const opened = parts.openVault(hear, () => void session().lock());
  const watched = watchPurges(opened, (patient) => agenda().copyGone(patient));
  const room = openCopyRoom({
    vault: watched,
    folder: () => toVaultFolder(parts.userData, session().current().person.id),
    budget: parts.ahead.diskBytes,
    day: () => agenda().day(),
    gone: (patient, whole) => (whole ? agenda().copyGone(patient) : agenda().stale(patient)),
    log,
  });
  const vault = withRoom(watched, room);
  return {
    vault,
    room,
    async readCopies() {
      session().current();
      const ends = await vault.order('list-ends', null);
      return ends.map(({ patient, until }) => ({ patient, until: new Date(until).toISOString() }));
    },
  };
}
