import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readIdentities } from '../../../server/backup/age-keys.ts';
import { runCommand } from '../../../server/command/run-command.ts';
import { commands } from '../../../server/command/table.ts';
import { makeFolder } from '../backup/backed-up.ts';

const { path, remove } = makeFolder('commands');
afterAll(remove);
const config = join(path, 'server.conf');
mkdirSync(join(path, 'data'));
writeFileSync(join(path, 'data', 'kept'), '');
writeFileSync(config, `PASSERELLE_DATA=${join(path, 'data')}\n`);

const run = async (...args: string[]) => {
  let [out, err] = ['', ''];
  const streams = { out: { write: (text: string) => (out += text) }, err: { write: (text: string) => (err += text) } };
  const code = await runCommand(commands, args, streams);
  return { code, out, err };
};

test('lists its commands, says how each is used, and knows no other [C1]', async () => {
  const { out } = await run('help');
  for (const [name, { load }] of Object.entries(commands)) {
    expect(out).toContain(`  ${name} `);
    expect((await load()).usage).toContain(`passerelle-server ${name}`);
  }
  expect(await run('constructor')).toMatchObject({ code: 2, out: '' });
  expect(await run('relaese')).toMatchObject({ code: 2, err: expect.stringContaining('There is no command relaese.') });
  expect((await run()).code).toBe(2);
});

test('ends with one sentence and no stack on a wrong file, a wrong wish or a place that is taken [C1] [R08]', async () => {
  const facts = join(path, 'hospital.json');
  writeFileSync(facts, '{"name":"Essai"}');
  const init = (...more: string[]) => run('init', '--config', config, '--hospital', facts, ...more);
  const director = ['--director-login', 'anne.essai', '--director-name', 'Dr Anne Essai'];
  expect((await init(...director)).err).toMatch(/hospital\.json: address: .+\n.*hospital\.json: director: /);
  writeFileSync(facts, readFileSync(join(import.meta.dirname, '../../../server/packaging/hospital.json.example')));
  expect((await init('--director-login', '../x', '--director-name', 'Dr Anne Essai')).err).toContain(
    '../x is no login',
  );
  expect(await init(...director)).toEqual({
    code: 1,
    out: '',
    err: expect.stringContaining('data is not empty (kept is there)'),
  });
  expect((await run('invite', 'x', '--role', 'physician', '--name', 'Dr Essai', '--config', config)).err).toContain(
    'the Director decides',
  );
  expect((await run('backup', '--config', config)).err).toContain('data and keys lie apart');
  expect((await run('serve', '--config', join(path, 'none'))).err).toContain('does not exist');
  for (const args of [['init'], ['invite'], ['restore'], ['backup-key'], ['reset-director', 'x'], ['release']]) {
    const { code, err } = await run(...args, '--config', config);
    expect([args, code, /\n\s+at /.test(err)]).toEqual([args, 1, false]);
  }
});

test('makes a key for backups once, for this account alone, and overwrites nothing [R08]', async () => {
  const file = join(path, 'backup.key');
  const { code, out } = await run('backup-key', file);
  expect([code, out]).toEqual([0, expect.stringMatching(/^BACKUP_RECIPIENT=age1[a-z0-9]{58}\n$/)]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readIdentities(readFileSync(file, 'utf8'))).toHaveLength(1);
  const before = readFileSync(file, 'utf8');
  expect((await run('backup-key', file)).err).toContain('never overwrites anything');
  expect(readFileSync(file, 'utf8')).toBe(before);
});
