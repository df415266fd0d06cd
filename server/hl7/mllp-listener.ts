import { createHash, randomUUID } from 'node:crypto';
import {
  type AddressInfo,
  BlockList,
  createServer as createPlainServer,
  isIP,
  isIPv6,
  type Server,
  type Socket,
} from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { Caller } from '../caller.ts';
import type { Deps } from '../deps.ts';
import type { Admission } from '../listeners/admission.ts';
import { openShapeValidator } from '../fhir/validate-by-shape.ts';
import { toContext } from '../listeners/listener.ts';
import type { TlsMaterial } from '../pki/hospital-pki.ts';
import { toAcknowledgement } from './acknowledgement.ts';
import type { Inbox } from './inbox.ts';
import { type MessageHeader, readMessageHeader } from './message-header.ts';
import { openMllpReader, toMllpFrame } from './mllp-frames.ts';
import type { MllpSettings } from './mllp-settings.ts';
import { internalRefusal } from './prepare-message.ts';
import type { RefusalFacts } from './refusal.ts';

/** What the listener works with; with `tls` it demands a system certificate that is admitted now. */
export interface MllpParts extends Pick<Deps, 'log' | 'clock'> {
  readonly inbox: Inbox;
  readonly settings: MllpSettings;
  /** Whom a connection without a certificate files as. */
  readonly door: () => Caller;
  readonly tls: { readonly material: TlsMaterial; readonly admission: Admission } | null;
}

/** A listener at work; `setMaterial` hands it a fresh certificate and revocation list. */
export interface MllpListener {
  readonly port: number;
  setMaterial(material: TlsMaterial): void;
  /** Takes no more, lets what was received be answered, then closes. */
  close(): Promise<void>;
}

const barred: RefusalFacts = {
  ...internalRefusal,
  code: 'AR',
  reason: 'Cette application n’est pas admise ici : le message est gardé.',
};
/** Messages of one connection that may be under way at once; beyond that the sender waits. */
const MOST_UNDER_WAY = 64;
const CLOSING_MS = 3_000;
/** Bytes a millisecond that a long message must come with. */
const SLOWEST = 256;

