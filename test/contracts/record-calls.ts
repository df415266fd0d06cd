import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeRecording, recordings, writeRecording } from './support/recording.ts';

// `npm run record-calls`: writes what the app of this version asks and reads into test/fixtures/recorded-calls/<version>.json. A version
// that was recorded is out there and is never recorded again: docs/compatibility.md.
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
  version: string;
};
const file = join(recordings, `${version}.json`);
if (existsSync(file)) {
  console.error(
    `✗ The calls of ${version} are recorded and stay as they are. Raise the version in package.json first.`,
  );
  process.exitCode = 1;
} else {
  mkdirSync(recordings, { recursive: true });
  const recording = makeRecording(version);
  writeFileSync(file, writeRecording(recording), { flag: 'wx' });
  console.log(`✓ ${Object.keys(recording.rows).length} routes of ${version}, recorded in ${file}`);
}
