import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { toKeyHash } from '../../server/hl7/lookup.ts';
import { openMllpReader, toMllpFrame } from '../../server/hl7/mllp-frames.ts';
import { demonstrationNumbers } from '../../server/hl7/mllp-settings.ts';
import { toFiling } from '../../server/mapping/hl7/to-filing.ts';
import { adt } from '../builders/hl7.ts';
import { isWhole, type KeptRow } from '../server/hl7/kept-whole.ts';
import { openMllpClient, type Acknowledgement, type MllpClient } from '../server/hl7/mllp-client.ts';
import { openWard, type Ward } from '../server/hl7/ward.ts';
import type { Mutation } from './mutate.ts';
import { openRandom } from './random.ts';
import { type Fault, type Report, toFault } from './verdict.ts';

interface Numbered {
  readonly number: number;
  readonly mutation: Mutation;
}

interface KeptMessage extends KeptRow {
  readonly state: string;
  readonly code: string | null;
  readonly reason: string | null;
  readonly condition: number | null;
  readonly received: Date;
}

const PATIENCE_MS = 60_000;

/** Sends mutations through MLLP into a real database: each frame has one answer, and what the answer says is true. */
export async function runThroughDoor(
  all: readonly Numbered[],
  seed: number,
): Promise<Pick<Report, 'seconds' | 'outcomes' | 'faults'>> {
  const began = performance.now();
  const outcomes = new Map<string, number>();
  const faults: Fault[] = [];
  const count = (outcome: string): void => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  const ward = await openWard();
  try {
    for (const patient of ['dubois', 'benali'] as const)
      await ward.send(adt('A28', { control: `KNOWN-${patient}`, patient }));
    for (const { number, mutation } of all) {
      const random = openRandom(seed, 'hl7-door', number);
      const { outcome, fault } = random.chance(0.8)
        ? await sendOne(ward, mutation)
        : await sendSpoiltFrames(ward, mutation, random.below(3), number);
      count(outcome);
      const replay = `npm run fuzz -- hl7 --seed ${seed} --first ${number} --count 1`;
      if (fault !== null) faults.push({ number, what: toFault(`MLLP: ${fault}`, mutation), replay });
    }
  } finally {
    await ward.close();
  }
  return { seconds: (performance.now() - began) / 1000, outcomes: Object.fromEntries(outcomes), faults };
}

interface Seen {
  readonly outcome: string;
  readonly fault: string | null;
}

/** In a frame that is whole: the marks of framing are taken out of the content first. */
async function sendOne(ward: Ward, mutation: Mutation): Promise<Seen> {
  const message = Buffer.from(mutation.bytes.filter((byte) => byte !== 0x0b && byte !== 0x1c));
  const client = await openMllpClient(ward.port);
  try {
    const code = toCode(await soon(client.send(message)));
    const more = await Promise.race([
      client.next().then(
        () => true,
        () => false,
      ),
      delay(0).then(() => false),
    ]);
    if (more) return { outcome: 'MLLP: two answers', fault: 'two answers to one frame' };
    return { outcome: `MLLP: ${code}`, fault: await findLie(ward, message, code) };
  } catch (error) {
    return { outcome: 'MLLP: no answer', fault: String(error) };
  } finally {
    client.end();
  }
}

/** MSA-1 of an answer, which comes with the delimiters that the message itself declares. */
function toCode({ text }: Acknowledgement): string {
  const separator = text[3] ?? '|';
  return (
    text
      .split('\r')
      .find((line) => line.startsWith(`MSA${separator}`))
      ?.split(separator)[1] ?? ''
  );
}

