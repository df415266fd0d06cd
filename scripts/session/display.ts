import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { toTiedCommand } from './tied.ts';

/** A display that only this process's children see; `stop` ends it. */
export interface VirtualDisplay {
  /** The value for DISPLAY, such as `:3`. */
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** Starts an X server without a screen on the next free number; resolves when windows may open on it. */
export function openVirtualDisplay(size = '1440x900'): Promise<VirtualDisplay> {
  const server = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'];
  const child = spawn(...toTiedCommand('Xvfb', server), {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  return new Promise((resolve, reject) => {
    const numbers = child.stdio[3] as Readable;
    let text = '';
    numbers.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.endsWith('\n')) return;
      resolve({
        name: `:${text.trim()}`,
        stop: () => {
          child.kill();
          return ended;
        },
      });
    });
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
}
