import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';
import { resolveElectron } from './setup/electron-runtime.ts';
import { ensureSystemPackages } from './setup/system-packages.ts';
import { tour } from './tour/tour.ts';

// `npm run tour`: the tour, with or without a display.
ensureSystemPackages(['app', 'virtual']);
await resolveElectron(root);
await buildApp(root);
process.exitCode = await tour(root);
