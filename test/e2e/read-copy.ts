import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { toSubject } from '../../src-main/vault/mirror.ts';
import { openPersonVault } from '../../src-main/vault/person-vault.ts';
import { root } from './electron-app.ts';
import { password } from './journey.ts';

const Stored = z.object({ enrolment: z.object({ pc: z.string(), statementKey: z.string() }) });
const Mark = z.object({ time: z.number(), count: z.number() });

/** Reads an entry of the real keyring that belongs to this test, as the app does. */
function readKeychain(environment: Readonly<Record<string, string>>, name: string): string {
  const program = `import keytar from 'keytar'; process.stdout.write((await keytar.getPassword('Passerelle', process.argv[1])) ?? '');`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program, name], {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
}

/**
 * Everything that a person's copy of one patient shows, decrypted with both halves of its key: subjects (references, UIDs) and received bytes.
 * It is read from a copy of the folder, which the app under test does not see.
 */
export async function readCopy(
  userData: string,
  environment: Readonly<Record<string, string>>,
  person: string,
  patient: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-copy-'));
  try {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(userData, name), 'utf8'));
    const { enrolment } = Stored.parse(read('enrolment.json'));
    const { id } = z.object({ id: z.string() }).parse(read('installation.json'));
    const entry = (name: string): string => readKeychain(environment, `${id}/${name}/${person}`);
    cpSync(join(userData, 'vault'), folder, { recursive: true });
    const [own] = readdirSync(folder);
    const vault = await openPersonVault(
      {
        folder: join(folder, own ?? ''),
        holder: { person, pc: enrolment.pc },
        secret: entry('vault'),
        password,
        statementKey: enrolment.statementKey,
        mark: Mark.parse(JSON.parse(entry('mark') || '{"time":0,"count":0}')),
        day: new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(new Date()),
      },
      (typed, { salt, memoryCost, timeCost, parallelism }) =>
        hashRaw(typed, { salt, memoryCost, timeCost, parallelism, outputLen: 32, algorithm: 2 }),
    );
    const { shown } = await vault.readState(patient);
    const contents = new Map<string, Buffer>();
    for (const subject of shown.map(toSubject)) contents.set(subject, Buffer.from(await vault.read(patient, subject)));
    vault.close();
    return contents;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** True when bytes hold a text, in UTF-8, UTF-16, or base 64 that begins with it. */
export function holds(bytes: Buffer, text: string): boolean {
  const encoded = Buffer.from(text).toString('base64').slice(0, -4);
  return [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(encoded)].some((one) =>
    bytes.includes(one),
  );
}

/** Files below a folder that hold a text. */
export function findInFolder(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => holds(readFileSync(path), text));
}
