import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseConfig, schemaNames } from '../../../server/config/parse-config.ts';
import { ConfigRefused, readConfig } from '../../../server/config/read-config.ts';
import { toSampleConfig } from '../../../server/config/sample.ts';
import { settingNames } from '../../../server/config/settings.ts';
import { fc } from '../../support/property.ts';
import { makeFolder, makeTestKey, writeSecret } from '../backup/backed-up.ts';

const { path, remove } = makeFolder('config');
afterAll(remove);
const file = join(path, 'server.conf');
const data = 'PASSERELLE_DATA=/srv/passerelle';
const { recipient } = makeTestKey();

const read = (lines: readonly string[], credentials?: string) => {
  writeFileSync(file, `${lines.join('\n')}\n`);
  return readConfig(file, credentials);
};
const faultsOf = (lines: readonly string[], credentials?: string): readonly string[] => {
  try {
    read(lines, credentials);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigRefused)) throw error;
    return error.faults.map((fault) => fault.replace(file, 'F'));
  }
};

test('brings a sample that names every setting, says what each is for, and is right as it stands [C1]', () => {
  const sample = toSampleConfig();
  expect(settingNames.toSorted()).toEqual(schemaNames.toSorted());
  for (const name of settingNames) expect(sample).toMatch(new RegExp(`\\n# [^\\n]+\\n#?${name}(_FILE)?=`));
  expect(faultsOf(sample.split('\n'))).toEqual([]);
  // Every line that is commented out is one that may be taken in: none names a setting that is not there.
  const all = parseConfig(sample.replaceAll(/^#(?=[A-Z_]+=)/gm, ''), 'F');
  expect(all.faults).toEqual([]);
  expect(all.given.size).toBe(settingNames.length);
});

test('says of each bad line, in one sentence, which it is, what is wrong, and what it must be [C1]', () => {
  expect(
    faultsOf([data, 'OPEN_PORT=74400', 'MLLP_TSL=mutual', 'hello', 'HOST=', 'LOG_LEVEL=loud', 'LOG_LEVEL=info']),
  ).toEqual([
    'F, line 3: there is no setting MLLP_TSL; is MLLP_TLS meant?',
    'F, line 4: is no setting; write NAME=value, or # before a remark.',
    'F, line 5: HOST has no value; put # before it to leave it unset.',
    'F, line 7: LOG_LEVEL stands already on line 6; keep one of the two.',
    'F, line 2: OPEN_PORT must be a port from 0 to 65535; it is 74400.',
    'F, line 6: LOG_LEVEL must be debug, info, warn, error or silent; it is loud.',
  ]);
  expect(faultsOf(['# nothing'])).toEqual(['F: PASSERELLE_DATA is missing: say where everything is kept.']);
  expect(faultsOf([data, 'DIMSE_PORT=104', 'DIMSE_CALLERS=CT1@a@b'])).toEqual([
    'F, line 3: DIMSE_CALLERS: an entry is an AE title of at most 16 characters, or AE@address.',
  ]);
  expect(() => readConfig(join(path, 'none.conf'))).toThrow('does not exist: copy server.conf.example there.');
});

test('never ends without a sentence, and never without its line, whatever a setting is given [C1]', () => {
  const text = fc
    .string({ minLength: 1, maxLength: 40 })
    .filter((value) => !/[\r\n]/.test(value) && value.trim() !== '');
  fc.assert(
    fc.property(fc.constantFrom(...settingNames.filter((name) => name !== 'PASSERELLE_DATA')), text, (name, value) => {
      for (const fault of faultsOf([data, `${name}=${value}`])) expect(fault).toMatch(/^F(, line 2)?: .{10,}[.…>?]$/s);
    }),
  );
});

test('refuses settings that have no effect, share a port or leave a door open to whoever comes [R06] [R08]', () => {
  expect(faultsOf([data, 'MLLP_SENDERS=LIS', 'OPEN_PORT=7441'])).toEqual([
    'F, line 2: MLLP_SENDERS has no effect without MLLP_PORT: set that too, or take this out.',
    'F: MEDICAL_PORT is 7441, as OPEN_PORT is: each door has a port of its own.',
  ]);
  expect(faultsOf([data, 'HOST=0.0.0.0'])).toEqual([
    'F: PUBLIC_HOSTS is missing: PCs reach this server from elsewhere, and its certificate must cover the name that they use.',
  ]);
  const numbers = ['NUMBERS_BASE=https://hopital.example/n', 'NUMBERS_OWN=CHX'];
  expect(faultsOf([data, 'MLLP_PORT=2575', 'MLLP_HOST=10.0.0.1', ...numbers])).toEqual([
    'F, line 3: MLLP_HOST is 10.0.0.1: whoever reaches the port could write into records. Set MLLP_TLS=mutual or MLLP_ADDRESSES.',
  ]);
  expect(faultsOf([data, 'MLLP_PORT=2575', 'MLLP_HOST=10.0.0.1', 'MLLP_ADDRESSES=10.0.0.0/8', ...numbers])).toEqual([]);
  expect(faultsOf([data, 'BACKUP_FOLDER=/b', 'BACKUP_KEYS_FOLDER=/b', `BACKUP_RECIPIENT=${recipient}`])).toEqual([
    'F, line 3: BACKUP_KEYS_FOLDER is BACKUP_FOLDER too: whoever takes it would have the data and the keys.',
  ]);
});

test('takes secrets from files of this account alone, and never repeats one [R08]', () => {
  const url = 'postgres://admin:geheim-wachtwoord@127.0.0.1/passerelle';
  const inClear = faultsOf([data, `DATABASE_URL=${url}`]);
  expect(inClear).toHaveLength(1);
  expect(inClear[0]).toMatch(/^F, line 2: DATABASE_URL holds a password/);
  const secret = writeSecret(join(path, 'database-url'), `${url}\n`);
  expect(read([data, `DATABASE_URL_FILE=${secret}`]).databaseUrl).toBe(url);
  chmodSync(secret, 0o640);
  const open = faultsOf([data, `DATABASE_URL_FILE=${secret}`]);
  expect(open).toEqual([
    `F: DATABASE_URL: ${secret} can be read by other accounts of this machine: chmod 600 ${secret}`,
  ]);
  writeSecret(secret, 'http://no-database:geheim-wachtwoord@x\n');
  chmodSync(secret, 0o600);
  const wrong = faultsOf([data, `DATABASE_URL_FILE=${secret}`]);
  expect(wrong).toEqual(['F: DATABASE_URL must be a URL postgres://user:password@host/database.']);
  expect([...inClear, ...open, ...wrong].join()).not.toContain('geheim');

  // What systemd hands over (LoadCredential) needs no line; there, the group's bits are the mask of its access list.
  const credentials = join(path, 'credentials');
  mkdirSync(credentials);
  writeSecret(join(credentials, 'database-url'), url);
  writeSecret(join(credentials, 'pacs-credentials'), 'lecteur:mot-de-passe');
  chmodSync(join(credentials, 'pacs-credentials'), 0o440);
  const env = read([data, 'PACS_URL=https://pacs.example/dicom-web'], credentials);
  expect(env.databaseUrl).toBe(url);
  expect(env.pacs?.authorization).toMatch(/^Basic /);
});
