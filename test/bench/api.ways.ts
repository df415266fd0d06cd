import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { buildMedicalApp } from '../../server/app.ts';
import type { Deps } from '../../server/deps.ts';
import { openAdmission } from '../../server/listeners/admission.ts';
import { createMedicalServer } from '../../server/listeners/listener.ts';
import { openTlsLog } from '../../server/listeners/tls-log.ts';
import { openPki } from '../../server/pki/hospital-pki.ts';
import { toPlaces } from '../../server/places.ts';
import type { TestDatabase } from '../server/support/test-database.ts';

/** The same read: without gate and trace, with the gate, with both. */
export const ways = ['plain', 'gated', 'traced'] as const;
export type Way = (typeof ways)[number];

/** SHA-256 as the gate takes it. */
export const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();

/** Opens a medical listener for each way: one app and one kind of server, only database statement and trace differ. */
export async function openWays(
  deps: Deps,
  folder: string,
  sql: TestDatabase['sql'],
): Promise<{ readonly urls: Record<Way, string>; close(): Promise<void> }> {
  // What read_resource does for a resource that is no Binary, without the gate and as the superuser, whom no policy binds.
  await sql(`create function api.bench_read(p_session bytea, p_certificate bytea, p_type text, p_id text, p_version integer)
    returns table (patient uuid, version integer, updated timestamptz, content text, sha256 text)
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
    begin
      return query
        select r.patient, r.version, r.updated, r.content, encode(r.sha256, 'hex')
          from medical.resource r
         where r.type = p_type and r.id = p_id and (p_version is null or r.version = p_version);
    end $$`);
  await sql('grant execute on function api.bench_read to passerelle_api');
  await sql('analyze');
  const untraced: Deps = { ...deps, trace: { ...deps.trace, append: () => Promise.resolve() } };
  const { ask } = deps.database;
  const ungated: Deps = {
    ...untraced,
    database: {
      ...deps.database,
      ask: (name, text, values) => {
        if (name !== 'record-read') return ask(name, text, values);
        return ask('bench-read', text.replace('api.read_resource', 'api.bench_read'), values);
      },
    },
  };
  const handed: Record<Way, Deps> = { plain: ungated, gated: untraced, traced: deps };

  const places = toPlaces(folder);
  const pki = await openPki(places.pki, [], () => deps.clock.now());
  const admission = await openAdmission(deps.database, deps.clock);
  const log = openTlsLog(join(folder, 'bench-tls.jsonl'));
  const refreshTls = () => pki.toTlsMaterial(admission.revocations());
  const parts = { tls: await refreshTls(), log, clock: deps.clock, admission, refreshTls };
  const undo: (() => unknown)[] = [() => log.close(), () => admission.stop()];
  const urls = { plain: '', gated: '', traced: '' };
  for (const way of ways) {
    const app = await buildMedicalApp(handed[way], {
      serverFactory: (handler) => createMedicalServer(handler, parts) as never,
      isAdmitted: (certificate) => admission.isAdmitted(certificate),
    });
    undo.push(() => app.close());
    await app.listen({ host: '127.0.0.1', port: 0 });
    urls[way] = `https://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  }
  return {
    urls,
    close: async () => {
      for (const step of undo.reverse()) await step();
    },
  };
}
