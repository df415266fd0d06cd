import type { AheadReason } from '../../contracts/agenda.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Log } from '../log/log.ts';
import type { VaultClient } from '../vault/vault-client.ts';
import type { CopyRoom } from './copy-room.ts';
import type { FetchQueue } from './fetch-queue.ts';
import type { Expected } from './prefetch-order.ts';
import type { Pace } from './prefetch-pace.ts';

/** The collaborators of copying ahead. */
export interface PrefetchParts {
  readonly client: () => HospitalClient;
  readonly vault: VaultClient;
  readonly queue: FetchQueue;
  readonly pace: Pace;
  readonly sendJournal: () => Promise<void>;
  /** A physician is signed in, not locked, and the line is up. */
  readonly mayRun: () => boolean;
  readonly isOnline: () => boolean;
  /** True only while this physician has an active, readable link with the patient: of nobody else is anything ever asked. */
  readonly mayRead: (patient: string) => boolean;
  /** True while the record is open and copies itself. */
  readonly isCopying: (patient: string) => boolean;
  /** Makes room on the disk, or says that there is none. */
  readonly room: Pick<CopyRoom, 'take'>;
  /** `HH:MM` in the practice. */
  readonly clock: () => string;
  readonly now: () => Date;
  /** The hospital refused this patient: his copy is already destroyed. */
  readonly refused: (patient: string) => void;
  /** Something is copied or stands still. */
  readonly changed: () => void;
  readonly log: Log;
}

/** How far one patient's copy is; `at` is when it was last the hospital's, documents and key images whole. */
export type AheadState =
  | { readonly state: 'ready'; readonly whole: boolean; readonly at: string }
  | {
      readonly state: 'copying';
      readonly part: 'documents' | 'key-images';
      readonly done: number;
      readonly total: number;
    }
  | { readonly state: 'waiting'; readonly reason: 'turn' | AheadReason };

/** Copies the patients of the day before they sit down. It opens no record and looks at nothing: the hospital traces *copied*. */
export interface Prefetch {
  /** Whom the day expects, in any order; whoever is not named any more is left as he is. */
  expect(expected: readonly Expected[]): void;
  /** The hospital has news of a patient (null: of all): compared again in his turn. */
  stale(patient: string | null): void;
  /** The copy of a patient (null: of all) is gone or must go; an answer on its way does not bring it back. */
  forget(patient: string | null): void;
  /** The line is back, the window is unlocked, a minute has passed: goes on if it can. */
  poke(): void;
  read(patient: string): AheadState;
  /** True for a copy that equals what the hospital shows now, as far as anybody told us. */
  isCurrent(patient: string): boolean;
  halted(): AheadReason | null;
  stop(): void;
}
