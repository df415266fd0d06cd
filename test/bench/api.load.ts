import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';

// `node test/bench/api.load.ts <base url> <folder of root.pem, pc.pem, pc.key> <seconds> <path>…`: 32 mutual TLS connections ask the
// paths in turn; prints answers a second and the 99th percentile.
const [base = '', folder = '', seconds = '1', ...paths] = process.argv.slice(2);
const CONNECTIONS = 32;
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const tls = { ca: read('root.pem'), cert: read('pc.pem'), key: read('pc.key') };
const agent = new Agent({ ...tls, keepAlive: true, maxSockets: CONNECTIONS });
const headers = { authorization: 'Bearer bench' };
const times: number[] = [];
let next = 0;

const ask = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = request(new URL(path, base), { agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => {
        times.push(performance.now() - started);
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${path} answered ${answer.statusCode}`));
      });
    });
    sent.on('error', reject);
    sent.end();
  });

// Handshakes first: they are the same whatever is read.
await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(paths[0] ?? '/')));
times.length = 0;
const started = performance.now();
const end = started + Number(seconds) * 1000;
await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < end) {
      next += 1;
      await ask(paths[next % paths.length] ?? '/');
    }
  }),
);
const perSecond = (times.length * 1000) / (performance.now() - started);
times.sort((one, other) => one - other);
process.stdout.write(
  JSON.stringify({ answers: times.length, perSecond, p99: times[Math.floor(times.length * 0.99)] ?? 0 }),
);
process.exit(0);
