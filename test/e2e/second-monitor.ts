import type { ElectronApplication, Page } from '@playwright/test';

/** Adds a monitor to the list that Electron gives: the virtual display has one alone. */
export async function plugMonitor(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ screen }) => {
    const first = screen.getPrimaryDisplay();
    const both = [first, { ...first, id: first.id + 1 }];
    Object.assign(screen, { getAllDisplays: () => both });
    screen.emit('display-added', {}, both[1]);
  });
}

/** Takes it away again. */
export async function unplugMonitor(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ screen }) => {
    const first = screen.getPrimaryDisplay();
    Object.assign(screen, { getAllDisplays: () => [first] });
    screen.emit('display-removed', {}, { ...first, id: first.id + 1 });
  });
}

/** The slice at which the main process believes the reader of the second window to be; null before it was told. */
export async function readPlace(second: Page): Promise<string | null> {
  return await second.evaluate(async () => {
    const { passerelleSecond } = globalThis as unknown as {
      passerelleSecond: {
        ask(channel: string, input: unknown): Promise<{ value: { shown: { place: { key: string } | null } | null } }>;
      };
    };
    return (await passerelleSecond.ask('second/read', {})).value.shown?.place?.key ?? null;
  });
}
