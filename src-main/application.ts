import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { app, type BrowserWindow, clipboard, dialog, powerMonitor } from 'electron/main';
import { z } from 'zod';
import { openConnectionCheck } from './connection-check/connection-check.ts';
import { makeAnswering, makeTell, type Tell } from './ipc/channels.ts';
import type { Answering } from './ipc/door.ts';
import type { Log } from './log/log.ts';
import { openCopiedText } from './practice-software/copied-text.ts';
import type { HandOverCall } from './practice-software/hand-over-id.ts';
import { openPractice, type Practice } from './practice.ts';
import { speakLabels } from './record/labels.ts';
import { pageToPdf } from './printing/page-to-pdf.ts';
import { openPaperPrinter } from './printing/print-paper.ts';
import { openFolderPrinter } from './printing/print-pdf.ts';
import { openPrinter } from './printing/printer.ts';
import { openSaver } from './printing/save-file.ts';
import { openWork } from './hospital/work.ts';
import { openOsKeychain } from './secrets/os-keychain.ts';
import { openAppState } from './session/app-state.ts';
import { openIdleLock } from './session/idle-lock.ts';
import { openGuidance } from './storage/guidance.ts';
import { readJson, writeJson } from './storage/safe-file.ts';
import { keepSettings, readSettings } from './storage/settings.ts';
import { openUpdatesSide } from './updates/updates-side.ts';
import { openVaultClient } from './vault/vault-client.ts';
import { watchComparisons } from './vault/watched-vault.ts';
import { openAlerts } from './window/alerts.ts';
import { toFollowed } from './window/followed.ts';
import type { locateBuild } from './window/main-window.ts';
import { makeAnswers } from './window-answers.ts';
import { runSecondScreen } from './window/run-second-screen.ts';
import { showSystemAlert } from './window/system-alert.ts';

/** What main.ts hands over once the window is on its way. */
export interface Start {
  readonly window: BrowserWindow;
  readonly build: ReturnType<typeof locateBuild>;
  readonly testBuild: boolean;
  readonly log: Log;
  /** Arguments that may name a `.passerelle` file. */
  readonly files: readonly string[];
  /** Opens the door between window and application. */
  readonly answerBy: (answering: Answering) => void;
  /** A `.passerelle` file opened later. */
  readonly onFile: (listener: (path: string) => void) => void;
  /** The practice's software called, at the start or later. */
  readonly onHandOver: (listener: (called: HandOverCall) => void) => void;
}

const Installation = z.strictObject({ id: z.uuid() });

/** The id under which this user-data folder keeps its secrets in the keychain; made once. */
async function readInstallation(userData: string): Promise<string> {
  const path = join(userData, 'installation.json');
  const found = await readJson(path, Installation);
  if (found !== null) return found.id;
  const id = randomUUID();
  await writeJson(path, { id });
  return id;
}

/** The file dialog for an invitation; null when it was closed without a choice. */
async function chooseInvitation(window: BrowserWindow): Promise<string | null> {
  const filters = [{ name: 'Passerelle', extensions: ['passerelle'] }];
  const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
  return filePaths[0] ?? null;
}

