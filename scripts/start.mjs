// npm start: brings everything the app needs, starts the demonstration hospital and opens the app. See scripts/start.ts.
import { runScript } from './run.mjs';

runScript('scripts/start.ts', process.argv.slice(2)).catch((error) => {
  console.error(`✗ ${error.message}`);
  process.exit(1);
});
