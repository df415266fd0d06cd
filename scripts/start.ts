import { join } from 'node:path';
import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';
import { runUnprivileged } from './session/run-unprivileged.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';
import { tour } from './tour/tour.ts';

// `npm start`: the demonstration hospital and the app, already invited. Without a display: the tour, in a virtual one.
const hasDisplay = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
const isRoot = process.getuid?.() === 0;

async function start(): Promise<number> {
  ensureSystemPackages(hasDisplay && !isRoot ? ['app'] : ['app', 'virtual']);
  const electron = await resolveElectron(root);
  console.log(`• Electron ${electron.version} (${electron.kind})`);
  await buildApp(root);
  if (!hasDisplay) {
    console.log('• No display: performing the tour in a virtual one');
    return tour(root);
  }
  const demonstration = join(root, 'scripts', 'demonstration.ts');
  return runUnprivileged([process.execPath, ...process.execArgv, demonstration], {
    processes: 'shared',
    cwd: root,
    stdio: 'inherit',
  });
}

process.exitCode = await start().catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  return 1;
});
