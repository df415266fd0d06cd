import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A user of this machine, as setpriv wants him. */
export interface PlainUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** A mount namespace with a system bus and a polkitd of its own: what polkit is asked there, nobody outside hears. */
export interface PolkitSession {
  /** The command such that it runs there as the user, with nothing in its environment but what is given. */
  readonly as: (
    user: PlainUser,
    command: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => [string, ...string[]];
  /** Runs such a command to its end; its exit code and what it printed. */
  readonly run: (
    user: PlainUser,
    command: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => { readonly code: number | null; readonly said: string };
  readonly stop: () => Promise<void>;
}

/** No logind runs on a test machine, so nobody's session is active there: one rule stands in for that, for one user and one action. */
const toRule = (action: string, user: string): string => `polkit.addRule(function (action, subject) {
  if (action.id == "${action}" && subject.user == "${user}") return polkit.Result.YES;
});
`;

/** The installed policies are the machine's own; bus, daemon and rules are the session's. */
const START = `
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs /run
mkdir -p /run/dbus /run/lock /run/user
mount -t tmpfs -o mode=755 tmpfs /etc/polkit-1/rules.d
printf %s "$1" >/etc/polkit-1/rules.d/10-test.rules
chmod 644 /etc/polkit-1/rules.d/10-test.rules
dbus-daemon --system --nofork --nopidfile &
bus=$!
until [ -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
for daemon in /usr/lib/polkit-1/polkitd /usr/libexec/polkitd /usr/libexec/polkit-1/polkitd; do
    [ ! -x "$daemon" ] || break
done
"$daemon" --no-debug >/dev/null 2>&1 &
polkitd=$!
trap 'kill $polkitd $bus; exit 0' TERM
until dbus-send --system --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner \
    string:org.freedesktop.PolicyKit1 >/dev/null 2>&1; do sleep 0.05; done
echo ready
wait $polkitd
`;

/** Opens the session, in which this user may do this action and nobody may do anything else; as root. */
export async function openPolkitSession(action: string, user: string): Promise<PolkitSession> {
  const child = spawn('unshare', ['-m', 'bash', '-c', START, 'session', toRule(action, user)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  await waitForReady(child);
  const as: PolkitSession['as'] = ({ uid, gid, home, name }, command, env = {}) => {
    const all = { PATH: '/usr/bin:/bin', HOME: home, USER: name, LOGNAME: name, ...env };
    const said = Object.entries(all).map(([key, value]) => `${key}=${value}`);
    const rights = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
    // pkexec asks for its parent, who must be the user's too.
    const start = ['env', '-i', ...said, 'sh', '-c', '"$@"; exit $?', 'session', ...command];
    return ['nsenter', `--mount=/proc/${child.pid}/ns/mnt`, '--wd=/', ...rights, ...start];
  };
  return {
    as,
    run(one, command, env) {
      const [program, ...args] = as(one, command, env);
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 240_000 });
      return { code: status, said: `${stdout}${stderr}`.trim() };
    },
    async stop() {
      const ended = once(child, 'exit');
      if (child.pid !== undefined) process.kill(child.pid, 'SIGTERM');
      await ended;
    },
  };
}

async function waitForReady(child: ChildProcess): Promise<void> {
  if (child.stdout === null) return;
  const lines = createInterface({ input: child.stdout });
  const outcome = await Promise.race([
    once(lines, 'line').then(() => 'ready'),
    once(child, 'exit').then(() => 'ended'),
  ]);
  lines.close();
  if (outcome !== 'ready') throw new Error('polkitd did not start in a namespace of its own');
}

/** Makes a user of this machine with a home of his own. */
export function addUser(name: string, home: string): PlainUser {
  const run = (command: string, ...args: readonly string[]): string =>
    execFileSync(command, args, { encoding: 'utf8' });
  run('useradd', '--home-dir', home, '--no-create-home', '--shell', '/usr/sbin/nologin', name);
  const [uid, gid] = [Number(run('id', '-u', name)), Number(run('id', '-g', name))];
  run('chown', '-R', `${uid}:${gid}`, home);
  return { name, uid, gid, home };
}
