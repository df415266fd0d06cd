import type { PackageKind } from '../../contracts/release.ts';
import type { UpdateState } from '../../contracts/updates.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Log } from '../log/log.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import type { UpdatePlaces } from './places.ts';
import type { HelperEnd, InstallOrder } from './run-helper.ts';

/** How long what lasts, in milliseconds. */
export interface UpdateTiming {
  /** Between two questions to the hospital, a tenth more or less. */
  readonly ask: number;
  /** After a broken line: the first wait, doubled up to the slowest. */
  readonly again: number;
  readonly slowest: number;
  /** During a long download, between two questions whether the release is still offered. */
  readonly still: number;
  /** Nobody works here for so long: the PC is idle. */
  readonly idle: number;
  /** Between two looks at whether it is. */
  readonly tick: number;
  /** How long the hospital may take to confirm a release while the app waits to close. */
  readonly confirm: number;
}

const MINUTE = 60_000;

/** Every four hours; half an hour without work is idle. */
export const usualTiming: UpdateTiming = {
  ask: 240 * MINUTE,
  again: MINUTE,
  slowest: 30 * MINUTE,
  still: 15 * MINUTE,
  idle: 30 * MINUTE,
  tick: MINUTE,
  confirm: 4_000,
};

/** The collaborators of the app's side of updates. */
export interface UpdatesParts {
  /** `updates` in the profile. */
  readonly folder: string;
  readonly places: UpdatePlaces;
  /** Null where no package was installed: a checkout asks nobody. */
  readonly kind: PackageKind | null;
  readonly version: string;
  readonly state: AppStateHolder;
  /** Null while this PC is not enrolled. */
  readonly client: () => HospitalClient | null;
  /** Something is printed, saved, copied or sent right now. */
  readonly isBusy: () => boolean;
  readonly keepVersion: () => Promise<HelperEnd>;
  /** Starts root's helper beside this app, which then must go; answers the id of the process that waits for it. */
  readonly startInstall: (order: InstallOrder) => number;
  /** The line's share, null for all of it. */
  readonly bytesPerSecond: number | null;
  /** Closes the app; `atExit` is called once its windows are gone. */
  readonly quit: () => void;
  readonly tell: (state: UpdateState) => void;
  readonly now: () => Date;
  readonly log: Log;
  readonly monotonic?: () => number;
  readonly timing?: UpdateTiming;
  /** Free bytes of the profile's disk. */
  readonly free?: (folder: string) => Promise<number>;
}

/** The app's side of updates. */
export interface Updates {
  read(): UpdateState;
  /** The window stands: a version on trial is kept, and the hospital is asked for the first time. */
  painted(): void;
  /** Asks the hospital now; resolves when nothing is left to do. */
  check(): Promise<void>;
  /** Somebody is at this PC. */
  active(): void;
  /** Installs what is ready and starts again; `conflict` while somebody works here. */
  installNow(): Promise<void>;
  /** True when the app must not be gone before `atExit`. */
  wantsExit(): boolean;
  /** Once every window is gone: has what is ready installed as soon as this process is gone too. */
  atExit(): Promise<void>;
  /** The PC itself is being shut down: nothing is begun any more. */
  shutDown(): void;
  stop(): void;
}
