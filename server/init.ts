import { accounts } from './demo/accounts.ts';
import { hospital } from './demo/hospital.ts';
import { readEnv, toUrls } from './env.ts';
import { foundHospital } from './found-hospital.ts';
import { toPlaces } from './places.ts';
import { leaveAdmin, openAdmin } from './postgres/admin.ts';
import { migrate } from './postgres/migrate.ts';

const env = readEnv(process.env);
const admin = await openAdmin(toPlaces(env.data).postgres, env.databaseUrl);
try {
  await migrate(admin.connection);
  await foundHospital({
    data: env.data,
    admin: admin.connection,
    hospital,
    accounts,
    urls: toUrls(env),
    now: new Date(),
  });
} finally {
  // A postmaster that was running already belongs to a running API.
  await leaveAdmin(admin);
}
