import { connect, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { webcrypto } from 'node:crypto';

/** What stands between a practice and the hospital in these tests; real sockets. */
export interface Middle {
  readonly port: number;
  /** Places that were asked for, `host:port`. */
  readonly asked: readonly string[];
  /** Everything that was seen of what passed, as text. */
  seen(): string;
  close(): Promise<void>;
}

function listen(
  server: ReturnType<typeof createServer>,
  sockets: Set<Socket>,
  more: Omit<Middle, 'port' | 'close'>,
): Promise<Middle> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve({
        ...more,
        port: address.port,
        close: () =>
          new Promise((done) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}

const follow = (socket: Socket, sockets: Set<Socket>): void => {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
};

/** A CONNECT proxy, as Squid answers; `status` other than 200 refuses every tunnel with it. */
export function openConnectProxy(status = 200): Promise<Middle> {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let seen = '';
  const server = createServer((incoming) => {
    follow(incoming, sockets);
    let head = '';
    const read = (bytes: Buffer): void => {
      head += bytes.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      incoming.off('data', read);
      seen += head;
      const [, host = '', port = ''] = /^CONNECT ([^ ]+):(\d+) HTTP\/1\.1/.exec(head) ?? [];
      asked.push(`${host}:${port}`);
      if (status !== 200) {
        incoming.end(`HTTP/1.1 ${status} Refused\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      const outgoing = connect(Number(port), host);
      follow(outgoing, sockets);
      outgoing.once('connect', () => {
        incoming.write('HTTP/1.1 200 Connection established\r\nVia: 1.1 cabinet\r\n\r\n');
        incoming.on('data', (passing: Buffer) => {
          seen += passing.toString('latin1');
          outgoing.write(passing);
        });
        outgoing.pipe(incoming);
      });
      for (const [one, other] of [
        [incoming, outgoing],
        [outgoing, incoming],
      ] as const)
        one.on('close', () => other.destroy());
    };
    incoming.on('data', read);
  });
  return listen(server, sockets, { asked, seen: () => seen });
}

/** An inspector of TLS, as an antivirus sets one up: a certificate for the hospital's name from an authority of its own. */
export async function openInspector(issuer: string, from = new Date(Date.now() - 86_400_000)): Promise<Middle> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as never);
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const newKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const [authority, leaf] = [await newKeys(), await newKeys()];
  const notAfter = new Date(from.getTime() + 365 * 86_400_000);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=127.0.0.1',
    issuer: `CN=${issuer}`,
    notBefore: from,
    notAfter,
    signingAlgorithm: algorithm,
    publicKey: leaf.publicKey as never,
    signingKey: authority.privateKey as never,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leaf.privateKey));
  const key = `-----BEGIN PRIVATE KEY-----\n${der.toString('base64')}\n-----END PRIVATE KEY-----`;
  const sockets = new Set<Socket>();
  let seen = '';
  const server = createTlsServer({ cert: certificate.toString('pem'), key }, (socket) => {
    follow(socket, sockets);
    socket.on('data', (bytes) => {
      seen += bytes.toString('latin1');
    });
  });
  server.on('connection', (socket) => follow(socket, sockets));
  return listen(server, sockets, { asked: [], seen: () => seen });
}
