import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Person } from '../../contracts/person.ts';
import type { IssuedCertificate } from '../deps.ts';
import type { AdminConnection } from './embedded.ts';

/** What init and invite write as the administrator, past the API. */
export interface AccountBook {
  /** Adds the account unless its login is known. */
  addAccount(person: Person): Promise<void>;
  findAccount(login: string): Promise<Person | null>;
  /** A new code for the account; earlier ones that enrolled no PC yet stop working. */
  addInvitation(person: string, codeHash: Buffer, days: number): Promise<void>;
  addSystem(certificate: IssuedCertificate): Promise<void>;
  /** Lets the API's own doors write as a system under this key; knows it already or not. */
  addDoor(key: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Opens the account book over the administrator's connection. */
export async function openAccountBook(admin: AdminConnection): Promise<AccountBook> {
  const client = new pg.Client(admin);
  await client.connect();
  return {
    addAccount: async ({ id, role, login, name, nihdi }) => {
      await client.query(
        'insert into identity.person (id, role, login, name, nihdi) values ($1, $2, $3, $4, $5) on conflict do nothing',
        [id, role, login, name, nihdi],
      );
    },
    findAccount: async (login) => {
      const { rows } = await client.query<Person>(
        'select id, role, login, name, nihdi from identity.person where login = $1',
        [login],
      );
      return rows[0] ?? null;
    },
    addInvitation: async (person, codeHash, days) => {
      await client.query(
        `with spent as (
           update identity.invitation set expires_at = now() where person = $2 and enrolled_at is null and expires_at > now()
         )
         insert into identity.invitation (id, person, code_hash, expires_at) values ($1, $2, $3, now() + make_interval(days => $4))`,
        [randomUUID(), person, codeHash, days],
      );
    },
    addSystem: async ({ sha256, serial, keySha256, notBefore, notAfter }) => {
      await client.query(`select identity.add_certificate('system', null, $1, $2, $3, $4, $5)`, [
        sha256,
        serial,
        keySha256,
        notBefore,
        notAfter,
      ]);
    },
    addDoor: async (key) => {
      // No handshake can present it: it is nobody's SHA-256.
      await client.query(
        `select identity.add_certificate('system', null, $1, encode(sha256($1), 'hex'), sha256($1), now() - interval '1 day', now() + interval '100 years')
          where not exists (select from identity.certificate where sha256 = $1)`,
        [key],
      );
    },
    close: () => client.end(),
  };
}
