import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardReading } from '../../../contracts/hand-over.ts';
import { readCard } from '../../../src-main/eid/read-card.ts';
import { insertCard, makeCardFiles, openApplet } from './virtual-card.ts';
import { readerPort, startReader, whyNoReader } from './virtual-reader.ts';

const why = whyNoReader();
if (why !== null) console.warn(`skipped: the virtual card reader (${why})`);

/** The reader notices a card a moment after it went in or out. */
async function readUntil(isThere: (reading: CardReading) => boolean): Promise<CardReading> {
  const end = Date.now() + 15_000;
  for (;;) {
    const reading = await readCard();
    if (isThere(reading) || Date.now() > end) return reading;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const noCard = { read: 'no', why: 'no-card' } as const;
const isThere = (reading: CardReading): boolean => reading.read === 'card' || reading.why !== 'no-card';

describe.skipIf(why !== null)("a virtual card in the system's own PC/SC", () => {
  let reader: { stop(): Promise<void> };
  beforeAll(async () => {
    reader = await startReader();
  }, 60_000);
  afterAll(async () => await reader.stop());

  it('says who its bearer is, reads no address and no photo, and is gone when it is pulled out [X19]', async () => {
    expect(await readUntil((reading) => !isThere(reading))).toEqual(noCard);
    const asked: string[] = [];
    const card = await insertCard(readerPort, openApplet(await makeCardFiles(), asked));
    expect(await readUntil(isThere)).toEqual({
      read: 'card',
      card: { niss: '55031200238', family: 'Dubois', given: 'Marie Louise', birthDate: '1955-03-12' },
    });
    expect(new Set(asked)).toEqual(new Set(['3f00df014031', '3f00df014032', '3f00df00503c']));
    await card.pullOut();
    expect(await readUntil((reading) => !isThere(reading))).toEqual(noCard);
  });

  it('pulled out in the middle of the reading is told as pulled out, and the next card is read [X19]', async () => {
    const torn = await insertCard(readerPort, openApplet(await makeCardFiles()), 2);
    const reading = await readUntil(isThere);
    expect(reading).toMatchObject({ read: 'no', why: expect.stringMatching(/^(pulled-out|unreadable)$/) });
    await torn.pullOut();
    await readUntil((one) => !isThere(one));
    const card = await insertCard(readerPort, openApplet(await makeCardFiles()));
    expect(await readUntil(isThere)).toMatchObject({ read: 'card' });
    await card.pullOut();
  });

  it('without the files of an eID is told as another card [X19]', async () => {
    await readUntil((one) => !isThere(one));
    const bank = await insertCard(readerPort, openApplet(new Map()));
    expect(await readUntil(isThere)).toEqual({ read: 'no', why: 'foreign' });
    await bank.pullOut();
  });
});
