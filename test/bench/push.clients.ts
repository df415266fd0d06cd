import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';

// `node test/bench/push.clients.ts <base url> <folder> <PCs> <clients>`: opens event streams over mutual TLS, client n on PC n % PCs with
// the token `bench-n`; says `ready`. Told how many events to expect, answers with the moments (monotonic ms) at which they came.
const [base = '', folder = '', pcs = '1', clients = '1'] = process.argv.slice(2);
const AT_ONCE = 20;
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const agents = Array.from(
  { length: Number(pcs) },
  (_, pc) => new Agent({ ca: read('pki/root.pem'), cert: read(`pc-${pc}.pem`), key: read(`pc-${pc}.key`) }),
);
let expected = Number.POSITIVE_INFINITY;
let moments: number[] = [];

function answer(): void {
  if (moments.length < expected) return;
  process.send?.({ moments });
  expected = Number.POSITIVE_INFINITY;
}

const open = (client: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer bench-${client}` };
    const agent = agents[client % agents.length];
    const sent = request(new URL('/api/events', base), { agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`a stream answered ${response.statusCode}`));
      response.setEncoding('utf8');
      response.once('data', () => resolve());
      response.on('data', (text: string) => {
        const now = Number(process.hrtime.bigint()) / 1e6;
        for (let come = text.split('data: ').length - 1; come > 0; come -= 1) moments.push(now);
        answer();
      });
      response.on('end', () => {
        throw new Error('a stream ended');
      });
    });
    sent.on('error', reject);
    sent.end();
  });

let next = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    while (next < Number(clients)) {
      const client = next;
      next += 1;
      await open(client);
    }
  }),
);
process.on('message', (count: number) => {
  moments = [];
  expected = count;
  process.send?.({ waiting: true });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
