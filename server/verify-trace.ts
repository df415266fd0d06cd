import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readEnv } from './env.ts';
import { toPlaces } from './places.ts';
import { openAdmin } from './postgres/admin.ts';
import { openStoredTrace } from './postgres/stored-trace.ts';
import { readSecrets } from './secrets.ts';
import { readHeadLines } from './trace/heads.ts';
import { verifyTrace } from './trace/verify.ts';

const { values } = parseArgs({ options: { head: { type: 'string', multiple: true } } });
const env = readEnv(process.env);
const places = toPlaces(env.data);
const admin = await openAdmin(places.postgres, env.databaseUrl);
const stored = await openStoredTrace(admin.connection);
try {
  const { traceKey, headKeyPem } = readSecrets(places.secrets);
  const verdict = await verifyTrace(stored, {
    traceKey,
    headKeyPem,
    logLines: readHeadLines(join(places.trace, 'heads.log')),
    heads: (values.head ?? []).map((path) => readFileSync(path, 'utf8')),
  });
  const seen = `${verdict.entries} entries of ${verdict.writers} writers`;
  if (verdict.faults.length === 0) process.stdout.write(`The trace is whole: ${seen}.\n`);
  else process.stdout.write(`The trace was altered (${seen} read): ${verdict.faults.join('; ')}.\n`);
  process.exitCode = verdict.faults.length === 0 ? 0 : 1;
} finally {
  await stored.close();
  if (!admin.adopted) await admin.stop();
}