/** Runs the parts behind the window; resolves when it can answer and knows its first stage. */
export async function runApplication({
  window,
  build,
  testBuild,
  log,
  files,
  onFile,
  onHandOver,
  answerBy,
}: Start): Promise<void> {
  const userData = app.getPath('userData');
  const settings = await readSettings(userData);
  const state = openAppState(app.getVersion(), testBuild, settings.idleSeconds, settings.language);
  speakLabels(settings.language);
  const tellWindow = makeTell(window, log);
  const copied = openCopiedText(clipboard);
  const tell: Tell = (event, value) => {
    if (event === 'record/closed') void copied.clear();
    second.keeper.hear(event, value);
    tellWindow(event, value);
  };
  state.onChange((value) => {
    if (value.stage.stage !== 'signed-in') void copied.clear();
    tell('app/state-changed', value);
  });
  // Only a test build may be told to print or save into a folder.
  const told = (name: string): string | null => (testBuild ? (process.env[name] ?? null) : null);
  const printFolder = told('PASSERELLE_PRINT_FOLDER');
  const busy = openWork();
  const printer = openPrinter({ printer: settings.printer, folder: printFolder });
  const print: typeof printer = (pdf) => busy.during(printer(pdf));
  const idle = openIdleLock(
    () => state.read().idleSeconds,
    () => void practice.session.lock(),
  );
  const resolveProxy = (url: string): Promise<string> => window.webContents.session.resolveProxy(url);
  const saver = openSaver(window, told('PASSERELLE_SAVE_FOLDER'));
  const save: typeof saver = (...file) => busy.during(saver(...file));
  const raise = (): void => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  };
  const second = runSecondScreen({
    window,
    build,
    state,
    wanted: settings.secondScreen,
    keep: (secondScreen) => keepSettings(userData, { secondScreen }),
    tell: tellWindow,
    log,
    practice: () => practice,
    report: () => idle.report(),
  });
  let wantsAlerts = settings.alerts;
  const alerts = openAlerts({
    state,
    isOn: () => wantsAlerts,
    ...toFollowed(() => practice),
    isFocused: () => !window.isDestroyed() && window.isFocused(),
    showAlert: showSystemAlert,
    raise,
    tell,
    log,
  });
  window.on('focus', alerts.seen);
  const updates = openUpdatesSide({
    app,
    window,
    userData,
    state,
    station: () => practice.station,
    told,
    isBusy: () => !busy.isQuiet(),
    bytesPerSecond: settings.ahead.bytesPerSecond,
    tell,
    log,
  });
  const paperPrinter = openPaperPrinter({
    renderer: build.renderer,
    instead: printFolder === null ? null : openFolderPrinter(join(printFolder, 'papers')),
    printer: settings.printer,
  });
  const practice: Practice = openPractice({
    userData,
    state,
    tell,
    keychain: openOsKeychain(await readInstallation(userData), log),
    openVault: (hear, died) =>
      watchComparisons(openVaultClient(build.vault, log, hear, died), (manifest) => alerts.compared(manifest)),
    print,
    printPaper: (...paper) => busy.during(paperPrinter(...paper)),
    save,
    testBuild,
    pcName: hostname().slice(0, 80),
    now: () => new Date(),
    log,
    awake: idle.report,
    ahead: settings.ahead,
    raise,
    toPdf: pageToPdf,
    copyText: copied.copy,
    resolveProxy,
  });
  const { session, station } = practice;
  powerMonitor.on('lock-screen', () => void session.lock());
  powerMonitor.on('suspend', () => void session.lock());
  powerMonitor.on('resume', () => station.suspect());
  app.on('before-quit', () => {
    copied.end();
    idle.stop();
    alerts.stop();
    updates.stop();
    second.keeper.stop();
    practice.stop();
  });
  const answers = makeAnswers(practice, {
    readState: state.read,
    async speak(language) {
      speakLabels(language);
      state.change({ language });
      await keepSettings(userData, { language });
    },
    second,
    updates,
    alerts,
    wantsAlerts: () => wantsAlerts,
    async chooseAlerts(on) {
      wantsAlerts = on;
      await keepSettings(userData, { alerts: on });
    },
    report: idle.report,
    readCard: async () => await (await import('./eid/read-card.ts')).readCard(),
    choose: () => chooseInvitation(window),
    guidance: openGuidance(userData),
    check: openConnectionCheck({ station, session, state, save, resolveProxy, now: () => new Date(), log }),
  });
  const main = makeAnswering(window, answers, practice.records.connect, practice.reports.tap(log));
  answerBy(second.beside(main));
  onFile(
    (path) => void station.acceptFile(path).catch((cause: unknown) => log.write('station/file-refused', {}, cause)),
  );
  onHandOver((called) => void practice.handOvers.call(called));
  await practice.handOvers.start().catch((cause: unknown) => log.write('hand-over/not-started', {}, cause));
  await practice.start(files);
}
