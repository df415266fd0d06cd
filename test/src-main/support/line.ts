import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to the two listeners of a hospital that can be cut and mended: real sockets, nothing of TLS is touched. */
export interface Line {
  readonly openUrl: string;
  readonly medicalUrl: string;
  /** Breaks every connection and accepts none. */
  cut(): void;
  mend(): void;
  /** Keeps back whatever the hospital answers, until `release`; nothing is broken. */
  hold(): void;
  release(): void;
  /** Lets the hospital's answers through at so many bytes a second, all connections together; null for all at once. */
  shape(bytesPerSecond: number | null): void;
  /** Bytes that the hospital has answered. */
  answered(): number;
  close(): Promise<void>;
}

async function forward(
  target: string,
  isCut: () => boolean,
  sockets: Set<Socket>,
  pass: (bytes: number) => Promise<void>,
): Promise<{ server: Server; url: string }> {
  const { port } = new URL(target);
  const server = createServer((incoming) => {
    if (isCut()) {
      incoming.destroy();
      return;
    }
    const outgoing = connect(Number(port), '127.0.0.1');
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        incoming.destroy();
        outgoing.destroy();
      });
    }
    incoming.pipe(outgoing);
    outgoing.on('data', (bytes: Buffer) => {
      outgoing.pause();
      void pass(bytes.length).then(() => {
        if (!incoming.destroyed) incoming.write(bytes);
        outgoing.resume();
      });
    });
    outgoing.on('end', () => incoming.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `https://127.0.0.1:${address.port}` };
}

/** Opens a line in front of these two listeners. */
export async function openLine(hospital: { readonly openUrl: string; readonly medicalUrl: string }): Promise<Line> {
  let cut = false;
  let held: (() => void)[] | null = null;
  let speed: number | null = null;
  let free = 0;
  let answered = 0;
  const sockets = new Set<Socket>();

  async function pass(bytes: number): Promise<void> {
    answered += bytes;
    if (held !== null) await new Promise<void>((resolve) => held?.push(resolve));
    if (speed === null) return;
    const now = performance.now();
    free = Math.max(free, now) + (bytes * 1000) / speed;
    await new Promise((resolve) => setTimeout(resolve, free - now));
  }

  const open = await forward(hospital.openUrl, () => cut, sockets, pass);
  const medical = await forward(hospital.medicalUrl, () => cut, sockets, pass);
  const line: Line = {
    openUrl: open.url,
    medicalUrl: medical.url,
    cut() {
      cut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      cut = false;
    },
    hold() {
      held ??= [];
    },
    release() {
      const waiting = held ?? [];
      held = null;
      for (const go of waiting) go();
    },
    shape(bytesPerSecond) {
      speed = bytesPerSecond;
      free = 0;
    },
    answered: () => answered,
    async close() {
      line.cut();
      await Promise.all([open, medical].map(({ server }) => new Promise((resolve) => server.close(resolve))));
    },
  };
  return line;
}
