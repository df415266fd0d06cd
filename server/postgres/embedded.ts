import { execFile } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { canEnter, findRunAs, readyBinaries, type RunAs } from './binaries.ts';

const run = promisify(execFile);

/** How to reach a PostgreSQL as its administrator. */
export interface AdminConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly ssl?: boolean;
}

/** A PostgreSQL of the server’s own, running. */
export interface EmbeddedPostgres {
  readonly connection: AdminConnection;
  /** True when a postmaster that outlived an earlier process was taken over. */
  readonly adopted: boolean;
  /** Process id of the postmaster. */
  readonly pid: number;
  isRunning(): boolean;
  stop(): Promise<void>;
}

/**
 * Starts (or adopts) the PostgreSQL of `folder`: unix socket only, no TCP port, an unprivileged account when root, and a
 * cluster that a `kill -9` at any moment leaves usable.
 */
export async function openEmbeddedPostgres(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> {
  const runAs = findRunAs();
  const place = readyPlace(resolve(folder), runAs);
  const bin = join(readyBinaries(runAs, sharedPlace()), 'bin');
  const [data, sockets, passwordFile] = [join(place, 'data'), readySockets(place), join(place, 'password')];
  const options = { ...runAs, cwd: '/', env: { PATH: process.env['PATH'], LC_ALL: 'C', TMPDIR: tmpdir() } };
  own(place, runAs);
  own(sockets, runAs);

  if (!existsSync(join(data, 'PG_VERSION'))) {
    if (!existsSync(passwordFile)) {
      writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
      if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(passwordFile, runAs.uid, runAs.gid);
    }
    const half = `${data}.new`;
    rmSync(half, { recursive: true, force: true });
    const local = [
      '-A',
      'scram-sha-256',
      '--pwfile',
      passwordFile,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--data-checksums',
    ];
    await run(join(bin, 'initdb'), ['-D', half, '-U', 'postgres', ...local], options);
    renameSync(half, data);
  }

  // A folder that was copied may have lost the mode that PostgreSQL insists on.
  chmodSync(data, 0o700);
  const port = 5432;
  const socketName = `.s.PGSQL.${port}`;
  const saysReady = readPostmaster(data)?.ready === true;
  const adopted = saysReady && !(await isRefused(join(sockets, socketName)));
  // After a restart of the machine the process id may be another program's: whoever says ready and answers nobody is gone.
  if (saysReady && !adopted)
    for (const left of [join(data, 'postmaster.pid'), join(sockets, `${socketName}.lock`)])
      rmSync(left, { force: true });
  if (!adopted) {
    const all = { listen_addresses: '', unix_socket_directories: sockets, port: String(port), ...settings };
    const flags = Object.entries(all).map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`);
    const start = ['-D', data, '-w', '-t', '60', '-l', join(place, 'postgresql.log'), '-o', flags.join(' '), 'start'];
    for (let attempt = 0; ; attempt += 1) {
      try {
        await run(join(bin, 'pg_ctl'), start, options);
        break;
      } catch (error) {
        const other = readPostmaster(data);
        if (other?.ready === true) break;
        if (other?.zombie === true) rmSync(join(data, 'postmaster.pid'), { force: true });
        if (attempt >= 40) throw error;
        await delay(100);
      }
    }
  }
  const password = readFileSync(passwordFile, 'utf8').trim();
  return {
    connection: { host: sockets, port, user: 'postgres', password, database: 'postgres' },
    adopted,
    pid: readPostmaster(data)?.pid ?? 0,
    isRunning: () => readPostmaster(data)?.ready === true,
    stop: async () => {
      await run(join(bin, 'pg_ctl'), ['-D', data, '-m', 'fast', '-w', '-t', '30', 'stop'], options);
    },
  };
}

/** `postmaster.pid`: its process, whether it lives, and whether it accepts connections; null when there is none. */
function readPostmaster(data: string): { pid: number; ready: boolean; zombie: boolean } | null {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return { pid, ready: false, zombie: false };
  }
  const zombie = existsSync(`/proc/${pid}/stat`) && /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return { pid, zombie, ready: !zombie && lines[7]?.trim() === 'ready' };
}

/** True when nobody listens behind the socket; a server that is only busy is not refused. */
function isRefused(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const line = connect(socket, () => {
      line.destroy();
      done(false);
    });
    line.on('error', (error: NodeJS.ErrnoException) => done(error.code === 'ECONNREFUSED' || error.code === 'ENOENT'));
  });
}

/**
 * The folder itself, unless the account cannot go there: then one of its own elsewhere, named by a random id that stays in
 * the folder, so that whoever deletes the folder begins afresh.
 */
function readyPlace(folder: string, runAs: RunAs): string {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  if (canEnter(dirname(folder), runAs)) return folder;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  mkdirSync(sharedPlace(), { recursive: true, mode: 0o755 });
  const idFile = join(folder, 'place');
  if (!existsSync(idFile)) writeFileSync(idFile, randomUUID(), { mode: 0o600 });
  return join(sharedPlace(), `pg-${readFileSync(idFile, 'utf8').trim()}`);
}

/** Beside the data, unless that path is too long for a unix socket (PostgreSQL takes 107 bytes). */
function readySockets(place: string): string {
  const longestSocket = 100;
  const beside = join(place, 'run');
  if (join(beside, '.s.PGSQL.5432').length <= longestSocket) return beside;
  mkdirSync(sharedPlace(), { recursive: true, mode: 0o755 });
  return join(sharedPlace(), `run-${createHash('sha256').update(place).digest('hex').slice(0, 12)}`);
}

/** Where the unprivileged account can always go: /var/lib for root, the temporary folder for anybody else. */
function sharedPlace(): string {
  return process.getuid?.() === 0 ? '/var/lib/passerelle' : join(tmpdir(), `passerelle-${userInfo().username}`);
}

function own(folder: string, { uid, gid }: RunAs): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
}
