import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { readEnv } from './env.ts';
import { toPlaces } from './places.ts';
import { leaveAdmin, openAdmin } from './postgres/admin.ts';
import { openDatabase } from './postgres/database.ts';
import { resetDirector } from './postgres/director-reset.ts';
import { toApiConnection } from './postgres/migrate.ts';
import { readSecrets } from './secrets.ts';
import { openTraceWriter } from './trace/writer.ts';

const usage = 'Usage: node server/reset-director.ts <login> --operator "<your name>" --why "<reason>" [--stolen]';
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { operator: { type: 'string' }, why: { type: 'string' }, stolen: { type: 'boolean', default: false } },
});
const [login] = positionals;
const { operator, why, stolen } = values;
if (login === undefined || operator === undefined || why === undefined) throw new Error(usage);

const env = readEnv(process.env);
const places = toPlaces(env.data);
const clock = { now: () => new Date() };
const admin = await openAdmin(places.postgres, env.databaseUrl);
const database = openDatabase({ ...toApiConnection(admin.connection), max: 1 });
const trace = openTraceWriter(database, readSecrets(places.secrets).traceKey, clock);
try {
  // Durable in the trace before the letter waits: a reset that nobody can read about does not happen.
  await resetDirector(admin.connection, { login, operator, why, stolen }, async (reissue) =>
    trace.append({
      kind: 'identity',
      person: null,
      pc: null,
      patient: null,
      object: `reissue/by-server#${reissue}`,
      outcome: 'ok',
      requestId: `server-${randomUUID()}`,
    }),
  );
  process.stdout.write(
    'The letter waits at the patient desk: printed and posted there, it brings the Director a new code.\n',
  );
} finally {
  await trace.close();
  await database.close();
  await leaveAdmin(admin);
}
