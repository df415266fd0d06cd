import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, session } from 'electron/main';
import { openDoor } from './ipc/door.ts';
import { type HandOverCall, readCall } from './practice-software/hand-over-id.ts';
import { registerLinks } from './practice-software/register-links.ts';
import { openEarlyLog } from './log/early-log.ts';
import { declareAppScheme, serveApp } from './window/app-protocol.ts';
import { findForbidden, readBuildKind } from './window/build-kind.ts';
import { readFirstLanguage } from './window/first-language.ts';
import { guardEveryPage, guardSession } from './window/guards.ts';
import { locateBuild, openMainWindow } from './window/main-window.ts';

const kind = readBuildKind(process.versions.electron ?? '0', app.isPackaged, app.getName());
const testBuild = kind !== 'release';
const build = locateBuild(dirname(fileURLToPath(import.meta.url)));
const early = openEarlyLog();
const { log } = early;

/** Opens the file of the log; loaded late, like everything that the first paint does not need. */
async function openLog(): Promise<void> {
  const { openLogFile } = await import('./log/log-file.ts');
  early.attach(openLogFile(join(app.getPath('userData'), 'log', 'passerelle.log')));
}

function start(): void {
  // No dump of this process's memory, which holds records and keys, is ever written.
  app.commandLine.appendSwitch('disable-breakpad');
  app.commandLine.appendSwitch('disable-crash-reporter');
  declareAppScheme();
  guardEveryPage(app, log);
  // `--no-sandbox` (a test harness may add it) together with enableSandbox() crashes in a loop; a release never gets here with it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const files: string[] = [];
  let openFile = (path: string): void => void files.push(path);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFile(path);
  });
  const calls: HandOverCall[] = [];
  let call = (called: HandOverCall): void => void calls.splice(0, calls.length, called);
  function hearCall(argv: readonly string[]): void {
    const called = readCall(argv);
    if (called !== null) call(called);
  }
  hearCall(process.argv.slice(1));
  // macOS tells of a link by an event, before or after the start.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    hearCall([url]);
  });
  app.on('window-all-closed', () => app.quit());
  // A bug stands in the log with its places in the code; Electron's own dialog would show its message to the waiting room.
  process.on('uncaughtException', (cause) => log.write('app/bug', {}, cause));
  process.on('unhandledRejection', (cause) => log.write('app/bug', {}, cause));
  void app.whenReady().then(async () => {
    guardSession(session.defaultSession, log);
    const served = serveApp(session.defaultSession, build.renderer);
    const answerBy = openDoor();
    const window = openMainWindow(build.preload, readFirstLanguage(app.getPath('userData')));
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.write('window/gone', { killed: reason === 'killed' });
      if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
    });
    app.on('second-instance', (_event, argv) => {
      // It closes, and an update may be about to begin.
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.focus();
      hearCall(argv.slice(1));
      for (const argument of argv.slice(1)) if (/\.passerelle$/i.test(argument)) openFile(argument);
    });
    await openLog();
    // Loading the rest keeps this thread busy for a tenth of a second: the window's own files come first.
    await Promise.race([served, once(window, 'closed')]);
    const { runApplication } = await import('./application.ts');
    const onFile = (listener: (path: string) => void): void => {
      openFile = listener;
    };
    const onHandOver = (listener: (called: HandOverCall) => void): void => {
      call = listener;
      for (const called of calls) listener(called);
    };
    await runApplication({
      window,
      build,
      testBuild,
      log,
      files: [...process.argv.slice(1), ...files],
      onFile,
      onHandOver,
      answerBy,
    });
    registerLinks(app);
    log.write('app/started', { testBuild });
  });
}

const forbidden = findForbidden(kind, process.argv, process.env, process.platform);
if (forbidden !== null) {
  log.write('app/switch-refused');
  void openLog().finally(() => app.exit(2));
} else if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  start();
}
