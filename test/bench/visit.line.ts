import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** What an ordinary line of a practice does to bytes. */
export interface LineWish {
  /** Bits per second towards the practice, and away from it. */
  readonly down: number;
  readonly up: number;
  /** Milliseconds there and back. */
  readonly roundTrip: number;
}

/** A line of the practice: everything that goes to one port of this machine by way of another. */
export interface ShapedLine {
  readonly port: number;
  /** Bytes that came down it so far. */
  readonly received: () => number;
  /** From now on as wished, or as fast as the machine (null). */
  readonly shape: (wish: LineWish | null) => void;
  readonly close: () => Promise<void>;
}

/** Bytes that a router holds back before it makes the sender wait: about a tenth of a second of 30 Mbit/s. */
const HELD = 400_000;
/** One connection gets the line for so long at once; then the next one's turn has come. */
const PIECE = 16_384;

interface Arrival {
  readonly at: number;
  readonly size: number;
  readonly arrive: () => void;
}

/** One direction: bytes leave one after the other at its rate, whichever connection they belong to, and arrive a delay later, in order. */
class Way {
  rate: number | null = null;
  delay = 0;
  #free = 0;
  #held = 0;
  #timer: NodeJS.Timeout | null = null;
  readonly #arrivals: Arrival[] = [];
  readonly #paused = new Set<Socket>();

  send(size: number, from: Socket, arrive: () => void): void {
    const spent = this.rate === null ? 0 : (size * 8000) / this.rate;
    this.#free = Math.max(this.#free, performance.now()) + spent;
    this.#arrivals.push({ at: this.#free + this.delay, size, arrive });
    this.#held += size;
    if (this.#held > HELD) {
      from.pause();
      this.#paused.add(from);
    }
    this.#wake();
  }

  #wake(): void {
    const [next] = this.#arrivals;
    if (this.#timer !== null || next === undefined) return;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        const now = performance.now();
        let due = this.#arrivals.findIndex(({ at }) => at > now);
        if (due < 0) due = this.#arrivals.length;
        for (const { size, arrive } of this.#arrivals.splice(0, due)) {
          this.#held -= size;
          arrive();
        }
        if (this.#held <= HELD / 2) {
          for (const one of this.#paused) one.resume();
          this.#paused.clear();
        }
        this.#wake();
      },
      Math.max(0, next.at - performance.now()),
    );
  }
}

/**
 * Opens a line to a port of this machine: both directions at their rate, all connections sharing it. A new connection waits for one
 * round trip more, as TCP's own greeting does; TCP's slow start is not imitated.
 */
export async function openShapedLine(target: number): Promise<ShapedLine> {
  const [down, up] = [new Way(), new Way()];
  const sockets = new Set<Socket>();
  let received = 0;
  let greeting = 0;
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true }, (near) => {
    const far = createConnection({ host: '127.0.0.1', port: target, allowHalfOpen: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    pass(near, far, up, () => undefined);
    pass(far, near, down, (bytes) => {
      received += bytes;
    });
    setTimeout(() => near.resume(), greeting);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received: () => received,
    shape(wish) {
      greeting = wish?.roundTrip ?? 0;
      for (const way of [down, up]) way.delay = greeting / 2;
      down.rate = wish?.down ?? null;
      up.rate = wish?.up ?? null;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(from: Socket, to: Socket, way: Way, count: (bytes: number) => void): void {
  from.on('data', (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; at += PIECE) {
      const piece = bytes.subarray(at, at + PIECE);
      count(piece.length);
      way.send(piece.length, from, () => to.destroyed || to.write(piece));
    }
  });
  from.on('end', () => way.send(0, from, () => to.end()));
  from.on('close', (broken) => way.send(0, from, () => (broken ? to.destroy() : to.end())));
}

/** A plain client that reads so many bytes from a plain server over a line of its own, shaped alike. */
export async function timePlainClient(
  bytes: number,
  wish: LineWish,
): Promise<{ readonly bytes: number; readonly milliseconds: number }> {
  const block = Buffer.alloc(65_536, 'passerelle');
  const server = createServer((socket) => {
    let left = bytes;
    socket.on('error', () => undefined);
    const fill = (): void => {
      while (left > 0) {
        const piece = block.subarray(0, Math.min(left, block.length));
        left -= piece.length;
        if (!socket.write(piece)) return;
      }
      socket.end();
    };
    socket.on('drain', fill);
    fill();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const line = await openShapedLine((server.address() as AddressInfo).port);
  line.shape(wish);
  try {
    const started = performance.now();
    let read = 0;
    const client = createConnection({ host: '127.0.0.1', port: line.port });
    client.on('data', (piece) => {
      read += piece.length;
    });
    await once(client, 'end');
    const milliseconds = performance.now() - started;
    if (read !== bytes) throw new Error(`the plain client read ${read} of ${bytes} bytes`);
    return { bytes, milliseconds };
  } finally {
    await line.close();
    server.close();
  }
}
