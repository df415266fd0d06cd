import { Agent, request } from 'node:http';

// `node test/bench/api.load.ts <base url> <seconds> <path>…`: 32 connections ask the paths in turn; prints answers a second and the 99th percentile.
const [base = '', seconds = '1', ...paths] = process.argv.slice(2);
const CONNECTIONS = 32;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const end = performance.now() + Number(seconds) * 1000;
const times: number[] = [];
let next = 0;

const ask = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = request(new URL(path, base), { agent, headers: { authorization: 'Bearer bench' } }, (answer) => {
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

await Promise.all(
  Array.from({ length: CONNECTIONS }, async () => {
    while (performance.now() < end) {
      next += 1;
      await ask(paths[next % paths.length] ?? '/');
    }
  }),
);
times.sort((one, other) => one - other);
const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
process.stdout.write(JSON.stringify({ perSecond: times.length / Number(seconds), p99 }));
process.exit(0);
