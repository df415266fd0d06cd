import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { toVerdictSentence, verifyStored } from './command/verify-trace.ts';
import { readEnv } from './env.ts';
import { toPlaces } from './places.ts';
import { leaveAdmin, openAdmin } from './postgres/admin.ts';

const { values } = parseArgs({ options: { head: { type: 'string', multiple: true } } });
const env = readEnv(process.env);
const admin = await openAdmin(toPlaces(env.data).postgres, env.databaseUrl);
try {
  const heads = (values.head ?? []).map((path) => readFileSync(path, 'utf8'));
  const verdict = await verifyStored(env.data, admin.connection, heads);
  process.stdout.write(`${toVerdictSentence(verdict)}\n`);
  process.exitCode = verdict.faults.length === 0 ? 0 : 1;
} finally {
  await leaveAdmin(admin);
}
