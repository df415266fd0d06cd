import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { readProcessTree } from '../support/process-tree.ts';
import { expect, installed, test } from './installed-app.ts';

// Electron's own security checklist, item by item (https://www.electronjs.org/docs/latest/tutorial/security), against the package as
// dpkg installed it. Numbers are the checklist's.

const folder = dirname(installed);

test('19: has its fuses shut, nothing that others than root may write, no way to load another app [C1]', async () => {
  // The launcher stands where the name leads; what it starts is Electron.
  expect(await getCurrentFuseWire(`${installed}.bin`)).toMatchObject({
    [FuseV1Options.RunAsNode]: FuseState.DISABLE,
    [FuseV1Options.EnableCookieEncryption]: FuseState.ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: FuseState.DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: FuseState.DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: FuseState.ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: FuseState.ENABLE,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: FuseState.DISABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: FuseState.DISABLE,
  });
  const writable = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => (statSync(path).mode & 0o022) !== 0);
  expect(writable).toEqual([]);
  expect(existsSync(join(folder, 'resources', 'default_app.asar'))).toBe(false);
});

test('carries its bill of materials and the licences of all that it contains [C1]', () => {
  const notices = join(folder, 'resources', 'notices');
  const bill = JSON.parse(readFileSync(join(notices, 'sbom.cdx.json'), 'utf8')) as {
    bomFormat: string;
    components: readonly { name: string; version: string }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  const named = new Set(bill.components.map(({ name }) => name));
  for (const name of ['react', 'axios', 'dicom-parser', 'pdfjs-dist']) expect(named).toContain(name);
  const licences = readFileSync(join(notices, 'licences.txt'), 'utf8');
  for (const { name, version } of bill.components.filter(({ name: one }) => ['react', 'axios'].includes(one)))
    expect(licences).toContain(`${name} ${version}`);
});

test('2, 3, 4, 9, 10: gives its window no Node, a world of its own and a sandbox, and switches nothing experimental on [C1]', async ({
  startInstalled,
}) => {
  const { page, process } = await startInstalled();
  expect(await page.evaluate(() => [typeof require, typeof process, typeof module, typeof Buffer])).toEqual(
    Array.from({ length: 4 }, () => 'undefined'),
  );
  const tree = readProcessTree(process.pid ?? 0);
  const renderers = tree.filter(({ type }) => type === 'renderer');
  expect(renderers.length).toBeGreaterThan(0);
  for (const renderer of renderers) expect(renderer).toMatchObject({ seccomp: 2, noNewPrivileges: true });
  expect(tree.map(({ uid }) => uid)).not.toContain(0);
  const said = tree.map(({ commandLine }) => commandLine).join('\n');
  expect(said).not.toMatch(
    /--no-sandbox|--enable-blink-features|--enable-experimental|--allow-running-insecure-content/,
  );
});

test('1, 6, 7, 8, 18: loads nothing but its own files, by its own protocol, and runs no text as code [C1]', async ({
  startInstalled,
}) => {
  const asked: string[] = [];
  const stranger = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('stranger');
  });
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const address = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  const { page } = await startInstalled();
  expect(new URL(page.url()).protocol).toBe('app:');
  const outcome = await page.evaluate(async (url) => {
    const fetches = async (what: string): Promise<string> => {
      try {
        return await (await fetch(what)).text();
      } catch {
        return 'refused';
      }
    };
    const loads = (tag: 'script' | 'img' | 'iframe'): Promise<string> =>
      new Promise((done) => {
        const element = document.createElement(tag);
        // A frame that is refused still says that it loaded: what counts for it is what the stranger was asked.
        element.addEventListener('load', () => done(tag === 'iframe' ? 'refused' : 'loaded'));
        element.addEventListener('error', () => done('refused'));
        element.src = `${url}/${tag}`;
        document.body.append(element);
        setTimeout(() => done('refused'), 2_000);
      });
    const evaluates = (): string => {
      try {
        // oxlint-disable-next-line typescript/no-implied-eval -- that the page refuses it is what is tested
        return String(new Function('return 1')());
      } catch {
        return 'refused';
      }
    };
    return [
      await fetches(`${url}/fetch`),
      await fetches('file:///etc/passwd'),
      await loads('script'),
      await loads('img'),
      await loads('iframe'),
      evaluates(),
    ];
  }, address);
  expect(outcome).toEqual(Array.from({ length: 6 }, () => 'refused'));
  const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get('content-security-policy'));
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/'unsafe-eval'|script-src[^;]*unsafe-inline|https?:/);
  await expect(async () => expect(page.url().startsWith('app:')).toBe(true)).toPass();
  expect(asked).toEqual([]);
  stranger.close();
});

