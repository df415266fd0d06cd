import pg from 'pg';
import type { AdminConnection } from './embedded.ts';

/** Who is reset, by whom and why; `stolen`: the authenticator is in other hands and counts no more. */
export interface DirectorReset {
  readonly login: string;
  readonly operator: string;
  readonly why: string;
  readonly stolen: boolean;
}

/** Queues the reset letter of a hospital's only Director (migration 0141), once `trace` has it; refuses anybody else with a sentence. */
export async function resetDirector(
  admin: AdminConnection,
  { login, operator, why, stolen }: DirectorReset,
  trace: (reissue: string) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local role passerelle_owner');
    const { rows } = await client.query<{ id: string }>('select identity.reset_director($1, $2, $3, $4) as id', [
      login,
      operator,
      why,
      stolen,
    ]);
    await trace(rows[0]?.id ?? 'unknown');
    await client.query('commit');
  } finally {
    // What was not committed is undone with the connection.
    await client.end();
  }
}
