import { connect, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { openMllpReader, toMllpFrame } from '../../../server/hl7/mllp-frames.ts';

/** An acknowledgement as a sender reads it. */
export interface Acknowledgement {
  readonly text: string;
  /** MSA-1, MSA-2, MSA-3. */
  readonly code: string;
  readonly control: string;
  readonly reason: string;
  /** ERR-2 and the code of ERR-3; empty without ERR. */
  readonly place: string;
  readonly condition: string;
}

/** A sender on one connection. */
export interface MllpClient {
  readonly socket: Socket;
  /** Sends a frame and waits for the next acknowledgement. */
  send(message: string | Uint8Array): Promise<Acknowledgement>;
  /** Next acknowledgement, whoever asked for it. */
  next(): Promise<Acknowledgement>;
  /** Writes bytes as they are. */
  write(bytes: Uint8Array): void;
  /** Resolves when the other side has closed. */
  readonly closed: Promise<void>;
  end(): void;
}

/** Connects to an MLLP port on loopback; with `tls` by TLS. */
export async function openMllpClient(port: number, tls: ConnectionOptions | null = null): Promise<MllpClient> {
  const socket = tls === null ? connect(port, '127.0.0.1') : connectTls({ port, host: '127.0.0.1', ...tls });
  const reader = openMllpReader(1 << 24);
  const come: Acknowledgement[] = [];
  const waiting: { resolve(one: Acknowledgement): void; reject(error: Error): void }[] = [];
  let over: Error | null = null;
  socket.on('data', (chunk: Buffer) => {
    for (const event of reader.read(chunk)) {
      if (event.kind !== 'message') continue;
      const one = readAcknowledgement(event.bytes.toString('utf8'));
      const first = waiting.shift();
      if (first === undefined) come.push(one);
      else first.resolve(one);
    }
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      over = new Error('the connection was closed');
      for (const { reject } of waiting.splice(0)) reject(over);
      resolve();
    });
  });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once(tls === null ? 'connect' : 'secureConnect', () => resolve());
    socket.once('error', reject);
  });
  const next = (): Promise<Acknowledgement> =>
    new Promise((resolve, reject) => {
      const first = come.shift();
      if (first !== undefined) resolve(first);
      else if (over !== null) reject(over);
      else waiting.push({ resolve, reject });
    });
  return {
    socket,
    next,
    closed,
    write: (bytes) => void socket.write(bytes),
    send: (message) => {
      socket.write(toMllpFrame(typeof message === 'string' ? Buffer.from(message, 'utf8') : message));
      return next();
    },
    end: () => socket.destroy(),
  };
}

function readAcknowledgement(text: string): Acknowledgement {
  const segments = text.split('\r').map((line) => line.split('|'));
  const [msa = [], err = []] = ['MSA', 'ERR'].map((name) => segments.find(([first]) => first === name) ?? []);
  return {
    text,
    code: msa[1] ?? '',
    control: msa[2] ?? '',
    reason: msa[3] ?? '',
    place: err[2] ?? '',
    condition: err[3]?.split('^')[0] ?? '',
  };
}
