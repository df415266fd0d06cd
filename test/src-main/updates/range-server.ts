import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PackageStream, PackageWanted } from '../../../src-main/hospital/package-stream.ts';

/** A package's bytes behind `Range`, which can be spoilt, cut and held back. */
export interface RangeServer {
  readonly url: string;
  readonly ranges: readonly (string | null)[];
  /** What is sent instead of the package; null: the package. */
  instead: Buffer | null;
  /** Breaks the connection after so many bytes of one answer. */
  cutAfter: number | null;
  /** Sends no more of an answer after so many bytes; the connection stays. */
  holdAfter: number | null;
  close(): Promise<void>;
}

const PIECE = 16_384;

/** Opens it on loopback. */
export async function openRangeServer(bytes: Buffer): Promise<RangeServer> {
  const ranges: (string | null)[] = [];
  const server = createServer((request, response) => {
    const range = request.headers.range ?? null;
    ranges.push(range);
    const whole = self.instead ?? bytes;
    const from = range === null ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1]);
    const rest = whole.subarray(from);
    response.writeHead(range === null ? 200 : 206, {
      'content-length': rest.length,
      ...(range === null ? {} : { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` }),
    });
    void (async () => {
      for (let at = 0; at < rest.length && !response.destroyed; at += PIECE) {
        if (self.cutAfter !== null && at >= self.cutAfter) {
          response.destroy();
          return;
        }
        if (self.holdAfter !== null && at >= self.holdAfter) return;
        response.write(rest.subarray(at, at + PIECE));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const self: RangeServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ranges,
    instead: null,
    cutAfter: null,
    holdAfter: null,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return self;
}

/** Asks such a server as the hospital's client asks the hospital. */
export function askRange(url: string): (wanted: PackageWanted) => Promise<PackageStream> {
  return async ({ from }) => {
    const { get } = await import('node:http');
    return await new Promise((resolve, reject) => {
      get(url, from === 0 ? {} : { headers: { range: `bytes=${from}-` } }, (stream) => resolve({ stream, from })).on(
        'error',
        reject,
      );
    });
  };
}
