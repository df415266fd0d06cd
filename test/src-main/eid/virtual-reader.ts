import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';

const DAEMON = '/usr/sbin/pcscd';
const DRIVER = '/etc/reader.conf.d/vpcd';
const SOCKET = '/run/pcscd/pcscd.comm';

/** The port on which Debian's vsmartcard-vpcd waits for a card. */
export const readerPort = 0x8c7b;

/** Why this machine cannot run the system's PC/SC daemon with a virtual reader; null when it can. */
export function whyNoReader(): string | null {
  if (process.platform !== 'linux') return 'pcscd runs here on Linux alone';
  if (!existsSync(DAEMON) || !existsSync(DRIVER)) return 'pcscd or vsmartcard-vpcd is not installed';
  if (existsSync(SOCKET)) return null;
  return process.getuid?.() === 0 ? null : 'only root may start pcscd';
}

async function isListening(): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(readerPort, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Starts pcscd with its virtual reader, without systemd; one that runs already is used as it is. */
export async function startReader(): Promise<{ stop(): Promise<void> }> {
  if (await isListening()) return { stop: async () => undefined };
  mkdirSync('/run/pcscd', { recursive: true });
  const daemon = spawn(DAEMON, ['--foreground'], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => daemon.once('exit', () => resolve()));
  const end = Date.now() + 30_000;
  while (!(await isListening()) || !existsSync(SOCKET)) {
    if (Date.now() > end || daemon.exitCode !== null) throw new Error('pcscd did not start');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    async stop() {
      daemon.kill();
      await ended;
    },
  };
}
