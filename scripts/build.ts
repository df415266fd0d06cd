import { buildApp } from './build/build-app.ts';
import { root } from './check/step.ts';

// `npm run build -- main` or `-- window` builds that part alone.
await buildApp(root, process.argv.slice(2)).catch((error: unknown) => {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
