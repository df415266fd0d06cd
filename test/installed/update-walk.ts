import { execFileSync, spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import type { Bridge } from '../../contracts/ipc.ts';
import { releaseRows } from '../../contracts/updates.ts';
import {
  addUser,
  openPolkitSession,
  type PlainUser,
  type PolkitSession,
} from '../../scripts/package/polkit-session.ts';
import { signRelease } from '../../scripts/release/sign-release.ts';
import { openVirtualDisplay } from '../../scripts/session/display.ts';
import { findUnprivilegedStart } from '../../scripts/session/unprivileged.ts';
import { words } from '../../src-renderer/words/words.ts';
import { tour } from '../../server/demo/accounts.ts';
import { activate, enrol } from '../e2e/journey.ts';
import { joinProgram } from '../support/driven-program.ts';

// Run by scripts/package/test-updates.ts, as root, told on the standard input: a whole update of the installed app, from the safe's signature to the helpdesk's list,
// by an ordinary user, over mutual TLS, through polkit. Prints `ok TITLE` or `not ok TITLE: REASON` for each promise.

const Told = z.object({
  work: z.string(),
  keys: z.string(),
  /** Of the safe, PKCS#8 PEM. */
  key: z.string(),
  app: z.string(),
  name: z.string(),
  second: z.object({ version: z.string(), file: z.string() }),
  /** Its program ends with 1. */
  broken: z.object({ version: z.string(), file: z.string() }),
});

const told = Told.parse(JSON.parse(readFileSync(process.stdin.fd, 'utf8')));
const { work, name } = told;
const launcher = `/opt/${told.app}/${name}`;
const kept = `/var/lib/${name}`;
const readKept = (file: string): string => (existsSync(join(kept, file)) ? readFileSync(join(kept, file), 'utf8') : '');
const ends: (() => unknown)[] = [];

/** Waits until something holds; whoever waits in vain says for what. */
async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 90): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > deadline)
      throw new Error(`in ${seconds} s it did not come to this: ${what} (${readKept('state')})`);
    await wait(200);
  }
}

interface Hospital {
  readonly invitation: string;
  readonly code: string;
  ask(said: object): Promise<unknown>;
}

async function openHospital(): Promise<Hospital> {
  const file = join(import.meta.dirname, 'update-hospital.ts');
  const { prefix } = findUnprivilegedStart(true);
  const [program, ...args] = [...prefix, process.execPath, ...process.execArgv, file, work, told.keys];
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  ends.push(async () => {
    child.stdin.end();
    const killing = setTimeout(() => child.kill('SIGKILL'), 20_000);
    if (child.exitCode === null) await once(child, 'exit');
    clearTimeout(killing);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const read = async (): Promise<unknown> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error('the hospital ended');
      // What the demonstration says while it is fed for the first time is no answer.
      if (value.startsWith('{')) return JSON.parse(value);
    }
  };
  const first = z.object({ invitation: z.string(), code: z.string() }).parse(await read());
  return {
    ...first,
    ask(said) {
      child.stdin.write(`${JSON.stringify(said)}\n`);
      return read();
    },
  };
}

/** A bus and an open keyring of the user's own, as a desktop has them. */
const DESKTOP = `
mkdir -p -m 700 "$XDG_RUNTIME_DIR"
printf throw-away | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
until dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/collection/login \\
    org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null |
    grep -q 'boolean false'; do sleep 0.1; done
echo "$DBUS_SESSION_BUS_ADDRESS"
exec sleep 3600
`;

async function openDesktop(session: PolkitSession, user: PlainUser): Promise<Record<string, string>> {
  const display = await openVirtualDisplay();
  ends.push(() => display.stop());
  const env = {
    DISPLAY: display.name,
    LANG: 'fr_BE.UTF-8',
    TZ: 'Europe/Brussels',
    XDG_RUNTIME_DIR: join(user.home, 'run'),
  };
  const [program, ...args] = session.as(user, ['dbus-run-session', '--', 'bash', '-c', DESKTOP], env);
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  ends.push(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'));
  const [address] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { ...env, DBUS_SESSION_BUS_ADDRESS: address };
}

/** Starts the installed app by its name, as a click does, and joins its window. */
async function start([program, ...args]: readonly [string, ...string[]]): Promise<{
  readonly page: Page;
  readonly close: () => Promise<void>;
}> {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const stop = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  ends.push(stop);
  const { browser, page } = await joinProgram(child);
  await page.waitForLoadState();
  return {
    page,
    async close() {
      const ended = once(child, 'exit');
      // As its close button does: what waits is installed at the exit.
      await page.close({ runBeforeUnload: true }).catch(() => undefined);
      const killing = setTimeout(stop, 30_000);
      await ended;
      clearTimeout(killing);
      await browser.close().catch(() => undefined);
    },
  };
}

/** Where the update stands, by the window's own question. */
async function readStep(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answer = await (globalThis as unknown as { passerelle: Bridge }).passerelle.ask('update/read', {});
    return JSON.stringify(answer);
  });
}

