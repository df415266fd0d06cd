import { connect, type Socket } from 'node:net';
import 'reflect-metadata';
import { X509CertificateGenerator } from '@peculiar/x509';

/** Fields of a fictitious identity file by tag. */
export type Fields = Readonly<Record<number, string>>;

/** A fictitious bearer, with fields that must never be read beside. */
export const marie: Fields = {
  0: '\u0001',
  1: '592123456789',
  5: 'Namur',
  6: '55031200238',
  7: 'Dubois',
  8: 'Marie Louise',
  9: 'A',
  10: 'Belge',
  11: 'Namur',
  12: '12 MARS 1955',
  13: 'F',
};

/** The identity file of these fields, as the card holds it. */
export function toIdentityFile(fields: Fields): Buffer {
  return Buffer.concat(
    Object.entries(fields).map(([tag, value]) => {
      const bytes = Buffer.from(value, 'utf8');
      return Buffer.concat([Buffer.from([Number(tag), bytes.length]), bytes]);
    }),
  );
}

/** The files of a card by path in hexadecimal: identity, signature, certificate, and an address that nobody may ask for. */
export async function makeCardFiles(fields: Fields = marie, spoil = false): Promise<Map<string, Buffer>> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=RRN (fictitious)',
    keys,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-384' },
  });
  const identity = toIdentityFile(fields);
  const signature = Buffer.from(
    await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-384' }, keys.privateKey, identity),
  );
  if (spoil) identity[identity.length - 1] = 0x4d;
  return new Map([
    ['3f00df014031', identity],
    ['3f00df014032', signature],
    ['3f00df00503c', Buffer.from(certificate.rawData)],
    ['3f00df014033', Buffer.from('Rue fictive 1, 5000 Namur')],
    ['3f00df014035', Buffer.from('a photograph')],
  ]);
}

/** A card's program: what it answers to a command, by its files. `asked` lists the files that were selected. */
export function openApplet(files: ReadonlyMap<string, Buffer>, asked: string[] = []): (command: Buffer) => Buffer {
  let current: Buffer | null = null;
  const status = (code: number): Buffer => Buffer.from([code >> 8, code & 0xff]);
  return (command) => {
    const [cla, ins, p1 = 0, p2 = 0, length = 0] = command;
    if (cla === 0 && ins === 0xa4 && p1 === 0x08) {
      const path = command.subarray(5, 5 + length).toString('hex');
      asked.push(path);
      current = files.get(path) ?? null;
      return status(current === null ? 0x6a82 : 0x9000);
    }
    if (cla === 0 && ins === 0xb0 && current !== null) {
      const from = (p1 << 8) | p2;
      if (from >= current.length) return status(0x6b00);
      const left = current.length - from;
      if (length > left) return status(0x6c00 | left);
      return Buffer.concat([current.subarray(from, from + length), status(0x9000)]);
    }
    return status(ins === 0xa4 ? 0x6a82 : 0x6d00);
  };
}

const ATR = Buffer.from('3b9813400aa503010101ad1311', 'hex');

/** Puts a card into vsmartcard's virtual reader (a socket of pcscd's driver); `pullOutAfter` commands it is pulled out. */
export async function insertCard(
  port: number,
  answer: (command: Buffer) => Buffer,
  pullOutAfter = Number.POSITIVE_INFINITY,
): Promise<{ pullOut(): Promise<void> }> {
  const socket: Socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('error', reject);
  });
  let held = Buffer.alloc(0);
  let count = 0;
  const reply = (bytes: Buffer): void => {
    const head = Buffer.alloc(2);
    head.writeUInt16BE(bytes.length, 0);
    socket.write(Buffer.concat([head, bytes]));
  };
  socket.on('error', () => undefined);
  socket.on('data', (bytes) => {
    held = Buffer.concat([held, bytes]);
    while (held.length >= 2 && held.length >= 2 + held.readUInt16BE(0)) {
      const message = held.subarray(2, 2 + held.readUInt16BE(0));
      held = held.subarray(2 + message.length);
      // One byte is of the reader: off, on, reset, or « which card is it ».
      if (message.length === 1) {
        if (message[0] === 4) reply(ATR);
        continue;
      }
      count += 1;
      if (count > pullOutAfter) {
        socket.destroy();
        return;
      }
      reply(answer(Buffer.from(message)));
    }
  });
  return {
    async pullOut() {
      socket.destroy();
      // The daemon looks every 400 ms: a card that comes before it has seen the other one go is none to it.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    },
  };
}
