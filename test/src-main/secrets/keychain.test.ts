import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { largestSecret, openKeychain } from '../../../src-main/secrets/keychain.ts';
import { codeOf, openMemoryLog } from '../support/test-practice.ts';

const run = promisify(execFile);
const probe = `"${process.execPath}" "${join(import.meta.dirname, 'keychain-probe.ts')}"`;
const unlocked = 'printf %s essai | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1';
const lock =
  'dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets org.freedesktop.Secret.Service.Lock array:objpath:/org/freedesktop/secrets/collection/login >/dev/null';

/** Runs shell lines in a private D-Bus session with its own, empty keyring folder; answers what the probes printed. */
async function inSession(...lines: string[]): Promise<unknown[]> {
  const place = mkdtempSync(join(tmpdir(), 'passerelle-keyring-'));
  const environment = {
    ...process.env,
    XDG_RUNTIME_DIR: place,
    XDG_DATA_HOME: join(place, 'data'),
    HOME: place,
    GNOME_KEYRING_CONTROL: '',
  };
  try {
    const { stdout } = await run('dbus-run-session', ['--', 'bash', '-c', lines.join('\n')], {
      env: environment,
      timeout: 60_000,
    });
    return stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as unknown);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

const has =
  process.platform === 'linux' &&
  (await run('which', ['dbus-run-session', 'gnome-keyring-daemon', 'dbus-send']).then(
    () => true,
    () => false,
  ));
if (!has) console.log('skipped: no Secret Service here (dbus-run-session, gnome-keyring-daemon)');

describe.skipIf(!has)('the keychain, on a real Secret Service', () => {
  it('keeps a key as long as nobody removes it [C2] [R06]', async () => {
    const [usable, , read, , gone] = await inSession(
      unlocked,
      `${probe} usable`,
      `${probe} write`,
      `${probe} read`,
      `${probe} remove`,
      `${probe} read`,
    );
    expect(usable).toEqual({ ok: true, value: null });
    expect(read).toEqual({ ok: true, value: expect.stringContaining('BEGIN PRIVATE KEY') as string });
    expect(gone).toEqual({ ok: true, value: null });
  }, 60_000);

  it('trap 5: says that there is none when nothing provides it, and stores nothing [C2]', async () => {
    expect(await inSession(`${probe} usable`, `${probe} write`)).toEqual([
      { ok: false, code: 'keychain-absent' },
      { ok: false, code: 'keychain-absent' },
    ]);
  }, 60_000);

  it('says that there is none when there is no bus either [C2]', async () => {
    expect(await inSession('export DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere', `${probe} usable`)).toEqual([
      { ok: false, code: 'keychain-absent' },
    ]);
  }, 60_000);

  it('tells a locked keychain from an empty one [C2]', async () => {
    const [first, ...rest] = await inSession(unlocked, `${probe} write`, lock, `${probe} usable`);
    expect(first).toMatchObject({ ok: true });
    expect(rest).toEqual([{ ok: false, code: expect.stringMatching(/^keychain-(locked|timeout)$/) as string }]);
  }, 60_000);
});

describe('the keychain', () => {
  it('waits for nobody: an unlock prompt that no one answers is a timeout [C2]', async () => {
    const never = {
      getPassword: () => new Promise<never>(() => undefined),
      setPassword: () => new Promise<never>(() => undefined),
      deletePassword: () => new Promise<never>(() => undefined),
    };
    expect(await codeOf(openKeychain(async () => never, 'essai', openMemoryLog(), 50).assertUsable())).toBe(
      'keychain-timeout',
    );
  });

  it('is absent when its library cannot be loaded [C2]', async () => {
    const broken = openKeychain(() => Promise.reject(new Error('no such file')), 'essai', openMemoryLog());
    expect(await codeOf(broken.write('nom', 'x'))).toBe('keychain-absent');
  });

  it('takes nothing that Windows could not hold', async () => {
    const log = openMemoryLog();
    const keychain = openKeychain(
      async () => ({
        getPassword: async () => null,
        setPassword: async () => undefined,
        deletePassword: async () => true,
      }),
      'essai',
      log,
    );
    await expect(keychain.write('nom', 'x'.repeat(largestSecret + 1))).rejects.toThrow('larger');
  });
});
