import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LinkState } from '../../../contracts/link.ts';
import { openPractice, type Practice } from './practice.ts';

const drawing = readFileSync(join(import.meta.dirname, '../../../docs/link-life.md'), 'utf8');
const states = LinkState.options;
let practice: Practice;

beforeAll(async () => {
  practice = await openPractice();
});
afterAll(() => practice.close());

/** The rows of the drawn table, as `from>to`. */
function drawn(): string[] {
  const cell = states.join('|');
  return [...drawing.matchAll(new RegExp(`^\\| (${cell}) \\| (${cell}) \\|(.*)\\|(.*)\\|(.*)\\|$`, 'gm'))].map(
    ([row, from, to, ...more]) => {
      if (more.some((text) => text.trim() === '')) throw new Error(`an empty cell: ${row}`);
      return `${from}>${to}`;
    },
  );
}

it('is drawn as the database has it: the same changes of state, no other [R13]', async () => {
  const rows = await practice.db.sql<{ change: string }>(
    `select old_state || '>' || new_state as change from care.link_transition`,
  );
  expect(drawn().toSorted()).toEqual(rows.map(({ change }) => change).toSorted());
});

it('is enforced against whoever asks: no change that is not drawn, no new link but a draft, no ended one that changes [R13]', async () => {
  const allowed = new Set(drawn());
  const link = async (state: string): Promise<string> => {
    const made = await practice.signNew();
    const [row] = await practice.db.sql<{ id: string }>(
      `insert into care.link (person, patient, care_only, consent_version)
       select person, patient, true, 'x' from care.link where id = $1 returning id`,
      [made.link],
    );
    const id = row?.id ?? '';
    if (state === 'draft') return id;
    const form = `(select form from care.link where id = '${made.link}')`;
    const signed = `form = ${form}, signed_on = current_date, activated_at = now(), valid_until = current_date, ends_at = now()`;
    await practice.db.sql(`do $$ begin set local session_replication_role = replica;
      update care.link set state = 'ended', ended_at = now(), end_reason = 'replaced' where id = '${made.link}' and '${state}' = 'active';
      update care.link set state = '${state}', ${state === 'printed' ? `form = ${form}` : signed}
        ${state === 'ended' ? ", ended_at = now(), end_reason = 'replaced'" : ''} where id = '${id}'; end $$`);
    return id;
  };
  const taken: string[] = [];
  for (const from of states) {
    const id = await link(from);
    for (const to of states.filter((state) => state !== from)) {
      const outcome = await practice.db
        .sql(`do $$ begin update care.link set state = '${to}' where id = '${id}'; raise exception 'undone'; end $$`)
        .then(() => 'done', String);
      // What the table allows still needs what the state itself asks for (a form, a signature, a reason).
      if (outcome.includes('a link never goes')) continue;
      taken.push(`${from}>${to}`);
    }
  }
  expect(taken.filter((change) => !allowed.has(change))).toEqual([]);
  expect(taken.toSorted()).toEqual([...allowed].toSorted());
  await expect(
    practice.db.sql(`insert into care.link (person, patient, care_only, consent_version, state)
      select person, patient, true, 'x', 'printed' from care.link limit 1`),
  ).rejects.toThrow('a link begins as draft');
}, 60_000);