test('5: refuses every permission and every download [C1]', async ({ startInstalled, userData }) => {
  const { page } = await startInstalled();
  const outcome = await page.evaluate(async () => {
    const states = await Promise.all(
      (['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'] as const).map((name) =>
        navigator.permissions.query({ name: name as PermissionName }).then(
          ({ state }) => state,
          () => 'denied',
        ),
      ),
    );
    const media = await navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(
      () => 'given',
      () => 'denied',
    );
    const place = await new Promise((done) =>
      navigator.geolocation.getCurrentPosition(
        () => done('given'),
        () => done('denied'),
      ),
    );
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['taken out']));
    link.download = 'taken-out-of-the-window.txt';
    link.click();
    return [...states, media, place];
  });
  expect(outcome.filter((state) => state !== 'denied')).toEqual([]);
  await page.waitForTimeout(1_000);
  for (const place of [userData, tmpdir(), join(process.env['HOME'] ?? '/root', 'Downloads')])
    expect(existsSync(join(place, 'taken-out-of-the-window.txt'))).toBe(false);
});

test('11, 12, 13, 14: opens no other window, goes nowhere else, holds no webview [C1]', async ({ startInstalled }) => {
  const { page } = await startInstalled();
  const before = page.url();
  expect(
    await page.evaluate(() => [
      window.open('https://passerelle.example') === null,
      window.open('app://passerelle/index.html') === null,
      document.createElement('webview') instanceof HTMLUnknownElement ||
        document.createElement('webview').constructor === HTMLElement,
    ]),
  ).toEqual([true, true, true]);
  await page.evaluate(() => {
    location.href = 'https://passerelle.example/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(before);
  expect(page.context().pages()).toHaveLength(1);
});

test('15, 17, 20: hands the window one bridge and no way to the system, and a frame inside it nothing [C1]', async ({
  startInstalled,
}) => {
  const { page } = await startInstalled();
  const outcome = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<p>inside</p>';
    const loaded = new Promise((done) => frame.addEventListener('load', done));
    document.body.append(frame);
    await loaded;
    const inside = Object.getOwnPropertyNames(frame.contentWindow ?? {});
    const bare = new Set(inside);
    return {
      own: Object.getOwnPropertyNames(window).filter((name) => !bare.has(name) && Number.isNaN(Number(name))),
      inside: inside.filter((name) => /^(passerelle|electron|ipcrenderer|require|process|module)$/i.test(name)),
    };
  });
  expect(outcome.inside).toEqual([]);
  expect(outcome.own).toContain('passerelle');
  expect(outcome.own.filter((name) => /electron|ipc|require|process|module/i.test(name))).toEqual([]);
});

for (const [name, argument] of [
  ['without its sandbox', '--no-sandbox'],
  ['with switches for V8', '--js-flags=--expose-gc'],
  ['with an extension', '--load-extension=/tmp'],
  ['with its TLS keys written down', '--ssl-key-log-file=/tmp/keys'],
  ['with its lines written down', '--log-net-log=/tmp/net'],
  ['with other certificates than the hospital’s', '--ignore-certificate-errors'],
] as const)
  test(`does not start ${name} [C1]`, async ({ startToEnd }) => {
    expect(await startToEnd([argument])).toEqual({ code: 2, signal: null });
  });

test('does not start where a variable has the TLS keys written down [C1]', async ({ startToEnd, userData }) => {
  const keys = join(userData, 'keys.txt');
  expect(await startToEnd([], { SSLKEYLOGFILE: keys })).toEqual({ code: 2, signal: null });
});

test('is no Node for whoever asks by a variable, and opens no inspector [C1]', async ({ startInstalled, userData }) => {
  const left = join(userData, 'ran-as-node');
  const code = `require('fs').writeFileSync(${JSON.stringify(left)}, '')`;
  const { page, process } = await startInstalled(['--inspect-publish-uid=stderr'], {
    ELECTRON_RUN_AS_NODE: '1',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
  });
  // It is the window that opened, not Node.
  expect(new URL(page.url()).protocol).toBe('app:');
  expect(existsSync(left)).toBe(false);
  // The signal that opens Node's inspector: the app may end by it, as any program does that does not know it, but opens no port.
  process.kill('SIGUSR1');
  await new Promise((done) => setTimeout(done, 1_000));
  const inspector = connect(9229, '127.0.0.1');
  const [error] = (await once(inspector, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
});

test('runs once: a second start hands over and ends [C1]', async ({ startInstalled, startToEnd }) => {
  const { page } = await startInstalled();
  expect(await startToEnd([])).toEqual({ code: 0, signal: null });
  expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
});

test('writes no dump of a window that crashes, and shows it again [C1]', async ({ startInstalled, userData }) => {
  const { process } = await startInstalled();
  const findRenderer = () => readProcessTree(process.pid ?? 0).find(({ type }) => type === 'renderer')?.pid;
  const crashed = findRenderer() ?? 0;
  globalThis.process.kill(crashed, 'SIGABRT');
  await expect(() => {
    const again = findRenderer();
    expect(again !== undefined && again !== crashed).toBe(true);
  }).toPass({ timeout: 15_000 });
  const dumps = readdirSync(userData, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(dmp|core)$/.test(name),
  );
  expect(dumps).toEqual([]);
});
