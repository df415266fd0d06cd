import { describe, expect, it } from 'vitest';
import { readCardDate, readIdentity } from '../../../src-main/eid/identity.ts';
import { readCard } from '../../../src-main/eid/read-card.ts';
import type { CardReaders } from '../../../src-main/eid/reader.ts';
import { readTlv } from '../../../src-main/eid/tlv.ts';
import { makeCardFiles, marie, openApplet, toIdentityFile } from './virtual-card.ts';
import { fc } from '../../support/property.ts';

/** A recorded (fictitious) card behind the reader's interface. */
function recorded(answer: (command: Buffer) => Buffer): CardReaders {
  return { withCard: (work) => work({ transmit: async (command) => new Uint8Array(answer(Buffer.from(command))) }) };
}

describe('the identity on the card', () => {
  it('is read in the three languages of the municipalities, by year alone too [X19]', () => {
    const dates = [
      '12 MARS 1955',
      '12 MAAR 1955',
      '12.MÄR.1955',
      '01 JUIN 1980',
      '30 JUIL 2001',
      '01 OKT 1999',
      '24 AOUT 1944',
    ];
    expect(dates.map(readCardDate)).toEqual([
      '1955-03-12',
      '1955-03-12',
      '1955-03-12',
      '1980-06-01',
      '2001-07-30',
      '1999-10-01',
      '1944-08-24',
    ]);
    expect(['1955', '00 MAI 1962', '31 FEV 1980', '12 XYZ 1980', '', '1 2 3 4'].map(readCardDate)).toEqual([
      '1955',
      '1962-05',
      null,
      null,
      null,
      null,
    ]);
  });

  it('never stops at spoilt bytes, and a number that fails its check is nobody [X19]', () => {
    expect(readIdentity(toIdentityFile({ ...marie, 6: '55031200239' }))).toBeNull();
    expect(readIdentity(toIdentityFile({ ...marie, 7: ' ' }))).toBeNull();
    const whole = toIdentityFile(marie);
    expect(readIdentity(new Uint8Array([...whole, 0, 0, 0]))).not.toBeNull();
    expect(readIdentity(whole.subarray(0, whole.length - 2))).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        readTlv(bytes);
        readIdentity(bytes);
      }),
      { numRuns: 500 },
    );
  });

  it('that was altered after it was signed is not believed [X19]', async () => {
    expect(await readCard(recorded(openApplet(await makeCardFiles(marie, true))))).toEqual({
      read: 'no',
      why: 'unreadable',
    });
    expect(await readCard(recorded(openApplet(await makeCardFiles())))).toMatchObject({ read: 'card' });
  });

  it('on a card that answers rubbish, nothing or without end is unreadable [X19]', async () => {
    const files = await makeCardFiles();
    const good = openApplet(files);
    const endless = (command: Buffer): Buffer =>
      command[1] === 0xb0 ? Buffer.concat([Buffer.alloc(command[4] ?? 0, 1), Buffer.from([0x90, 0])]) : good(command);
    const cut = (command: Buffer): Buffer => (command[1] === 0xb0 ? Buffer.from([0x69, 0x82]) : good(command));
    const answers: ((command: Buffer) => Buffer)[] = [() => Buffer.alloc(0), () => Buffer.from([1]), endless, cut];
    for (const answer of answers) expect(await readCard(recorded(answer))).toEqual({ read: 'no', why: 'unreadable' });
    expect(await readCard(recorded(() => Buffer.from([0x6a, 0x82])))).toEqual({ read: 'no', why: 'foreign' });
  });
});
