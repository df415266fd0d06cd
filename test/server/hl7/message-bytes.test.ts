import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { people } from '../../../server/demo/people.ts';
import { eraseOldMessages } from '../../../server/hl7/keep-erased.ts';
import { sealMessage, unsealMessage } from '../../../server/hl7/sealed-message.ts';
import { adt, orUR01 } from '../../builders/hl7.ts';
import type { SignedIn } from '../support/test-hospital.ts';
import { openWard, type Ward } from './ward.ts';

let ward: Ward;
let helpdesk: SignedIn;
beforeAll(async () => {
  ward = await openWard();
  helpdesk = await ward.hospital.signIn('helpdesk');
});
afterAll(() => ward?.close());

interface Content {
  readonly id: string;
  readonly state: string;
  readonly kept: boolean;
  readonly raw: Buffer | null;
}

const contentOf = async (control: string): Promise<Content> => {
  const [row] = await ward.hospital.test.sql<Content>(
    `select m.id, m.state, m.kept, c.raw from inbox.message m left join medical.message_content c on c.message = m.id where m.control = $1`,
    [control],
  );
  if (row === undefined) throw new Error(`no message ${control}`);
  return row;
};
const key = (): Buffer => ward.hospital.deps.secrets.messageKey;
const age = (control: string, days: number): Promise<unknown> =>
  ward.hospital.test.sql(
    `update inbox.message set last_at = last_at - make_interval(days => $2), decided_at = decided_at - make_interval(days => $2) where control = $1`,
    [control, days],
  );
const erase = (): Promise<void> => eraseOldMessages(ward.hospital.deps, { filedDays: 90, dismissedDays: 30 });
const dismiss = async (control: string): Promise<number> => {
  const { id } = await contentOf(control);
  return (await helpdesk.ask('POST', `/api/messages/${id}/dismissal`, { body: { reason: 'Envoyé par erreur' } }))
    .status;
};

it('keeps the bytes of a message under a key that the database does not hold [R08] [R25]', async () => {
  const message = orUR01({ control: 'S1', patient: 'dubois' });
  await ward.send(message);
  const { id, raw } = await contentOf('S1');
  if (raw === null) throw new Error('no bytes');
  for (const word of ['MSH|', 'ORU^R01', people.dubois.family, people.dubois.number])
    expect(raw.includes(Buffer.from(word, 'utf8'))).toBe(false);
  expect(unsealMessage(key(), id, raw).toString('utf8').trimEnd()).toBe(message.trimEnd());
  expect(() => unsealMessage(key(), randomUUID(), raw)).toThrow();
  expect(() => unsealMessage(Buffer.alloc(32), id, raw)).toThrow();
  expect(sealMessage(key(), id, Buffer.from(message)).equals(raw)).toBe(false);
});

it('files a kept message after its repair, also one kept before bytes were sealed [R25]', async () => {
  await ward.send(orUR01({ control: 'S2', patient: 'nguyen', order: 'L-S2' }));
  const { id, raw } = await contentOf('S2');
  if (raw === null) throw new Error('no bytes');
  await ward.hospital.test.sql('update medical.message_content set raw = $2, sealed = false where message = $1', [
    id,
    unsealMessage(key(), id, raw),
  ]);
  await ward.send(adt('A28', { control: 'S3' }));
  await expect.poll(async () => (await ward.kept('S1'))[0]?.state, { timeout: 15_000 }).toBe('filed');
  await ward.send(adt('A28', { control: 'S4', patient: 'nguyen' }));
  await expect.poll(async () => (await ward.kept('S2'))[0]?.state, { timeout: 15_000 }).toBe('filed');
});

it('forgets bytes 90 days after they were filed and 30 after they were dismissed, and those of a failed message never [R25]', async () => {
  const controls = { filed: 'S1', dismissed: 'S5', failed: 'S6' };
  await ward.send(orUR01({ control: 'S5', patient: 'petit', order: 'L-S5' }));
  await ward.send(orUR01({ control: 'S6', patient: 'petit', order: 'L-S6' }));
  expect(await dismiss('S5')).toBe(200);
  const held = async (): Promise<unknown> =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(controls).map(async ([name, control]) => {
          const { kept, raw } = await contentOf(control);
          return [name, kept && raw !== null];
        }),
      ),
    );
  for (const control of Object.values(controls)) await age(control, 29);
  await erase();
  expect(await held()).toEqual({ filed: true, dismissed: true, failed: true });
  for (const control of Object.values(controls)) await age(control, 2);
  await erase();
  expect(await held()).toEqual({ filed: true, dismissed: false, failed: true });
  for (const control of Object.values(controls)) await age(control, 400);
  await erase();
  expect(await held()).toEqual({ filed: false, dismissed: false, failed: true });
  // What was filed is still known for what it was, and a dismissed one that comes again can be looked into again.
  expect(await ward.send(orUR01({ control: 'S1', patient: 'dubois' }))).toMatchObject({ code: 'AA' });
  expect(await contentOf('S1')).toMatchObject({ state: 'filed', kept: false, raw: null });
  await ward.send(orUR01({ control: 'S5', patient: 'petit', order: 'L-S5' }));
  expect(await contentOf('S5')).toMatchObject({ state: 'dismissed', kept: true });
});
