import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { checkWay } from '../../src-main/connection-check/check-way.ts';
import { openConnectProxy } from '../src-main/support/proxy.ts';
import { readProcessTree } from '../support/process-tree.ts';
import { expect, test } from './electron-app.ts';

const bareApp = join(import.meta.dirname, 'fixtures', 'bare-app');

interface Keychain {
  setPassword(service: string, account: string, secret: string): Promise<void>;
  getPassword(service: string, account: string): Promise<string | null>;
}

test.describe('the runtime that every window test stands on', () => {
  test('keeps every process of the window behind the sandbox, also when root started the tests', async ({
    startApp,
  }) => {
    const { app, page } = await startApp({ folder: bareApp });
    await expect(page.getByRole('heading')).toHaveText('Passerelle');
    const tree = readProcessTree(app.process().pid ?? 0);
    const renderers = tree.filter(({ type }) => type === 'renderer');
    expect(tree.map(({ uid }) => uid)).not.toContain(0);
    expect(tree.filter(({ commandLine }) => commandLine.includes('--no-sandbox'))).toEqual([]);
    expect(renderers.length).toBeGreaterThan(0);
    for (const renderer of renderers) expect(renderer).toMatchObject({ seccomp: 2, noNewPrivileges: true });
  });

  test('reads a PAC script from the network, and the check of the connection names the proxy that it says [R05]', async ({
    startApp,
  }) => {
    const { app } = await startApp({ folder: bareApp });
    const proxy = await openConnectProxy(407);
    // A script is told the origin alone, by Chromium and by us.
    const script = `function FindProxyForURL(url, host) {
      if (host === 'interne.invalid') return 'DIRECT';
      return url === 'https://hopital.example:8443/' ? 'PROXY 127.0.0.1:9; PROXY 127.0.0.1:${proxy.port}' : 'PROXY 127.0.0.1:9';
    }`;
    const asked: string[] = [];
    const server = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.writeHead(200, { 'content-type': 'application/x-ns-proxy-autoconfig' }).end(script);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await app.evaluate(
      ({ session }, pacScript) => session.defaultSession.setProxy({ mode: 'pac_script', pacScript }),
      `http://127.0.0.1:${port}/proxy.pac`,
    );
    const resolve = (url: string): Promise<string> =>
      app.evaluate(({ session }, address) => session.defaultSession.resolveProxy(address), url);
    const look = (host: string) => {
      const urls = { openUrl: `https://${host}:8443/api`, medicalUrl: `https://${host}:8444` };
      return checkWay({ ...urls, caCertificate: '' }, resolve, () => true);
    };
    expect(await resolve('https://hopital.example:8443/')).toBe(`PROXY 127.0.0.1:9;PROXY 127.0.0.1:${proxy.port}`);
    // The first proxy of the list is closed, the second one asks for a password: that is what has to be said.
    expect(await look('hopital.example')).toMatchObject({
      name: 'name.proxy-found',
      line: 'line.proxy-open',
      proxy: 'proxy.asks-password',
      trust: 'not-reached',
      proxyAddress: `127.0.0.1:${proxy.port}`,
    });
    expect(await look('interne.invalid')).toMatchObject({ name: 'name.unknown', proxyAddress: null });
    expect(proxy.asked).toEqual(['hopital.example:8443']);
    expect(proxy.seen()).not.toMatch(/authorization/i);
    expect(asked).toEqual(['/proxy.pac']);
    server.close();
    await proxy.close();
  });

  test('keeps a secret in a real keyring that belongs to the test alone', async ({ startApp }) => {
    const { app } = await startApp({ folder: bareApp });
    const before = await app.evaluate(() =>
      (globalThis as unknown as { keychain: Keychain }).keychain.getPassword('bare', 'pc'),
    );
    const after = await app.evaluate(async () => {
      const { keychain } = globalThis as unknown as { keychain: Keychain };
      await keychain.setPassword('bare', 'pc', 'clef');
      return keychain.getPassword('bare', 'pc');
    });
    expect([before, after]).toEqual([null, 'clef']);
  });

  test.describe('with a locked keyring', () => {
    test.use({ keyringState: 'locked' });

    test('lets nothing be written until the user unlocks it', async ({ startApp, keyring }) => {
      const { app } = await startApp({ folder: bareApp });
      const write = (): Promise<string> =>
        app.evaluate(async () =>
          (globalThis as unknown as { keychain: Keychain }).keychain.setPassword('bare', 'pc', 'clef').then(
            () => 'written',
            (error: Error) => error.message,
          ),
        );
      const locked = await write();
      await keyring.unlock();
      expect([locked, await write()]).toEqual(['Cannot create an item in a locked collection', 'written']);
    });
  });

  test.describe('without a keyring', () => {
    test.use({ keyringState: 'none' });

    test('names the missing Secret Service instead of keeping the secret elsewhere', async ({ startApp }) => {
      const { app } = await startApp({ folder: bareApp });
      const answer = await app.evaluate(async () =>
        (globalThis as unknown as { keychain: Keychain }).keychain.setPassword('bare', 'pc', 'clef').then(
          () => 'written',
          (error: Error) => error.message,
        ),
      );
      expect(answer).toContain('org.freedesktop.secrets was not provided');
    });
  });
});
