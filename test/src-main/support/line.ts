import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to the two listeners of a hospital that can be cut and mended: real sockets, nothing of TLS is touched. */
export interface Line {
  readonly openUrl: string;
  readonly medicalUrl: string;
  /** Breaks every connection and accepts none. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

async function forward(
  target: string,
  isCut: () => boolean,
  sockets: Set<Socket>,
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
    incoming.pipe(outgoing).pipe(incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, url: `https://127.0.0.1:${address.port}` };
}

/** Opens a line in front of these two listeners. */
export async function openLine(hospital: { readonly openUrl: string; readonly medicalUrl: string }): Promise<Line> {
  let cut = false;
  const sockets = new Set<Socket>();
  const open = await forward(hospital.openUrl, () => cut, sockets);
  const medical = await forward(hospital.medicalUrl, () => cut, sockets);
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
    async close() {
      line.cut();
      await Promise.all([open, medical].map(({ server }) => new Promise((resolve) => server.close(resolve))));
    },
  };
  return line;
}
