import type { FastifyBaseLogger } from 'fastify';
import { assertFinished } from './empty-place.ts';
import type { ServerEnv } from './env.ts';
import { readyDoors } from './found-hospital.ts';
import { openHospital } from './hospital.ts';
import { toPlaces } from './places.ts';
import { openAdmin } from './postgres/admin.ts';
import { migrate, toApiConnection } from './postgres/migrate.ts';

/** Serves a founded hospital until SIGTERM or SIGINT ends this process; prints one JSON line when both listeners listen. */
export async function serve(env: ServerEnv, log: FastifyBaseLogger): Promise<void> {
  assertFinished(env.data);
  const admin = await openAdmin(toPlaces(env.data).postgres, env.databaseUrl);
  /** What cannot be opened leaves no PostgreSQL behind that nobody stops; one that ran before is somebody else's. */
  const abandon = async (error: unknown): Promise<never> => {
    if (!admin.adopted) await admin.stop();
    throw error;
  };
  await migrate(admin.connection)
    .then(() => readyDoors(env.data, admin.connection))
    .catch(abandon);
  const hospital = await openHospital({
    data: env.data,
    connection: toApiConnection(admin.connection),
    host: env.host,
    openPort: env.openPort,
    medicalPort: env.medicalPort,
    publicHosts: env.publicHosts,
    trustedProxies: env.trustedProxies,
    dimse: env.dimse,
    pacs: env.pacs,
    imageIssuers: env.imageIssuers,
    mllp: env.mllp,
    numbers: env.numbers,
    messageDays: env.messageDays,
    log,
    clock: { now: () => new Date() },
  }).catch(abandon);

  let ending = false;
  // A postmaster that dies (killed, out of memory) is started again; until then every question is refused.
  let reviving = false;
  const revive = async (): Promise<void> => {
    if (reviving || ending || admin.isRunning()) return;
    reviving = true;
    try {
      await openAdmin(toPlaces(env.data).postgres, env.databaseUrl);
      log.warn('PostgreSQL had died and was started again');
    } catch (error) {
      log.error({ err: error }, 'PostgreSQL could not be started again');
    } finally {
      reviving = false;
    }
  };
  setInterval(() => void revive(), 1_000).unref();

  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    // Whoever holds a stream open does not hold the end up.
    setTimeout(() => process.exit(1), 10_000).unref();
    await hospital.close();
    await admin.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

  const { openUrl, medicalUrl, dimsePort, mllpPort } = hospital;
  process.stdout.write(`${JSON.stringify({ listening: { openUrl, medicalUrl, dimsePort, mllpPort } })}\n`);
}
