import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ElectronRuntime } from './electron-binary.ts';
import { fetchOfficialElectron, findOfficialElectron } from './electron-official.ts';
import { prepareTestElectron } from './electron-test.ts';

/**
 * The Electron that everything starts with: the official one when it is installed or can be downloaded, else the test
 * runtime of the registry. Silent and immediate from the second time on.
 */
export async function resolveElectron(root: string): Promise<ElectronRuntime> {
  const official = findOfficialElectron(root);
  if (official) return official;
  const stamp = join(root, 'node_modules', '.cache', 'passerelle', 'electron', 'runtime.json');
  const known = readStamp(stamp);
  if (known) return known;
  const runtime = (await fetchOfficialElectron(root)) ?? (await prepareTestElectron(root, dirname(stamp)));
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify(runtime));
  return runtime;
}

/** The runtime noted by an earlier run, if it is still whole. */
function readStamp(stamp: string): ElectronRuntime | undefined {
  if (!existsSync(stamp)) return undefined;
  const parsed = ElectronRuntime.safeParse(JSON.parse(readFileSync(stamp, 'utf8')));
  if (parsed.success && existsSync(parsed.data.executable)) return parsed.data;
  rmSync(stamp);
  return undefined;
}
