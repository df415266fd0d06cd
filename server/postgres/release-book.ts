import pg from 'pg';
import type { ReleasePackage } from '../../contracts/release.ts';
import type { SignedRelease } from '../releases/signed-release.ts';
import type { AdminConnection } from './embedded.ts';

/** A release as the database keeps it, for commands. */
export interface KeptRelease {
  readonly counter: number;
  readonly version: string;
  readonly expires: Date;
  readonly content: string;
  readonly signature: Buffer;
  readonly ring: string | null;
  readonly percentage: number | null;
  readonly paused: boolean;
  readonly withdrawn: boolean;
  readonly packages: readonly Pick<ReleasePackage, 'kind' | 'file' | 'size'>[];
}

/** What may be decided about a release; the functions of migration 0180. */
export type Decision =
  | { readonly deed: 'push'; readonly ring: string; readonly percentage: number; readonly requiredFrom: Date | null }
  | { readonly deed: 'pause' | 'resume' | 'withdraw' };

/** Releases, as the database's administrator works on them; one command at a time. */
export interface ReleaseBook {
  /** Newest first. */
  list(): Promise<readonly KeptRelease[]>;
  /** Files a release that was verified; `trace` comes before it counts. */
  add(signed: SignedRelease, by: string, trace: () => Promise<void>): Promise<void>;
  /** Decides as the helpdesk would; `refused` where the database refuses, with its code. */
  decide(
    counter: number,
    decision: Decision,
    by: string,
    trace: () => Promise<void>,
  ): Promise<'done' | { readonly refused: string }>;
  close(): Promise<void>;
}

const LOCK = 7_101_970;
const REFUSAL = 'PS001';

const LIST = `
  select r.counter, r.version, r.expires, r.content, r.signature, r.ring, r.percentage, r.paused, r.withdrawn_at is not null as withdrawn,
         (select jsonb_agg(jsonb_build_object('kind', k.kind, 'file', k.file, 'size', k.size) order by k.kind)
            from updates.package k where k.counter = r.counter) as packages
    from updates.release r order by r.counter desc`;

/** Opens the book; null while another command has it. */
export async function openReleaseBook(admin: AdminConnection): Promise<ReleaseBook | null> {
  const client = new pg.Client(admin);
  await client.connect();
  const { rows } = await client.query<{ own: boolean }>('select pg_try_advisory_lock($1) as own', [LOCK]);
  if (rows[0]?.own !== true) {
    await client.end();
    return null;
  }
  const write = async (text: string, values: readonly unknown[], trace: () => Promise<void>): Promise<void> => {
    await client.query('begin');
    try {
      await client.query('set local role passerelle_owner');
      await client.query(text, [...values]);
      await trace();
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
  };
  return {
    list: async () => (await client.query<KeptRelease>(LIST)).rows,
    add: ({ release, text, signature }, by, trace) => {
      const { counter, version, made, expires, packages } = release;
      return write(
        'select updates.add_release($1, $2, $3, $4, $5, $6, $7, $8)',
        [counter, version, made, expires, text, signature, JSON.stringify(packages), by],
        trace,
      );
    },
    decide: async (counter, decision, by, trace) => {
      try {
        if (decision.deed === 'push')
          await write(
            'select updates.push($1, $2, $3, $4, null, $5)',
            [counter, decision.ring, decision.percentage, decision.requiredFrom, by],
            trace,
          );
        else if (decision.deed === 'withdraw')
          await write('select updates.withdraw($1, null, $2)', [counter, by], trace);
        else await write('select updates.pause($1, $2, null, $3)', [counter, decision.deed === 'pause', by], trace);
        return 'done';
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === REFUSAL) return { refused: error.message };
        throw error;
      }
    },
    close: () => client.end(),
  };
}
