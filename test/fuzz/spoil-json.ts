import type { Mutation, Sample } from './mutate.ts';
import type { Random } from './random.ts';

type Node = Record<string, unknown> | unknown[];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  1e-320,
  2 ** 60,
  '',
  ' ',
  '\0',
  '\ud800',
  'x'.repeat(70_000),
  'é'.repeat(2_000),
  [],
  {},
  [null],
  [[]],
  [{}],
  '2026-02-30',
  '9999-12-31T23:59:60Z',
  'urn:uuid:x',
  'Patient/x',
  'http://[',
  '../..',
  '%00',
  { resourceType: 'Patient' },
  { reference: 'Patient/x' },
  { __proto__: null },
];

/** Spoils one to four places of a sample that stays JSON: values of another kind, gone, twice, swapped, named otherwise, nested. */
export function spoilJson(samples: readonly Sample[], random: Random): Mutation {
  const { name, bytes } = random.pick(samples);
  const root = JSON.parse(bytes.toString('utf8')) as Node;
  const how: string[] = [];
  for (let left = 1 + random.below(4); left > 0; left -= 1) how.push(spoilOne(root, random));
  return { bytes: toBytes(root, bytes), source: name, how: how.join(', ') };
}

/** What is nested deeper than JSON can be written here is left as it was: `mutate` makes such bytes without writing them. */
function toBytes(root: Node, otherwise: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(root));
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

function spoilOne(root: Node, random: Random): string {
  const nodes = listNodes(root);
  const node = random.pick(nodes);
  const keys = Object.keys(node);
  if (keys.length === 0) return 'nothing';
  const key = random.pick(keys);
  const values = node as Record<string, unknown>;
  switch (random.below(7)) {
    case 0:
      if (Array.isArray(node)) node.splice(Number(key), 1);
      else delete values[key];
      return `without ${key}`;
    case 1:
      if (Array.isArray(node)) node.push(structuredClone(node[Number(key)]));
      else values[`${key}x`] = structuredClone(values[key]);
      return `${key} twice`;
    case 2: {
      const other = random.pick(nodes) as Record<string, unknown>;
      const [from] = Object.keys(other);
      // A copy: what contains itself is no JSON.
      if (from !== undefined) values[key] = structuredClone(other[from]);
      return `${key} from elsewhere`;
    }
    case 3: {
      let deep: unknown = values[key];
      const depth = random.pick([10, 100, 700]);
      for (let level = 0; level < depth; level += 1) deep = level % 2 === 0 ? [deep] : { extension: deep };
      values[key] = deep;
      return `${key} nested`;
    }
    case 4:
      if (!Array.isArray(node)) {
        values[random.pick(['__proto__x', 'id', 'meta', 'contained', 'resourceType', 'é', '', `_${key}`])] =
          values[key];
      }
      return `${key} under another name`;
    default:
      values[key] = structuredClone(random.pick(VALUES));
      return `another ${key}`;
  }
}

function listNodes(root: Node): readonly Node[] {
  const found: Node[] = [];
  const pending: Node[] = [root];
  for (let node = pending.pop(); node !== undefined && found.length < 5_000; node = pending.pop()) {
    found.push(node);
    for (const value of Object.values(node))
      if (typeof value === 'object' && value !== null) pending.push(value as Node);
  }
  return found;
}