async function walk(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'passerelle-home-'));
  ends.push(() => rmSync(home, { recursive: true, force: true }));
  // The whole line for the update: what is paced is proven elsewhere.
  const profile = join(home, '.config', told.app);
  mkdirSync(profile, { recursive: true });
  writeFileSync(join(profile, 'settings.json'), JSON.stringify({ ahead: { bytesPerSecond: null } }));
  const user = addUser('passerelle-walk', home);
  chownSync(home, user.uid, user.gid);
  ends.push(() => execFileSync('userdel', ['--force', user.name], { stdio: 'ignore' }));
  const session = await openPolkitSession(`be.passerelle.${name}.update`, user.name);
  ends.push(() => session.stop());
  const [hospital, env] = await Promise.all([openHospital(), openDesktop(session, user)]);
  const click = (...args: readonly string[]) => session.as(user, [launcher, '--remote-debugging-port=0', ...args], env);
  const push = async (counter: number, { version, file }: { version: string; file: string }): Promise<void> => {
    const out = join(work, `walk-${counter}`);
    const [made, expires] = [new Date(), new Date(Date.now() + 3_600_000)];
    const key = createPrivateKey(told.key);
    await signRelease(async () => key, { counter, version, usual: version, made, expires, packages: [file], out });
    expect(await hospital.ask({ deed: 'push', folder: out, counter })).toEqual({ status: 200 });
  };
  const outcomes = async (): Promise<readonly string[]> => {
    const { lines } = releaseRows['release/pcs'].output.parse(await hospital.ask({ deed: 'list' }));
    return lines.flatMap(({ version, outcome }) =>
      outcome === null ? [] : [`${outcome.counter} ${outcome.end}, runs ${version}`],
    );
  };
  let third: Awaited<ReturnType<typeof start>> | null = null;

  await prove(
    'a release that the helpdesk pushed is fetched, installed at the exit, kept by the next start, and told [C6]',
    async () => {
      await push(20, told.second);
      const first = await start(click(hospital.invitation));
      await first.page.getByText(words('welcome.fingerprint.label')).waitFor();
      await enrol(first.page, hospital.code);
      await activate(first.page, tour.login);
      await first.page.getByRole('heading', { name: words('sign-in.title') }).waitFor();
      await until('the release is ready', async () => (await readStep(first.page)).includes('"ready"'));
      await first.close();
      await until('root installed it', () => /^counter 20$[^]*^trial yes$/m.test(readKept('state')));
      await push(21, told.broken);
      third = await start(click());
      await until('its window stood, and root kept it', () => /^end installed$/m.test(readKept('state')));
      await until('the helpdesk sees it', async () =>
        (await outcomes()).includes(`20 installed, runs ${told.second.version}`),
      );
    },
  );
  await prove(
    'a release that does not start goes back by itself at one click, and the helpdesk sees that [C6]',
    async () => {
      const second = third;
      if (second === null) throw new Error('the second version does not run');
      await until('the third release is ready', async () => (await readStep(second.page)).includes('"ready"'));
      await second.close();
      await until('root installed it', () => /^counter 21$[^]*^trial yes$/m.test(readKept('state')));
      const last = await start(click());
      expect(readKept('state')).toMatch(/^counter 20$[^]*^trial no$[^]*^end went-back$[^]*^end-counter 21$/m);
      await until('the helpdesk sees it', async () =>
        (await outcomes()).includes(`21 went-back, runs ${told.second.version}`),
      );
      await last.close();
    },
  );
}

async function prove(title: string, deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
    console.log(`ok ${title}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.log(`not ok ${title}: ${reason.split('\n').slice(0, 3).join(' ')}`);
  }
}

try {
  await walk();
} finally {
  for (const end of ends.reverse()) {
    try {
      await end();
    } catch (error) {
      // What was to be ended has ended by itself; the rest is still to be.
      console.error(error);
    }
  }
}
process.exit();
