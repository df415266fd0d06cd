import type { TherapeuticLink as Link } from '../../contracts/link.ts';
import type { Mark } from '../../contracts/mark.ts';
import type { Tell } from '../ipc/channels.ts';
import type { Journal } from '../journal/journal.ts';
import type { OpenSession } from '../session/session.ts';
import type { MirrorParts, MirrorRun, SyncState } from './mirror-run.ts';
import type { ReadRecord } from './record-reader.ts';

/** The collaborators of the open records. */
export interface RecordsParts extends MirrorParts {
  readonly session: () => OpenSession;
  readonly isOnline: () => boolean;
  readonly findLink: (patient: string) => Promise<Link>;
  readonly journal: () => Promise<Journal>;
  /** True for a copy that was confirmed a moment ago and of which the hospital has told nothing since: shown while the link is confirmed. */
  readonly isCurrent: (patient: string) => boolean;
  /** The physician's marks of a patient: those of the copy, and what he said since. */
  readonly marksOf: (patient: string, kept: readonly Mark[]) => Promise<readonly Mark[]>;
  readonly tell: Tell;
  readonly now: () => Date;
}

/** One opening of a record, from the click until its reader, the hospital or the end of its lease closes it. */
export interface OpenRecord {
  link: Link;
  sync: SyncState;
  run: MirrorRun | null;
  again: boolean;
  readonly read: () => Promise<ReadRecord>;
  parsed: ReadRecord | null;
  told: number;
}
