import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { toTiedCommand } from './tied.ts';

/** `none`: a bus without a Secret Service; `locked`: a login keyring that nobody has unlocked. */
export type KeyringState = 'unlocked' | 'locked' | 'none';

/** A private D-Bus session with (or without) a real gnome-keyring; nothing of it is visible to the user's own session. */
export interface KeyringSession {
  /** What a program needs in its environment to be part of the session. */
  readonly environment: Readonly<Record<string, string>>;
  /** Locks the login keyring, as a desktop does when it is told to. */
  readonly lock: () => Promise<void>;
  readonly unlock: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Where the keyring's files stand and what opens them; left out, they are thrown away with the session. */
export interface KeyringPlace {
  readonly folder: string;
  readonly password: string;
}

const run = promisify(execFile);
const READY_MS = 10_000;

/** Starts the session; resolves when the Secret Service answers on its bus. */
export async function openKeyringSession(state: KeyringState, place?: KeyringPlace): Promise<KeyringSession> {
  const runtime = mkdtempSync(join(tmpdir(), 'passerelle-session-'));
  const data = place?.folder ?? join(runtime, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const password = place?.password ?? 'throw-away';
  const base = { XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: data };
  const children: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) await end(child);
    rmSync(runtime, { recursive: true, force: true });
  };
  try {
    const bus = await startBus(runtime, base, children);
    const environment = { ...base, DBUS_SESSION_BUS_ADDRESS: bus };
    const unlock = (): Promise<void> => tellKeyring(password, runtime);
    if (state !== 'none') {
      children.push(startKeyring(password, environment));
      await waitForSecretService(environment);
      if (state === 'locked') await lockLogin(environment);
    }
    return { environment, lock: () => lockLogin(environment), unlock, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A bus of our own configuration: the system's would start a keyring by itself as soon as somebody asks for one. */
async function startBus(runtime: string, base: Record<string, string>, children: ChildProcess[]): Promise<string> {
  const config = join(runtime, 'bus.conf');
  writeFileSync(config, BUS_CONFIG.replace('SOCKET', join(runtime, 'bus')));
  const child = spawn(
    ...toTiedCommand('dbus-daemon', [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=1']),
    {
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...base },
    },
  );
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`dbus-daemon ended with ${code}`)));
  });
}

const BUS_CONFIG = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=SOCKET</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

function startKeyring(password: string, environment: Record<string, string>): ChildProcess {
  const child = spawn(...toTiedCommand('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets']), {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...environment },
  });
  child.stdin.end(password);
  return child;
}

/** Hands the password to the running daemon as PAM does at login: one packet through its control socket. */
function tellKeyring(password: string, runtime: string): Promise<void> {
  const secret = Buffer.from(password);
  // A byte for the credentials; then, big-endian: the packet's length, the operation, the string's length, the string.
  const packet = Buffer.alloc(1 + 12 + secret.length);
  packet.writeUInt32BE(12 + secret.length, 1);
  packet.writeUInt32BE(CONTROL_UNLOCK, 5);
  packet.writeUInt32BE(secret.length, 9);
  secret.copy(packet, 13);
  return new Promise((resolve, reject) => {
    const socket = connect(join(runtime, 'keyring', 'control'), () => socket.write(packet));
    socket.once('data', (answer) => {
      socket.destroy();
      if (Buffer.from(answer).readUInt32BE(4) === 0) resolve();
      else reject(new Error('the keyring refused its password'));
    });
    socket.on('error', reject);
  });
}

const CONTROL_UNLOCK = 1;
const LOGIN = '/org/freedesktop/secrets/collection/login';

async function waitForSecretService(environment: Record<string, string>): Promise<void> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline) {
    const { stdout } = await callSecretService(environment, LOGIN, [
      'org.freedesktop.DBus.Properties.Get',
      'string:org.freedesktop.Secret.Collection',
      'string:Locked',
    ]).catch(() => ({ stdout: '' }));
    if (stdout.includes('boolean false')) return;
    await wait(50);
  }
  throw new Error('gnome-keyring did not offer its login keyring in time');
}

async function lockLogin(environment: Record<string, string>): Promise<void> {
  await callSecretService(environment, '/org/freedesktop/secrets', [
    'org.freedesktop.Secret.Service.Lock',
    `array:objpath:${LOGIN}`,
  ]);
}

function callSecretService(
  environment: Record<string, string>,
  path: string,
  call: readonly string[],
): Promise<{ stdout: string }> {
  return run(
    'dbus-send',
    [
      `--bus=${environment['DBUS_SESSION_BUS_ADDRESS']}`,
      '--print-reply',
      '--reply-timeout=3000',
      '--dest=org.freedesktop.secrets',
      path,
      ...call,
    ],
    { env: { ...process.env, ...environment } },
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await ended;
  clearTimeout(killing);
}
