import { downloadPackage } from '../../../src-main/updates/download.ts';
import { askRange } from './range-server.ts';

// A process that fetches a package until somebody kills it: node download-child.ts URL PATH SIZE SHA256
const [, , url = '', path = '', size = '', sha256 = ''] = process.argv;
await downloadPackage({ kind: 'linux-x64-deb', size: Number(size), sha256, file: 'package' }, path, {
  ask: askRange(url),
  turn: () => Promise.resolve(),
  took: () => undefined,
  progress: (bytes) => void process.stdout.write(`${bytes}\n`),
  signal: new AbortController().signal,
});
