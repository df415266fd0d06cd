import type { CardReading } from '../../contracts/hand-over.ts';
import { cardFiles, readCardFile } from './card-files.ts';
import { readIdentity } from './identity.ts';
import { openReaders } from './pcsc.ts';
import { type CardReaders, CardTrouble } from './reader.ts';
import { isSigned } from './signature.ts';

/** Reads who the bearer of the eID card is: number, names, birth date; neither address nor photo is asked of the card [X19]. */
export async function readCard(readers: CardReaders = openReaders()): Promise<CardReading> {
  try {
    return await readers.withCard(async (card) => {
      const identity = await readCardFile(card, cardFiles.identity);
      const bearer = readIdentity(identity);
      if (bearer === null) throw new CardTrouble('unreadable');
      const signature = await readCardFile(card, cardFiles.signature);
      const certificate = await readCardFile(card, cardFiles.certificate);
      if (!isSigned(identity, signature, certificate)) throw new CardTrouble('unreadable');
      return { read: 'card', card: bearer };
    });
  } catch (cause) {
    if (cause instanceof CardTrouble) return { read: 'no', why: cause.fault };
    throw cause;
  }
}
