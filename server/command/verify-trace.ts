import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toPlaces } from '../places.ts';
import type { AdminConnection } from '../postgres/embedded.ts';
import { openStoredTrace } from '../postgres/stored-trace.ts';
import { readSecrets } from '../secrets.ts';
import { readHeadLines } from '../trace/heads.ts';
import { type Verdict, verifyTrace as verify } from '../trace/verify.ts';
import type { Command } from './command.ts';
import { readArguments } from './read-arguments.ts';
import { withAdmin } from './with-admin.ts';

const usage = 'passerelle-server verify-trace [--head <file of a printed or mailed head>]…';

/** Verifies the trace, also against heads that were printed or mailed. */
export const verifyTrace: Command = {
  usage,
  run: async ({ args, readEnv, say }) => {
    const { options } = readArguments(args, ['head'], usage);
    const heads = (options.head ?? []).map((path) => readFileSync(path, 'utf8'));
    const env = readEnv();
    const verdict = await withAdmin(env, (admin) => verifyStored(env.data, admin, heads));
    say(toVerdictSentence(verdict));
    return verdict.faults.length === 0 ? 0 : 1;
  },
};

/** Verifies the trace of a database by the keys and the log of heads of a data folder. */
export async function verifyStored(data: string, admin: AdminConnection, heads: readonly string[]): Promise<Verdict> {
  const places = toPlaces(data);
  const { traceKey, headKeyPem } = readSecrets(places.secrets);
  const stored = await openStoredTrace(admin);
  try {
    return await verify(stored, {
      traceKey,
      headKeyPem,
      logLines: readHeadLines(join(places.trace, 'heads.log')),
      heads,
    });
  } finally {
    await stored.close();
  }
}

/** What an operator reads of a verification. */
export function toVerdictSentence({ entries, writers, faults }: Verdict): string {
  const seen = `${entries} entries of ${writers} writers`;
  return faults.length === 0
    ? `The trace is whole: ${seen}.`
    : `The trace was altered (${seen} read): ${faults.join('; ')}.`;
}
