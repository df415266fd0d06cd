import { join } from 'node:path';
import { type App, type BrowserWindow, powerMonitor } from 'electron/main';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { AnswersTo } from '../ipc/answer.ts';
import type { Ipc } from '../../contracts/ipc.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { Tell } from '../ipc/channels.ts';
import type { Log } from '../log/log.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import type { Station } from '../session/station.ts';
import type { Updates } from './updates-shape.ts';

/** What of the application updates are tied to. */
export interface SideParts {
  readonly app: App;
  readonly window: BrowserWindow;
  readonly userData: string;
  readonly state: AppStateHolder;
  readonly station: () => Station;
  /** Reads a variable that only a test build takes. */
  readonly told: (name: string) => string | null;
  /** Something is being printed or saved. */
  readonly isBusy: () => boolean;
  readonly bytesPerSecond: number | null;
  readonly tell: Tell;
  readonly log: Log;
}

/** Updates, as the application knows them. */
export interface UpdatesSide {
  readonly answers: Pick<AnswersTo<Ipc>, 'update/read' | 'update/install-now'>;
  /** Throws `conflict` when a release must be installed before anybody signs in. */
  assertNotRequired(): void;
  stop(): void;
}

/** A window that never painted is no reason to stay as it is: updates begin without it, and nothing on trial is kept. */
const LATE = 60_000;

/** Ties updates to Electron. Their code is loaded when the window has painted, and asks for it. */
export function openUpdatesSide(parts: SideParts): UpdatesSide {
  const { app, window, state, log } = parts;
  let opening: Promise<Updates> | null = null;
  let opened: Updates | null = null;
  let stopped = false;
  const late = setTimeout(() => void open().then((one) => one.check()), LATE).unref();

  function findClient(): HospitalClient | null {
    try {
      return parts.station().client();
    } catch {
      return null;
    }
  }

  async function load(): Promise<Updates> {
    const [{ openUpdates }, { findPlaces }, { readPackageKind }, { keepVersion, startInstall }] = await Promise.all([
      import('./updates.ts'),
      import('./places.ts'),
      import('./package-kind.ts'),
      import('./run-helper.ts'),
    ]);
    const product = app.getName();
    const places = findPlaces({
      resources: process.resourcesPath,
      executable: process.execPath,
      product,
      told: parts.told,
    });
    const one = await openUpdates({
      folder: join(parts.userData, 'updates'),
      places,
      kind: readPackageKind({
        isPackaged: app.isPackaged,
        platform: process.platform,
        architecture: process.arch,
        appImage: process.env['APPIMAGE'],
        name: product.toLowerCase(),
      }),
      version: app.getVersion(),
      state,
      client: findClient,
      isBusy: () => parts.isBusy() || findClient()?.isQuiet() === false,
      keepVersion: () => keepVersion(places.helper),
      startInstall: (order) => startInstall(places, order),
      bytesPerSecond: parts.bytesPerSecond,
      quit: () => app.quit(),
      tell: (value) => parts.tell('update/changed', value),
      now: () => new Date(),
      log,
    });
    if (stopped) one.stop();
    // The PC goes off: nothing is begun that it would interrupt.
    powerMonitor.on('shutdown', one.shutDown);
    opened = one;
    return one;
  }
  function open(): Promise<Updates> {
    clearTimeout(late);
    opening ??= load().catch((cause: unknown) => {
      opening = null;
      log.write('update/not-opened', {}, cause);
      throw cause;
    });
    return opening;
  }

  const active = (): void => opened?.active();
  window.webContents.on('before-input-event', active);
  window.on('focus', active);
  app.on('will-quit', (event) => {
    if (opened?.wantsExit() !== true) return;
    event.preventDefault();
    void opened.atExit().finally(() => app.exit(0));
  });

  return {
    answers: {
      async 'update/read'() {
        const one = await open();
        one.painted();
        return one.read();
      },
      async 'update/install-now'() {
        await (await open()).installNow();
        return {};
      },
    },
    assertNotRequired() {
      if (opened?.read().isRequired === true) throw new ExpectedFailure('conflict');
    },
    stop() {
      stopped = true;
      clearTimeout(late);
      opened?.stop();
    },
  };
}
