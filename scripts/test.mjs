// npm test: brings everything the tests need, checks, builds and runs them all. See scripts/test.ts.
import { runScript } from './run.mjs';

runScript('scripts/test.ts', process.argv.slice(2)).catch((error) => {
  console.error(`✗ ${error.message}`);
  console.log('0 passed, 1 failed');
  process.exit(1);
});