/** Listens for MLLP. A connection that breaks a rule is closed, and nothing of it that was not acknowledged counts as received. */
export async function openMllpListener(parts: MllpParts): Promise<MllpListener> {
  const { settings, tls, log } = parts;
  const allowed = toAllowList(settings.addresses);
  const connections = new Set<Socket>();
  const underWay = new Set<Promise<void>>();
  const held = new Map<Socket, number>();
  const waiting = new Set<() => void>();
  let bytesUnderWay = 0;

  const take = (socket: Socket): void => {
    socket.on('error', () => undefined);
    const plain = (socket.remoteAddress ?? '').replace(/^::ffff:/, '').replace(/%.*$/, '');
    if (isIP(plain) === 0) return refuse(socket, 'gone already');
    if (allowed !== null && !allowed.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4'))
      return refuse(socket, 'address not allowed');
    if (connections.size >= settings.connections) return refuse(socket, 'too many connections');
    const caller = toCaller(socket);
    if (caller === null) return refuse(socket, 'certificate not admitted');
    connections.add(socket);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    serve(socket, caller);
  };

  const refuse = (socket: Socket, reason: string): void => {
    log.warn({ reason }, 'MLLP connection refused');
    socket.destroy();
  };

  const toCaller = (socket: Socket): Caller | null => {
    if (tls === null) return parts.door();
    const { raw } = (socket as TLSSocket).getPeerCertificate() as { raw?: Buffer };
    if (!(raw instanceof Buffer)) return null;
    const certificate = createHash('sha256').update(raw).digest();
    return tls.admission.isAdmitted(certificate) ? { session: null, certificate, requestId: randomUUID() } : null;
  };

  const serve = (socket: Socket, caller: Caller): void => {
    const reader = openMllpReader(settings.longest);
    let pending = 0;
    let last: Promise<void> = Promise.resolve();
    let begun: number | null = null;
    let noise = 0;
    const stop = (reason: string): void => {
      log.warn({ reason }, 'MLLP connection closed');
      socket.destroy();
    };
    // A frame that has begun must end; between frames a connection may rest as long as it likes.
    const watch = setInterval(() => {
      const open = reader.open();
      if (open === null) begun = null;
      else if (begun === null) begun = Date.now();
      else if (Date.now() - begun > settings.frameSeconds * 1_000 + open / SLOWEST) stop('a frame did not end in time');
    }, 1_000);
    watch.unref();

    const answer = async (header: MessageHeader, raw: Buffer, oversized: number | null): Promise<void> => {
      const received = parts.clock.now();
      const one = { ...caller, requestId: randomUUID() };
      const refused = isSenderAllowed(header, settings.senders) ? null : barred;
      const message = {
        door: 'mllp',
        format: 'hl7-v2',
        header,
        raw,
        oversized,
        refused,
        received,
        caller: one,
      } as const;
      const settled = parts.inbox.submit(message);
      // Answers leave in the order of the messages, whichever is settled first.
      const earlier = last;
      const done = (async () => {
        const { refusal } = await settled;
        await earlier;
        if (socket.writable)
          socket.write(
            toMllpFrame(
              toAcknowledgement({ header, refusal, control: randomUUID().slice(0, 20), at: parts.clock.now() }),
            ),
          );
      })();
      last = done.catch(() => undefined);
      await done;
    };

    const begin = (header: MessageHeader, raw: Buffer, oversized: number | null): void => {
      pending += 1;
      bytesUnderWay += raw.length;
      const goOn = (): void => {
        if (pending >= MOST_UNDER_WAY || bytesUnderWay > settings.memory) return;
        waiting.delete(goOn);
        socket.resume();
      };
      if (pending >= MOST_UNDER_WAY || bytesUnderWay > settings.memory) {
        socket.pause();
        waiting.add(goOn);
      }
      const work = answer(header, raw, oversized)
        .catch((error: unknown) => {
          // Not durable, so not acknowledged: the sender sends again.
          log.error({ err: error }, 'a message could not be kept');
          stop('a message could not be kept');
        })
        .finally(() => {
          pending -= 1;
          bytesUnderWay -= raw.length;
          underWay.delete(work);
          for (const next of waiting) next();
        });
      underWay.add(work);
    };

    socket.on('data', (chunk: Buffer) => {
      for (const event of reader.read(chunk)) {
        if (event.kind === 'message') begin(readMessageHeader(event.bytes), event.bytes, null);
        else if (event.kind === 'oversized') begin(readMessageHeader(event.head), event.head, event.length);
        else log.warn({ length: event.length, kind: event.kind }, 'MLLP bytes outside of a frame');
        noise = event.kind === 'noise' ? noise + event.length : 0;
        if (noise > settings.noise) return stop('nothing but noise');
      }
      held.set(socket, reader.held());
      if ([...held.values()].reduce((sum, bytes) => sum + bytes, 0) > settings.memory)
        stop('too much was begun and not ended');
    });
    socket.on('close', () => {
      clearInterval(watch);
      connections.delete(socket);
      held.delete(socket);
      if (reader.open() !== null) log.warn({ length: reader.open() }, 'MLLP connection ended within a frame');
    });
  };

  const server: Server =
    tls === null
      ? createPlainServer(take)
      : createTlsServer(
          { ...toContext(tls.material), requestCert: true, rejectUnauthorized: true, handshakeTimeout: 10_000 },
          take,
        );
  server.maxConnections = settings.connections * 2;
  server.on('error', (error) => log.error({ err: error }, 'MLLP listener'));
  // What does not get through the handshake is nobody's connection.
  server.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  const undo = tls?.admission.onChange(() => {
    for (const socket of connections) if (toCaller(socket) === null) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // Half a second of work that the first sender shall not wait for.
  setImmediate(openShapeValidator);
  return {
    port: (server.address() as AddressInfo).port,
    setMaterial: (material) => {
      if (tls !== null) (server as ReturnType<typeof createTlsServer>).setSecureContext(toContext(material));
    },
    close: async () => {
      undo?.();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      for (const socket of connections) socket.pause();
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, CLOSING_MS).unref();
      });
      await Promise.race([Promise.allSettled(underWay), late]);
      for (const socket of connections) socket.destroySoon();
      await closed;
    },
  };
}

function toAllowList(addresses: readonly string[]): BlockList | null {
  if (addresses.length === 0) return null;
  const list = new BlockList();
  for (const entry of addresses) {
    const [address = '', prefix] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** A sender is named by MSH-3 and MSH-4, `LIS|CHSE`, or by MSH-3 alone; without a list everybody who gets here may send. */
function isSenderAllowed(
  { present, sendingApplication, sendingFacility, delimiters }: MessageHeader,
  senders: readonly string[],
): boolean {
  if (senders.length === 0 || !present) return true;
  // HD: the namespace alone names a sender, its universal id does not.
  const [application = '', facility = ''] = [sendingApplication, sendingFacility].map(
    (text) => text.split(delimiters[1] ?? '^')[0] ?? '',
  );
  return senders.includes(application) || senders.includes(`${application}|${facility}`);
}
