import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How one of dcmtk's commands ended. */
export interface ToolEnd {
  readonly code: number;
  /** Both streams. */
  readonly text: string;
}

/** Runs `storescu` or `echoscu` (Debian package dcmtk) to its end. */
export function runDcmtk(tool: 'storescu' | 'echoscu', args: readonly string[]): Promise<ToolEnd> {
  return new Promise((resolve) => {
    execFile(tool, [...args], { maxBuffer: 64 << 20, timeout: 120_000 }, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, text: stdout + stderr }),
    );
  });
}

/** `-aet … -aec … host port`: what every command needs to reach the door. */
export function toPeer(port: number, calling = 'CT1', called = 'PASSERELLE'): readonly string[] {
  return ['-aet', calling, '-aec', called, '127.0.0.1', String(port)];
}

/** Files of a folder of their own, gone at `remove`. */
export function writeFiles(files: readonly Uint8Array[]): { paths: readonly string[]; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-dimse-'));
  const paths = files.map((bytes, index) => {
    const path = join(folder, `${String(index).padStart(4, '0')}.dcm`);
    writeFileSync(path, bytes);
    return path;
  });
  return { paths, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
