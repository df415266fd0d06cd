import type { z } from 'zod';
import type { Mark } from '../../contracts/mark.ts';
import type { LastVisit, Manifest, MirrorItem } from '../../contracts/mirror.ts';
import type { CopyWeight, Eviction } from './eviction.ts';
import type { Leaseholder, TimeMark } from './lease.ts';
import type { SealedTexts } from './sealed-texts.ts';
import type { Unreadable } from './vault-format.ts';

export type ManifestContent = z.infer<typeof Manifest>;

/** What opens the vault of one person on this PC. */
export interface VaultOpening {
  readonly folder: string;
  readonly holder: Leaseholder;
  /** The keychain's half, base64. */
  readonly secret: string;
  readonly password: string;
  readonly statementKey: string;
  readonly mark: TimeMark;
  /** Local date, for the daily change of the master key. */
  readonly day: string;
  /** True where nobody has checked the password: a vault is then opened by it, never begun or dropped. */
  readonly mustExist?: boolean;
}

/** What the vault says of one patient's copy. */
export interface CopyState {
  readonly revision: string;
  readonly asOf: string | null;
  readonly leaseUntil: string;
  readonly complete: boolean;
  readonly total: number;
  readonly lastVisit: LastVisit | null;
  /** What the hospital holds of this physician's marks. */
  readonly marks: readonly Mark[];
  readonly missing: readonly MirrorItem[];
  /** What may be on the screen now. */
  readonly shown: readonly MirrorItem[];
}

/** When a patient's copy ends, milliseconds since 1970. */
export interface CopyEnd {
  readonly patient: string;
  readonly until: number;
}

/** The open vault of one person: one folder a patient, each the mirror of what the hospital shows. */
export interface PersonVault {
  readonly created: boolean;
  /** Why the vault that lay there was dropped, null for none. */
  readonly dropped: Unreadable | null;
  /** Takes a manifest and its lease in: what is gone leaves the copy at once, what is missing is told. */
  compare(manifest: ManifestContent): Promise<CopyState>;
  /** The copy as it lies there; `not-copied-yet` when there is none, `lease-ended` when it may not be read any more. */
  readState(patient: string): Promise<CopyState>;
  store(patient: string, item: MirrorItem, bytes: Uint8Array): Promise<void>;
  /** Declares the copy whole when nothing is missing. */
  settle(patient: string): Promise<CopyState>;
  /** The received bytes of one shown item, `not-copied-yet` or `vault-damaged`. */
  read(patient: string, subject: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Counts reading time against the lease. */
  spend(patient: string, seconds: number): Promise<void>;
  purge(patient: string | null): Promise<void>;
  /** Destroys the copies that ended, opened or not; names whose. */
  purgeEnded(): Promise<readonly string[]>;
  /** The patients of whom there is a copy. */
  copied(): Promise<readonly string[]>;
  /** Until when each copy may be read, whether it was opened since or not; those that are only beginning are not named. */
  ends(): Promise<readonly CopyEnd[]>;
  /** An image (null: the record) is on the screen. */
  looked(patient: string, subject: string | null): void;
  /** What each copy takes of the disk; copies that are being compared are not named. */
  weigh(): Promise<readonly CopyWeight[]>;
  evict(eviction: Eviction): Promise<void>;
  /** Forgets what it holds in memory of whole copies, but for those kept, that were not asked for since this was called last. */
  forgetIdle(kept: Iterable<string>): void;
  /** What is kept beside the copies. */
  readonly texts: SealedTexts;
  saveLedger(): Promise<TimeMark>;
  close(): void;
}
