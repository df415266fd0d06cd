import { join } from 'node:path';
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
