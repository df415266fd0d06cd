import type { z } from 'zod';
import type { FailureCode } from '../../contracts/failure.ts';
import type { PixelPriority } from '../../contracts/imaging.ts';
import type { Manifest, MirrorItem } from '../../contracts/mirror.ts';
import type { Eviction } from './eviction.ts';
import type { TimeMark } from './lease.ts';
import type { Unreadable } from './vault-format.ts';
import type { CopyEnd, CopyState, VaultOpening } from './vault-shape.ts';

/**
 * How badly room is wanted. `ahead`: for somebody who is expected. `copy`: for the record on the screen, or one that was. `screen`: for what is
 * being looked at now, or for the journal without which nothing may be.
 */
export type RoomNeed = 'ahead' | 'copy' | 'screen';

/** Room that is to be made; the patients of the day in two parts, whoever is needed soonest first. */
export interface RoomOrder {
  readonly bytes: number;
  /** Null: for nobody's copy. */
  readonly patient: string | null;
  /** The series on the screen, null for none. */
  readonly series: string | null;
  readonly need: RoomNeed;
  readonly expected: readonly string[];
  readonly seen: readonly string[];
}

/**
 * Every order of the main process to the vault process, with its answer. Both ends are this app's own code in this app's own
 * processes; nothing from outside travels here unchecked.
 */
export interface VaultOrders {
  open: { input: VaultOpening; output: { created: boolean; dropped: Unreadable | null } };
  /** Forgets every key; ports answer `locked` until the next `open`. */
  close: { input: null; output: null };
  compare: { input: z.infer<typeof Manifest>; output: CopyState };
  'read-state': { input: { patient: string }; output: CopyState };
  store: { input: { patient: string; item: MirrorItem; bytes: Uint8Array }; output: null };
  settle: { input: { patient: string }; output: CopyState };
  read: { input: { patient: string; subject: string }; output: Uint8Array };
  /** Shown documents in one answer; what could not be read is named instead. */
  'read-documents': {
    input: { patient: string; refs: readonly string[] };
    output: { documents: { ref: string; bytes: Uint8Array }[]; damaged: string[] };
  };
  /** Counts time from now on against the lease of this patient; null stops counting. */
  'count-reading': { input: { patient: string | null }; output: null };
  purge: { input: { patient: string | null }; output: null };
  /** Destroys the copy of every patient but these: of the others no link is left. */
  'keep-only': { input: { patients: readonly string[] }; output: { purged: number } };
  /** Destroys every copy that ended, shown or not; each is told as `lease-ended`. */
  'purge-ended': { input: null; output: { purged: number } };
  'save-links': { input: { text: string }; output: null };
  'read-links': { input: null; output: string | null };
  /** Marks that the hospital does not hold yet. */
  'save-marks': { input: { text: string }; output: null };
  'read-marks': { input: null; output: string | null };
  /** Patients of whom there is a copy. */
  'list-copied': { input: null; output: readonly string[] };
  /** Until when each copy may be read. */
  'list-ends': { input: null; output: readonly CopyEnd[] };
  /** Gives up copies, those looked at longest ago first, until so many bytes are free of them; nothing is, where that is not enough. */
  'make-room': { input: RoomOrder; output: readonly Eviction[] };
  /** Fingerprints of national numbers by patient. */
  'save-numbers': { input: { text: string }; output: null };
  'read-numbers': { input: null; output: string | null };
  /** What is kept for one day alone. */
  'save-today': { input: { day: string; text: string }; output: null };
  'read-today': { input: { day: string }; output: string | null };
  'drop-days': { input: null; output: null };
  /** What this vault calls a national number. */
  fingerprint: { input: { number: string }; output: string };
  /** The instance could not be fetched: whoever waits for it is told why. */
  'not-fetched': { input: { patient: string; instance: string; code: FailureCode }; output: null };
  pixels: { input: { patient: string; study: string }; output: null };
  /** Ends the ports of this patient (null: of every patient) with a last word to the window. */
  'close-pixels': { input: { patient: string | null; failure: 'ended' | 'locked' | 'refused' }; output: null };
}

export type VaultOrder = keyof VaultOrders;

/** What the vault process says unasked. */
export type VaultNews =
  | { readonly news: 'wanted'; readonly patient: string; readonly item: MirrorItem; readonly priority: PixelPriority }
  | { readonly news: 'lease-ended'; readonly patient: string }
  | { readonly news: 'mark'; readonly mark: TimeMark };

/** An order on its way to the vault process; `id` numbers the answer. */
export type VaultQuestion = { [O in VaultOrder]: { id: number; order: O; input: VaultOrders[O]['input'] } }[VaultOrder];
/** `cause` is for the log alone. */
export type VaultAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: FailureCode; readonly cause?: string };
