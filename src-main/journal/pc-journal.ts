import { join } from 'node:path';
import { signAsPc } from '../enrolment/pc-key.ts';
import { toLeaf } from '../hospital/standing.ts';
import type { Log } from '../log/log.ts';
import type { Keychain } from '../secrets/keychain.ts';
import type { Station } from '../session/station.ts';
import { type Journal, openJournal } from './journal.ts';

/** What the journal of this PC is kept with. */
export interface PcJournalParts {
  readonly userData: string;
  readonly station: Station;
  readonly keychain: Keychain;
  readonly now: () => Date;
  readonly log: Log;
  /** What stands around a journal that was opened. */
  readonly within: (journal: Journal) => Journal;
}

/** The journal of the PC as it is enrolled now, and the way of what it holds to the hospital. */
export interface PcJournal {
  opened(): Promise<Journal>;
  send(): Promise<void>;
}

/** Opens the journal when it is first asked for; an enrolment anew is another PC with another journal. */
export function openPcJournal({ userData, station, keychain, now, log, within }: PcJournalParts): PcJournal {
  let journal: Promise<{ readonly pc: string; readonly journal: Journal }> | null = null;

  async function opened(): Promise<Journal> {
    const { pc } = station.stored().enrolment;
    const sign = (text: string): string => signAsPc(station.key(), text);
    const signer = () => ({ certificate: toLeaf(station.stored().enrolment.certificate), sign });
    if (journal === null || (await journal).pc !== pc)
      journal = openJournal(join(userData, 'journal'), pc, keychain, signer, log, now).then((one) => ({
        pc,
        journal: within(one),
      }));
    return (await journal).journal;
  }

  return {
    opened,
    send: async () => await (await opened()).upload((input) => station.client().ask('journal/upload', { input })),
  };
}
