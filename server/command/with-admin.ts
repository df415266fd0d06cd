import { randomUUID } from 'node:crypto';
import { assertFinished } from '../empty-place.ts';
import type { ServerEnv } from '../env.ts';
import { toPlaces } from '../places.ts';
import { leaveAdmin, openAdmin } from '../postgres/admin.ts';
import { openDatabase } from '../postgres/database.ts';
import type { AdminConnection } from '../postgres/embedded.ts';
import { toApiConnection } from '../postgres/migrate.ts';
import { readSecrets } from '../secrets.ts';
import { openTraceWriter } from '../trace/writer.ts';
import { becomeOwner } from './become-owner.ts';

/** Works on a founded hospital as its database's administrator, beside a server at work or without one. */
export async function withAdmin<T>(env: ServerEnv, work: (admin: AdminConnection) => Promise<T>): Promise<T> {
  assertFinished(env.data);
  becomeOwner(env.data);
  const admin = await openAdmin(toPlaces(env.data).postgres, env.databaseUrl);
  try {
    return await work(admin.connection);
  } finally {
    // A postmaster that was running already belongs to a running server.
    await leaveAdmin(admin);
  }
}

/** Puts what a command of the server's own machine did into the trace, durably. */
export async function traceDeed(data: string, admin: AdminConnection, object: string): Promise<void> {
  const database = openDatabase({ ...toApiConnection(admin), max: 1 });
  const trace = openTraceWriter(database, readSecrets(toPlaces(data).secrets).traceKey, { now: () => new Date() });
  try {
    const nobody = { person: null, pc: null, patient: null };
    await trace.append({ kind: 'identity', ...nobody, object, outcome: 'ok', requestId: `server-${randomUUID()}` });
  } finally {
    await trace.close();
    await database.close();
  }
}
