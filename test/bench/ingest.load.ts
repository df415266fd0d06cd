import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { openMllpReader, toMllpFrame } from '../../server/hl7/mllp-frames.ts';
import { aPID, orUR01 } from '../builders/hl7.ts';

// `node ingest.load.ts <port> <seconds> <connections> <patients> <round> <rate>`: ORU^R01 of two results, one at a time on each connection, the next
// after the answer to the one before; with a rate, so many a second on all of them together, each timed from the moment at which it was due.
// Prints how many were acknowledged AA a second, and the middle and 99th percentile of their times in milliseconds.
const [port = 0, seconds = 2, connections = 32, patients = 200, round = 0, rate = 0] = process.argv
  .slice(2)
  .map(Number);
const ENDS = Date.now() + seconds * 1_000;

/** PID of the nth patient of the benchmark. */
const toPatient = (n: number): { segment: string } => ({
  segment: aPID('dubois').replace(
    /PID\|1\|\|[^|]*/,
    `PID|1||B-${n}^^^CHSE&https://saint-exemple.example/identifiant/patient&URI^MR`,
  ),
});
const templates = Array.from({ length: patients }, (_, n) =>
  orUR01({ control: '@@@', order: 'ORDER@@@', patient: toPatient(n), stay: `S-${n}` }),
);

const times: number[] = [];
let refused = 0;

async function send(connection: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  const reader = openMllpReader(1 << 20);
  let answered: ((text: string) => void) | null = null;
  socket.on('data', (chunk: Buffer) => {
    for (const event of reader.read(chunk)) if (event.kind === 'message') answered?.(event.bytes.toString('latin1'));
  });
  const [start, pace] = [performance.now(), (connections / rate) * 1_000];
  for (let n = 0; Date.now() < ENDS; n += 1) {
    const due = rate === 0 ? performance.now() : start + (n + connection / connections) * pace;
    if (due > performance.now()) await delay(due - performance.now());
    const message = templates[(connection * 7 + n) % patients]?.replaceAll('@@@', `${round}-${connection}-${n}`) ?? '';
    const answer = await new Promise<string>((resolve) => {
      answered = resolve;
      socket.write(toMllpFrame(Buffer.from(message, 'utf8')));
    });
    times.push(performance.now() - due);
    if (!answer.includes('MSA|AA|')) refused += 1;
  }
  socket.destroy();
}

await Promise.all(Array.from({ length: connections }, (_, connection) => send(connection)));
times.sort((one, other) => one - other);
const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
const p50 = times[Math.floor(times.length * 0.5)] ?? 0;
process.stdout.write(JSON.stringify({ messages: times.length, refused, perSecond: times.length / seconds, p50, p99 }));
