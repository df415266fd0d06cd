import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HospitalFacts, HospitalFile, Person } from '../../contracts/person.ts';
import { toFingerprintGroups } from '../documents/code-letter.ts';
import { assertEmptyPlace, fillEmptyPlace } from '../empty-place.ts';
import { toUrls } from '../env.ts';
import { foundHospital } from '../found-hospital.ts';
import { toPlaces } from '../places.ts';
import { migrate } from '../postgres/migrate.ts';
import { becomeOwner } from './become-owner.ts';
import { type Command, CommandRefused } from './command.ts';
import { writeInvitationLetter } from './invitation-letter.ts';
import { one, readArguments } from './read-arguments.ts';

const usage = `passerelle-server init --hospital hospital.json --director-login <login> --director-name "<name>"

hospital.json: name, address, director, helpdesk and itDepartment, as in hospital.json.example.
The folder of PASSERELLE_DATA and the database must be empty: nothing is ever overwritten.`;

/** Founds a hospital: certificates, keys, database, and the invitation of its first Director. */
export const init: Command = {
  usage,
  run: async ({ args, readEnv, say }) => {
    const { options } = readArguments(args, ['hospital', 'director-login', 'director-name'], usage);
    const hospital = readFacts(one(options.hospital, usage));
    const director = toDirector(one(options['director-login'], usage), one(options['director-name'], usage));
    const env = readEnv();
    const { data, databaseUrl } = env;
    await assertEmptyPlace({ data, databaseUrl });
    becomeOwner(data);
    const now = new Date();
    const { file, letter } = await fillEmptyPlace({ data, databaseUrl }, async ({ connection }) => {
      await migrate(connection);
      const urls = toUrls(env);
      await foundHospital({ data, admin: connection, hospital, accounts: [director], urls, now });
      const { invitations } = toPlaces(data);
      const code = readFileSync(join(invitations, `${director.login}.code.txt`), 'utf8').trim();
      return writeInvitationLetter(data, director, code, now);
    });
    const { pki } = toPlaces(data);
    const root = toFingerprintGroups(readFileSync(join(pki, 'root.pem'), 'utf8'));
    say(`${hospital.name} is founded in ${data}.`);
    say(`Certificate of its CA, SHA-256: ${root.join(' ')}`);
    say(`Director's invitation: ${file}`);
    say(`Director's letter, to print and then delete: ${letter}`);
    say(`Now move ${join(pki, 'offline')} to a medium in a safe: nothing at work reads the root's key.`);
    return 0;
  },
};

function readFacts(path: string): HospitalFacts {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandRefused(`${path} cannot be read: ${code ?? message}.`);
  }
  const read = HospitalFile.safeParse(json);
  if (read.success) return read.data;
  const faults = read.error.issues.map(
    ({ path: at, message }) => `${path}: ${at.join('.') || 'the file'}: ${message}.`,
  );
  throw new CommandRefused(faults.join('\n'));
}

function toDirector(login: string, name: string): Person {
  return toAccount({ role: 'director', login, name });
}

/** A new account of the hospital's own; its login becomes a file's name and is typed by hand. */
export function toAccount({ role, login, name }: Pick<Person, 'role' | 'login' | 'name'>): Person {
  if (!/^[a-z0-9](?:[a-z0-9.-]{0,62}[a-z0-9])?$/.test(login))
    throw new CommandRefused(`${login} is no login: small letters, digits, dots and hyphens, at most 64.`);
  if (name.trim().length < 3 || name.length > 80) throw new CommandRefused('A name has 3 to 80 characters.');
  return Person.parse({ id: randomUUID(), role, login, name: name.trim(), nihdi: null });
}
