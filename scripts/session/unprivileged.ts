import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { root } from '../check/step.ts';

/** How to start a program whose Chromium may keep its sandbox on: the words to put before its command, and the reason. */
export interface UnprivilegedStart {
  readonly prefix: readonly string[];
  readonly how: string;
}

const USER_NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000'] as const;
/** Its own process ids too: whatever the command leaves behind ends with it. The shell takes in orphans, as a first process must. */
const OWN_PROCESSES = [
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  'sh',
  '-c',
  '"$@"; exit $?',
  'first-process',
] as const;

/**
 * Chromium refuses its sandbox to root. As root everything with a window therefore runs inside a user namespace, where
 * it is not root; where the kernel forbids that, as a real unprivileged user; and never with the sandbox off.
 */
export function findUnprivilegedStart(ownProcesses: boolean): UnprivilegedStart {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { prefix: [], how: 'as this user' };
  const namespaces = [...(ownProcesses ? [[...USER_NAMESPACE, ...OWN_PROCESSES]] : []), [...USER_NAMESPACE, '--']];
  for (const prefix of namespaces)
    if (works([...prefix, 'unshare', '--user', 'true'])) return { prefix, how: 'as root, inside a user namespace' };
  const user = findPlainUser();
  if (!user)
    throw new Error(
      'Chromium keeps its sandbox off for root, this kernel forbids user namespaces and there is no plain user. ' +
        'Run as a plain user: adduser passerelle, then su - passerelle.',
    );
  const prefix = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--'];
  if (!works([...prefix, 'test', '-w', root]))
    throw new Error(
      `Chromium keeps its sandbox off for root and this kernel forbids user namespaces; ${user.name} cannot write to ` +
        `${root}. Put the checkout where ${user.name} owns it and run the command as ${user.name}.`,
    );
  return { prefix, how: `as ${user.name}` };
}

const works = (command: readonly string[]): boolean =>
  spawnSync(command[0] ?? '', command.slice(1), { stdio: 'ignore', timeout: 10_000 }).status === 0;

function findPlainUser(): { readonly name: string; readonly uid: number; readonly gid: number } | undefined {
  if (!existsSync('/etc/passwd')) return undefined;
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .find(({ uid }) => uid >= 1000 && uid < 60_000);
}
