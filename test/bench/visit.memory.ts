import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, ElectronApplication, Page } from '@playwright/test';
import { readProcessTree } from '../support/process-tree.ts';

/** What the whole app holds at one moment, after everything that can be collected was; MB. */
export interface Memory {
  /** Visits since the sign-in. */
  readonly visits: number;
  /**
   * Each kind of process's own memory and its share of what they hold together, and of all. The program's own files are left out: how
   * much of them counts for one of its processes changes with every other program that runs.
   */
  readonly processes: Readonly<Record<string, number>>;
  readonly all: number;
  /** JavaScript alone: of the window's page, and of the main process. */
  readonly windowHeap: number;
  readonly mainHeap: number;
  readonly mainBuffers: number;
  /** Elements of the page that live, those that are no longer on it included. */
  readonly elements: number;
  readonly listeners: number;
}

/** What is left lying about goes back a while after it was let go: workers end, buffers of the network are returned. */
const SETTLE_MS = 3_000;

/** Weighs the app when its record is closed. */
interface Scales {
  weigh(visits: number): Promise<Memory>;
}

/** `snapshots` is a folder for heap snapshots of the window and the main process, to be compared by hand; null for none. */
export async function openScales(app: ElectronApplication, page: Page, snapshots: string | null): Promise<Scales> {
  const window = await page.context().newCDPSession(page);
  await window.send('Performance.enable');
  return {
    async weigh(visits) {
      await collect(app, page, window);
      await wait(SETTLE_MS);
      await collect(app, page, window);
      const { metrics } = await window.send('Performance.getMetrics');
      const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
      const { usedSize } = await window.send('Runtime.getHeapUsage');
      const main = await app.evaluate(() => {
        const { heapUsed, external } = process.memoryUsage();
        return { heapUsed, external };
      });
      const processes = weighProcesses(app.process().pid ?? 0);
      if (snapshots !== null) await keepSnapshots(app, window, join(snapshots, String(visits)));
      return {
        visits,
        processes,
        all: Object.values(processes).reduce((sum, one) => sum + one, 0),
        windowHeap: usedSize / 1e6,
        mainHeap: main.heapUsed / 1e6,
        mainBuffers: main.external / 1e6,
        elements: metric('Nodes'),
        listeners: metric('JSEventListeners'),
      };
    },
  };
}

/** Everywhere but in the vault, which nobody can tell to. */
async function collect(app: ElectronApplication, page: Page, window: CDPSession): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await window.send('HeapProfiler.collectGarbage');
    // A worker that has just ended has nothing left to collect.
    for (const worker of page.workers()) await worker.evaluate('gc()').catch(() => undefined);
    await app.evaluate(() => {
      const [v8, vm] = [process.getBuiltinModule('v8'), process.getBuiltinModule('vm')];
      v8.setFlagsFromString('--expose-gc');
      (vm.runInNewContext('gc') as () => void)();
    });
  }
}

/** PSS: memory that several processes share counts once, in parts. */
function weighProcesses(pid: number): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { pid: one, type, commandLine } of readProcessTree(pid)) {
    const kind = /--utility-sub-type=node\.mojom/.test(commandLine) ? 'vault' : type === 'browser' ? 'main' : type;
    found[kind] = (found[kind] ?? 0) + readPss(one);
  }
  return found;
}

function readPss(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const read = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1]);
  return ((read('Pss_Anon') + read('Pss_Shmem')) * 1024) / 1e6;
}

async function keepSnapshots(app: ElectronApplication, window: CDPSession, path: string): Promise<void> {
  await app.evaluate((_electron, file) => {
    process.getBuiltinModule('v8').writeHeapSnapshot(file);
  }, `${path}-main.heapsnapshot`);
  const { createWriteStream } = await import('node:fs');
  const file = createWriteStream(`${path}-window.heapsnapshot`);
  const write = ({ chunk }: { chunk: string }): void => void file.write(chunk);
  window.on('HeapProfiler.addHeapSnapshotChunk', write);
  await window.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  window.off('HeapProfiler.addHeapSnapshotChunk', write);
  await new Promise<void>((resolve) => file.end(resolve));
}
