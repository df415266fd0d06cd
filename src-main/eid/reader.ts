import type { CardFault } from '../../contracts/hand-over.ts';

/** A card that is in a reader, connected. */
export interface Card {
  /** Sends a command and answers its bytes, the two of the status at the end. */
  transmit(command: Uint8Array): Promise<Uint8Array>;
}

/** The card readers of this PC. */
export interface CardReaders {
  /** Runs `work` on the first reader that holds a card; everything is closed afterwards. Throws `CardTrouble`. */
  withCard<T>(work: (card: Card) => Promise<T>): Promise<T>;
}

/** Why a card could not be read. */
export class CardTrouble extends Error {
  readonly fault: CardFault;

  constructor(fault: CardFault) {
    super(fault);
    this.name = 'CardTroubleFault';
    this.fault = fault;
  }
}
