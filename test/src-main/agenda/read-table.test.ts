import { describe, expect, it } from 'vitest';
import { formatNiss } from '../../../contracts/niss.ts';
import { readAgenda } from '../../../src-main/agenda/read-agenda.ts';
import { readLine } from '../../../src-main/agenda/read-line.ts';
import { toRows } from '../../../src-main/agenda/read-table.ts';
import { aNiss } from '../../builders/fhir.ts';
import { fc } from '../../support/property.ts';

const today = '2026-11-22';
const niss = aNiss('1955-03-12', 214);
const marie = { at: '09:20', day: null, words: 'DUBOIS Marie', births: [], number: null, uid: null, cancelled: false };
const born = { ...marie, births: ['1955-03-12'] };

describe('one line', () => {
  it.each([
    ['9:20 Dubois', { ...marie, words: 'Dubois' }],
    ['09h20 DUBOIS Marie', marie],
    ['DUBOIS Marie 9 h 20', marie],
    ['9u20 DUBOIS Marie', marie],
    ['9.20 DUBOIS Marie', marie],
    ['0920 DUBOIS Marie', marie],
    ['09:20-09:40 DUBOIS Marie', marie],
    ['9:20 am DUBOIS Marie', marie],
    ['2:05 pm DUBOIS Marie', { ...marie, at: '14:05' }],
    ['DUBOIS Marie', { ...marie, at: null }],
    ['12/03/1955 DUBOIS Marie 9:20', born],
    ['DUBOIS Marie né(e) le 12.3.1955 – 09:20', born],
    ['09:20\tDUBOIS\tMarie\t12-03-55', born],
    ['9h20 DUBOIS Marie 12 mars 1955', born],
    ['9u20 DUBOIS Marie 12 maart 1955', born],
    ['1955-03-12 ; DUBOIS Marie ; 09:20:00', born],
    ['22/11/2026 09:20 DUBOIS Marie 12/03/1955', { ...born, day: today }],
    ['2026-11-22T09:20 DUBOIS Marie', { ...marie, day: today }],
    ['9:20 DUBOIS Marie 0475 12 34 56', marie],
    [`9:20 DUBOIS Marie ${niss}`, { ...marie, number: niss }],
    [`${formatNiss(niss)} 9:20 DUBOIS Marie NISS:`, { ...marie, number: niss }],
  ])('reads « %s » [X02]', (text, line) => {
    expect(readLine(text, today)).toEqual(line);
  });

  it('keeps a newborn’s birth, and takes no day to come for one [X02]', () => {
    expect(readLine('9:20 DUBOIS Lou 15/11/2026', today)).toMatchObject({ day: null, births: ['2026-11-15'] });
    expect(readLine('23/11/2026 9:20 DUBOIS Lou', today)).toMatchObject({ day: '2026-11-23', births: [] });
    // 12 may be 1912 or 2012: no proof of anybody.
    expect(readLine('9:20 DUBOIS Lou 03/04/12', today)).toMatchObject({ births: [] });
  });

  it('leaves no run of digits in the words, whatever was written [X02]', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9 ./-]{0,24}$/), fc.stringMatching(/^[0-9 ./-]{0,24}$/), (before, after) => {
        const words = readLine(`${before} DUBOIS ${niss} Marie ${after}`, today)?.words ?? '';
        expect(words).not.toContain(niss);
        expect(words.replaceAll(/\D/g, '')).not.toMatch(/\d{11}/);
      }),
    );
  });

  it('never throws and never answers an impossible hour or day, whatever is typed [X02]', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const line = readLine(text, today);
        if (line === null) return;
        if (line.at !== null) expect(line.at).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        for (const day of [...line.births, ...(line.day === null ? [] : [line.day])])
          expect(new Date(day).toISOString().slice(0, 10)).toBe(day);
        expect(line.words.length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 500 },
    );
  });

  it('finds hour, birth and name again in any order and with any separator [X02]', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
    const separator = fc.constantFrom(' ', '\t', ';', ' | ', ' ; ', ' – ');
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), day, separator, order, (minutes, birth, by, places) => {
        const at = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        const iso = birth.toISOString().slice(0, 10);
        const [year, month, date] = iso.split('-');
        const parts = [at, `${date}/${month}/${year}`, 'DUBOIS Marie'];
        expect(readLine(places.map((place) => parts[place]).join(by), today)).toEqual({ ...marie, at, births: [iso] });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a list', () => {
  const read = (text: string | Uint8Array) => readAgenda(text, today);
  const both = [
    { at: '09:20', words: 'DUBOIS Marie', births: ['1955-03-12'] },
    { at: '09:40', words: 'PETIT Jean-Luc', births: ['1948-11-02'] },
  ];

  it.each([
    ['pasted with tabs', '09:20\tDUBOIS Marie\t12/03/1955\n09:40\tPETIT Jean-Luc\t02/11/1948\n'],
    ['with semicolons and no head', '09:20;DUBOIS;Marie;12/03/1955\r\n09:40;PETIT;Jean-Luc;02/11/1948'],
    [
      'with a French head',
      'Heure;Nom;Prénom;Date de naissance\n9h20;DUBOIS;Marie;12/03/1955\n9h40;PETIT;Jean-Luc;02/11/1948',
    ],
    [
      'with a Dutch head',
      'Uur,Naam,Voornaam,Geboortedatum\n9u20,DUBOIS,Marie,12-03-1955\n9u40,PETIT,Jean-Luc,2-11-1948',
    ],
    [
      'with a German head',
      'Uhrzeit\tNachname\tVorname\tGeburtsdatum\n09:20\tDUBOIS\tMarie\t12.03.1955\n09:40\tPETIT\tJean-Luc\t02.11.1948',
    ],
    [
      'quoted, columns in another order',
      '"Date de naissance","Patient","Heure"\n"12/03/1955","DUBOIS Marie","09:20"\n"02/11/1948","PETIT Jean-Luc","09:40"',
    ],
    ['as lines of text', '9:20 DUBOIS Marie (12/03/1955)\n\n9:40 PETIT Jean-Luc (02/11/1948)'],
  ])('is read %s [X02]', (_how, text) => {
    expect(read(text)).toMatchObject({ lines: both, unread: [], elsewhere: 0 });
  });

  it('is read in UTF-8 with and without a mark, in UTF-16 and in the letters of Windows [X02]', () => {
    const text = 'Heure;Nom;Prénom\n09:20;MÜLLER-NOËL;Élise\n';
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    for (const bytes of [Buffer.from(text), Buffer.from(`\ufeff${text}`), utf16, Buffer.from(text, 'latin1')])
      expect(read(bytes).lines).toMatchObject([{ at: '09:20', words: 'MÜLLER-NOËL Élise' }]);
  });

  it('leaves out other days, says which lines name nobody, and reads a cancelled one as such [X02]', () => {
    const text = `Date;Heure;Nom;Prénom;NISS;Statut
22/11/2026;09:20;DUBOIS;Marie;${formatNiss(niss)};Confirmé
23/11/2026;09:30;ZEROUAL;Yasmine;;Confirmé
22/11/2026;10:00;;;;
22/11/2026;10:20;PETIT;Jean-Luc;;Annulé`;
    const { lines, unread, elsewhere } = read(text);
    expect(lines.map((line) => [line.at, line.words, line.number, line.cancelled])).toEqual([
      ['09:20', 'DUBOIS Marie', niss, false],
      ['10:20', 'PETIT Jean-Luc', null, true],
    ]);
    expect([unread.length, elsewhere]).toEqual([1, 1]);
  });

  it('gives cells back as they were written, quotes and line ends in them too [X02]', () => {
    const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll('\r', '').trim());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const kept = rows.filter((row) => row.some((one) => one !== ''));
        const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';')).join('\n');
        expect(toRows(text, ';')).toEqual(kept);
      }),
    );
  });
});
