import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, chromium, type Page } from '@playwright/test';

/** A packed program that was started with `--remote-debugging-port=0`: its fuses shut Playwright's own way into Electron, so it is driven as a browser is. */
export interface DrivenProgram {
  readonly browser: Browser;
  readonly page: Page;
}

/** Joins the first window of a program by the address that Chromium prints on its standard error. */
export async function joinProgram(child: ChildProcess): Promise<DrivenProgram> {
  const address = await new Promise<string>((found, lost) => {
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const line = /DevTools listening on (ws:\S+)/.exec(said);
      if (line?.[1] !== undefined) found(line[1]);
    });
    child.on('exit', (code) => lost(new Error(`the program ended with ${code}: ${said.slice(-400)}`)));
  });
  const browser = await chromium.connectOverCDP(address);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (page === undefined) throw new Error('the program opened no window');
  return { browser, page };
}

/** Asks the program to end, and ends it when it does not within 5 s. */
export async function endProgram(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killing = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await once(child, 'exit');
  clearTimeout(killing);
}

/** When the page was first painted, milliseconds since 1970; waits for it. */
export function readFirstPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const first = list.getEntriesByName('first-contentful-paint')[0];
          if (first) resolve(performance.timeOrigin + first.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}
