import { type Card, CardTrouble } from './reader.ts';

/** The files of a Belgian eID that are read, by path: who the bearer is, the register's signature of it, and who signed. */
export const cardFiles = {
  identity: [0x3f, 0x00, 0xdf, 0x01, 0x40, 0x31],
  signature: [0x3f, 0x00, 0xdf, 0x01, 0x40, 0x32],
  certificate: [0x3f, 0x00, 0xdf, 0x00, 0x50, 0x3c],
} as const;

const APPLET = [0xa0, 0x00, 0x00, 0x00, 0x30, 0x29, 0x05, 0x70, 0x00, 0xad, 0x13, 0x10, 0x01, 0x01, 0xff];
const CHUNK = 0xf8;
/** No file of the card is longer. */
const LONGEST = 16_384;

interface Answer {
  readonly data: Uint8Array;
  readonly status: number;
}

async function send(card: Card, command: readonly number[]): Promise<Answer> {
  const bytes = await card.transmit(new Uint8Array(command));
  if (bytes.length < 2) throw new CardTrouble('unreadable');
  const status = ((bytes.at(-2) ?? 0) << 8) | (bytes.at(-1) ?? 0);
  return { data: bytes.subarray(0, -2), status };
}

const select = (path: readonly number[]): number[] => [0x00, 0xa4, 0x08, 0x0c, path.length, ...path];

/** Selects a file by its path; a card without that file is another card. */
async function selectFile(card: Card, path: readonly number[]): Promise<void> {
  const first = await send(card, select(path));
  if (first.status === 0x9000) return;
  // Some cards must first be told which of their programs is meant.
  await send(card, [0x00, 0xa4, 0x04, 0x0c, APPLET.length, ...APPLET]);
  const second = await send(card, select(path));
  if (second.status !== 0x9000) throw new CardTrouble('foreign');
}

/** Reads a file of the card whole. */
export async function readCardFile(card: Card, path: readonly number[]): Promise<Uint8Array> {
  await selectFile(card, path);
  const chunks: Uint8Array[] = [];
  let place = 0;
  for (let wanted = CHUNK; place < LONGEST; ) {
    // oxlint-disable-next-line no-await-in-loop -- a card answers one command after the other.
    const { data, status } = await send(card, [0x00, 0xb0, place >> 8, place & 0xff, wanted]);
    if (status >> 8 === 0x6c && wanted === CHUNK) {
      // Only so many bytes are left.
      wanted = status & 0xff;
      if (wanted === 0) break;
      continue;
    }
    // Offset beyond the end: the file ended with the chunk before.
    if (status === 0x6b00 || status === 0x6a86) break;
    if (status !== 0x9000 && status !== 0x6282) throw new CardTrouble('unreadable');
    chunks.push(new Uint8Array(data));
    place += data.length;
    if (data.length < wanted || wanted < CHUNK || status === 0x6282) break;
  }
  if (place === 0 || place >= LONGEST) throw new CardTrouble('unreadable');
  return new Uint8Array(Buffer.concat(chunks));
}
