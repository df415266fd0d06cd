import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, session } from 'electron/main';
import { openDoor } from './ipc/door.ts';
import { openLogFile } from './log/log-file.ts';
import { declareAppScheme, serveApp } from './window/app-protocol.ts';
import { findForbiddenSwitch, isTestBuild } from './window/build-kind.ts';
import { guardEveryPage, guardSession } from './window/guards.ts';
import { locateBuild, openMainWindow } from './window/main-window.ts';

const testBuild = isTestBuild(process.versions.electron ?? '0', app.isPackaged, app.getName());
const build = locateBuild(dirname(fileURLToPath(import.meta.url)));
const log = openLogFile(join(app.getPath('userData'), 'log', 'passerelle.log'));

function start(): void {
  declareAppScheme();
  guardEveryPage(app, log);
  // `--no-sandbox` (a test harness may add it) together with enableSandbox() crashes in a loop; a release never gets here with it.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const early: string[] = [];
  let openFile = (path: string): void => void early.push(path);
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFile(path);
  });
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(async () => {
    guardSession(session.defaultSession, log);
    serveApp(session.defaultSession, build.renderer);
    const answerBy = openDoor();
    const window = openMainWindow(build.preload);
    app.on('second-instance', (_event, argv) => {
      if (window.isMinimized()) window.restore();
      window.focus();
      for (const argument of argv.slice(1)) if (/\.passerelle$/i.test(argument)) openFile(argument);
    });
    const { runApplication } = await import('./application.ts');
    const onFile = (listener: (path: string) => void): void => {
      openFile = listener;
    };
    await runApplication({
      window,
      build,
      testBuild,
      log,
      files: [...process.argv.slice(1), ...early],
      onFile,
      answerBy,
    });
    log.write('app/started', { testBuild });
  });
}

const forbidden = testBuild ? null : findForbiddenSwitch(process.argv);
if (forbidden !== null) {
  log.write('app/switch-refused', { switch: forbidden });
  app.exit(2);
} else if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  start();
}
