import { randomBytes, randomUUID } from 'node:crypto';
import type { TestDatabase } from '../support/test-database.ts';

/** Makes an active link by SQL, as the physician's confirmed signature leaves it (that path is proven in test/server/links); the undo ends it. */
export async function activateLink(db: TestDatabase, person: string, patient: string): Promise<() => Promise<void>> {
  const [link] = await db.sql<{ id: string }>(
    `insert into care.link (person, patient, care_only, consent_version) values ($1, $2, true, '1') returning id`,
    [person, patient],
  );
  const form = randomUUID();
  await db.sql(`insert into care.consent_form (id, link, reference, version, sha256) values ($1, $2, $3, '1', $4)`, [
    form,
    link!.id,
    form,
    randomBytes(32),
  ]);
  await db.sql(`update care.link set state = 'printed', form = $2 where id = $1`, [link!.id, form]);
  await db.sql(
    `update care.link set state = 'active', activated_at = now(), signed_on = current_date, valid_until = current_date + 30,
       ends_at = now() + interval '29 days' where id = $1`,
    [link!.id],
  );
  return async () => {
    await db.sql(`update care.link set state = 'ended', ended_at = now(), end_reason = 'abandoned' where id = $1`, [
      link!.id,
    ]);
  };
}