/** What is false in an answer, or null. AA: kept as filed or superseded, and everything that it asks for is there. AE, AR: kept with the reason. */
async function findLie(ward: Ward, message: Buffer, code: string): Promise<string | null> {
  if (!['AA', 'AE', 'AR'].includes(code)) return `answered ${code === '' ? 'nothing' : code}`;
  const { test, deps } = ward.hospital;
  const [row] = await test.sql<KeptMessage>(
    `select m.state, m.code, m.reason, m.condition, m.received_at as received, m.id, m.sha256, c.raw
       from inbox.message m join medical.message_content c on c.message = m.id where m.sha256 = $1 order by m.place desc limit 1`,
    [createHash('sha256').update(message).digest()],
  );
  if (row === undefined) return `answered ${code}, and is not kept`;
  if (!isWhole(row, deps.secrets.messageKey)) return 'kept with other bytes';
  if (row.reason?.startsWith('Erreur interne') === true) return 'an internal error';
  if (code !== 'AA')
    return row.state === 'failed' && row.code === code ? null : `answered ${code}, kept as ${row.state} ${row.code}`;
  if (row.state !== 'filed' && row.state !== 'superseded') return `answered AA, kept as ${row.state}`;
  const filing = toFiling(message, { numbers: demonstrationNumbers, received: row.received });
  const wanted = [
    ...filing.resources.map(({ resource, key, alias }) => ({ type: resource.resourceType, key, alias, stored: true })),
    ...filing.removed.map(({ type, key, alias }) => ({ type, key, alias, stored: false })),
  ];
  const places = new Set<string>();
  for (const { type, key, alias, stored } of wanted) {
    // Under its key, or under the other name by which it stood already.
    const [kept] = await test.sql<{ id: string; stored: boolean }>(
      `select f.id, exists (select from medical.resource r where r.type = f.type and r.id::text = f.id) as stored
         from medical.filed f join unnest($2::text[]) with ordinality as name(hash, n) on f.key = decode(name.hash, 'hex')
        where f.type = $1 order by name.n limit 1`,
      [
        type,
        [key, ...(alias === undefined ? [] : [alias.key])].map((one) =>
          toKeyHash(deps.secrets.nissIndexKey, type, one),
        ),
      ],
    );
    if (kept === undefined || (stored && !kept.stored)) return `answered AA, and its ${type} is not there`;
    if (stored && places.has(`${type}/${kept.id}`)) return `answered AA, and two ${type} have one place`;
    places.add(`${type}/${kept.id}`);
  }
  return null;
}

/** The frames themselves are spoilt: the door answers what it takes for messages, or closes, and serves the next sender. */
async function sendSpoiltFrames(ward: Ward, { bytes }: Mutation, way: number, number: number): Promise<Seen> {
  const good = Buffer.from(adt('A08', { control: `WHOLE-${number}` }));
  const stream =
    way === 0
      ? Buffer.concat([toMllpFrame(bytes), toMllpFrame(good)])
      : way === 1
        ? Buffer.concat([bytes, toMllpFrame(good)])
        : Buffer.concat([toMllpFrame(bytes).subarray(0, bytes.length), toMllpFrame(good), Buffer.of(0x0b)]);
  const reader = openMllpReader(64 * 2 ** 20);
  const expected = reader.read(stream).filter(({ kind }) => kind === 'message' || kind === 'oversized').length;
  const client = await openMllpClient(ward.port);
  try {
    client.write(stream);
    let answers = 0;
    try {
      for (; answers < expected; answers += 1) await soon(client.next());
    } catch (error) {
      // Closed for its noise: then nothing that was not answered counts as received.
      if (!/closed/.test(String(error))) return { outcome: 'MLLP: frames', fault: String(error) };
    }
    const after = await openMllpClient(ward.port);
    try {
      const { code } = await soon(after.send(adt('A08', { control: `AFTER-${number}` })));
      return {
        outcome: `MLLP: spoilt frames, ${answers === expected ? 'answered' : 'closed'}`,
        fault: code === 'AA' ? null : `the next sender is answered ${code}`,
      };
    } finally {
      after.end();
    }
  } finally {
    (client satisfies MllpClient).end();
  }
}

async function soon(answer: Promise<Acknowledgement>): Promise<Acknowledgement> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
