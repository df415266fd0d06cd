import { readEnv, toUrls } from './env.ts';
import { writeInvitation } from './found-hospital.ts';
import { toPlaces } from './places.ts';
import { openAccountBook } from './postgres/accounts.ts';
import { leaveAdmin, openAdmin } from './postgres/admin.ts';

const login = process.argv[2];
if (login === undefined) throw new Error('Usage: node server/invite.ts <login>');
const env = readEnv(process.env);
const admin = await openAdmin(toPlaces(env.data).postgres, env.databaseUrl);
const book = await openAccountBook(admin.connection);
try {
  await writeInvitation(book, env.data, login, toUrls(env));
  process.stdout.write(`${toPlaces(env.data).invitations}/${login}.passerelle and .code.txt\n`);
} finally {
  await book.close();
  await leaveAdmin(admin);
}
