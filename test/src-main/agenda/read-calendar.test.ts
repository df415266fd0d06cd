import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { readAgenda } from '../../../src-main/agenda/read-agenda.ts';
import { occursOn, type Rule } from '../../../src-main/agenda/recurrence.ts';
import { toInstant, toWall, toZone } from '../../../src-main/agenda/zone-time.ts';
import { aNiss } from '../../builders/fhir.ts';
import { fc } from '../../support/property.ts';

/** A Sunday in winter: one hour before UTC in Belgium. */
const today = '2026-11-22';

/** A calendar of these events, with the line ends that RFC 5545 wants. */
const calendar = (...events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Essai//FR', ...events, 'END:VCALENDAR', '']
    .join('\n')
    .replaceAll('\n', '\r\n');
let last = 0;
function event(summary: string, ...lines: readonly string[]): string {
  last += 1;
  return ['BEGIN:VEVENT', `UID:rdv-${last}@essai`, `SUMMARY:${summary}`, ...lines, 'END:VEVENT'].join('\n');
}
const read = (...events: readonly string[]) => readAgenda(calendar(...events), today);
const hours = (...events: readonly string[]) => read(...events).lines.map(({ at, words }) => `${at} ${words}`);

describe('a calendar', () => {
  it('says who comes today and when, in any zone, folded lines and all [X02]', () => {
    expect(
      hours(
        event('DUBOIS Marie', 'DTSTART;TZID=Europe/Brussels:20261122T092000'),
        event('PETIT Jean-Luc', 'DTSTART:20261122T084000Z'),
        event('ROSSI Antonio', 'DTSTART:20261122T100000'),
        event('SMET Jan', 'DTSTART;TZID=Romance Standard Time:20261122T102000'),
        event('BENALI Samira', 'DTSTART;TZID=/citadel.org/20261122_1/Europe/London:20261122T094000'),
        event('VAN DEN BERGHE\n  Élise', 'DTSTART;TZID="Zone que personne ne connaît":20261122T110000'),
        // Already tomorrow in Belgium, and still today in New York.
        event('ZEROUAL Yasmine', 'DTSTART;TZID=America/New_York:20261122T190000'),
        event('LEFEBVRE André', 'DTSTART:20261121T233000Z'),
      ),
    ).toEqual([
      '09:20 DUBOIS Marie',
      '09:40 PETIT Jean-Luc',
      '10:00 ROSSI Antonio',
      '10:20 SMET Jan',
      '10:40 BENALI Samira',
      '11:00 VAN DEN BERGHE Élise',
      '00:30 LEFEBVRE André',
    ]);
  });

  it('says whom a repeated appointment brings today, less its exceptions, with what was moved [X02]', () => {
    const weekly = event('DUBOIS Marie', 'DTSTART;TZID=Europe/Brussels:20261025T092000', 'RRULE:FREQ=WEEKLY;BYDAY=SU');
    const moved = weekly
      .replace('20261025T092000', '20261122T104000')
      .replace(/RRULE.*\n/, 'RECURRENCE-ID;TZID=Europe/Brussels:20261122T092000\n');
    expect(hours(weekly)).toEqual(['09:20 DUBOIS Marie']);
    expect(hours(weekly.replace('END:', 'EXDATE;TZID=Europe/Brussels:20261122T092000\nEND:'))).toEqual([]);
    expect(hours(weekly.replace('END:', 'EXDATE;VALUE=DATE:20261122\nEND:'))).toEqual([]);
    expect(hours(weekly, moved)).toEqual(['10:40 DUBOIS Marie']);
    expect(hours(weekly, moved.replace('20261122T104000', '20261123T104000'))).toEqual([]);
    expect(hours(weekly.replace('DAY=SU', 'DAY=SU;UNTIL=20261122T081000Z'))).toEqual([]);
    expect(hours(weekly.replace('DAY=SU', 'DAY=SU;UNTIL=20261122T082000Z'))).toEqual(['09:20 DUBOIS Marie']);
    expect(hours(weekly.replace('DAY=SU', 'DAY=SU;COUNT=4'))).toEqual([]);
    expect(hours(weekly.replace('DAY=SU', 'DAY=SU;COUNT=5'))).toEqual(['09:20 DUBOIS Marie']);
    expect(hours(event('PETIT Jean-Luc', 'DTSTART:20261101T090000', 'RDATE:20261122T143000'))).toEqual([
      '14:30 PETIT Jean-Luc',
    ]);
  });

  it('keeps the hour of the practice across the change of clocks [X02]', () => {
    const summer = event('DUBOIS Marie', 'DTSTART;TZID=Europe/Brussels:20260705T092000', 'RRULE:FREQ=WEEKLY');
    expect(hours(summer)).toEqual(['09:20 DUBOIS Marie']);
  });

  it('takes cancelled appointments out, says which are of other days, and takes no whole day for an appointment [X02]', () => {
    const cancelled = event('DUBOIS Marie', 'DTSTART:20261122T092000', 'STATUS:CANCELLED');
    const { lines, elsewhere, gone } = read(
      cancelled,
      event('PETIT Jean-Luc', 'DTSTART:20261123T092000'),
      event('Congé', 'DTSTART;VALUE=DATE:20261122'),
    );
    expect(lines).toMatchObject([{ words: 'DUBOIS Marie', cancelled: true }]);
    expect([elsewhere, gone.length]).toEqual([1, 1]);
    const method = calendar(event('SMET Jan', 'DTSTART:20261122T092000')).replace(
      'VERSION',
      'METHOD:CANCEL\r\nVERSION',
    );
    expect(readAgenda(method, today).lines).toMatchObject([{ cancelled: true }]);
  });

  it('finds birth date and national number in the description, and nothing else there [X02]', () => {
    const niss = aNiss('1955-03-12', 214);
    const described = `DESCRIPTION:Tél. 0475 12 34 56\\nNé(e) le 12/03/1955\\nNISS ${niss}\\nDernière visite 01/02/2026`;
    expect(read(event('Consultation DUBOIS', 'DTSTART:20261122T092000', described)).lines).toMatchObject([
      { words: 'Consultation DUBOIS', births: ['1955-03-12'], number: niss },
    ]);
  });

  it('loses one broken event and no other [X02]', () => {
    const broken = 'BEGIN:VEVENT\nUID:x\nSUMMARY:BROKEN Event\nDTSTART;;;=:pas une date\nEND:VEVENT';
    const strange = event('HOURLY Rule', 'DTSTART:20261122T092000', 'RRULE:FREQ=HOURLY');
    const endless = event(
      'ENDLESS Rule',
      'DTSTART:20200101T092000',
      'RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=9999999',
    );
    const good = event('DUBOIS Marie', 'DTSTART:20261122T092000');
    const { lines, unread } = read(broken, strange, endless, good);
    expect(lines).toMatchObject([{ words: 'DUBOIS Marie' }]);
    expect(unread.length).toBe(2);
  });

  it('answers in a moment whatever rules a file holds [X02]', () => {
    const old = Array.from({ length: 2_000 }, (_, place) =>
      event(`NOM${place} Prénom`, 'DTSTART:19260101T092000', 'RRULE:FREQ=DAILY;COUNT=1000000;BYMONTHDAY=31'),
    );
    const before = performance.now();
    read(...old);
    expect(performance.now() - before).toBeLessThan(8_000);
  });

  it('never throws, whatever bytes are dropped on it [X02]', () => {
    const whole = Buffer.from(
      calendar(event('DUBOIS Marie', 'DTSTART;TZID=Europe/Brussels:20261025T092000', 'RRULE:FREQ=WEEKLY;BYDAY=SU')),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }), (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [place, value] of changes) bytes[place] = value;
        for (const { at } of readAgenda(bytes, today).lines) expect(at ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a rule', () => {
  const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
  const some = <T>(one: fc.Arbitrary<T>, most = 3) => fc.uniqueArray(one, { maxLength: most });
  const rule = fc
    .record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 4 }),
      count: fc.option(fc.integer({ min: 1, max: 60 })),
      weekdays: some(fc.nat(6)),
      nth: fc.constantFrom(0, 1, 2, -1),
      byMonthDay: some(fc.integer({ min: 1, max: 28 })),
      byMonth: some(fc.integer({ min: 1, max: 12 })),
      weekStart: fc.constantFrom(0, 1),
    })
    .map(({ freq, weekdays, nth, byMonthDay, ...rest }): Rule => {
      const isLong = freq === 'MONTHLY' || freq === 'YEARLY';
      const byDay = (freq === 'DAILY' ? [] : weekdays).map((weekday) => ({ weekday, nth: isLong ? nth : 0 }));
      // The library's own reading of both at once, and of a daily rule's parts, is the one that is not followed here.
      const days = freq === 'DAILY' || freq === 'WEEKLY' || (isLong && byDay.length > 0) ? [] : byMonthDay;
      return { ...rest, freq: freq as Rule['freq'], until: null, byDay, byMonthDay: days, bySetPos: [] };
    })
    .filter(({ freq, byMonth, byMonthDay }) =>
      freq === 'YEARLY' ? byMonthDay.length === 0 || byMonth.length > 0 : byMonth.length === 0,
    );
  const write = ({ freq, interval, count, byDay, byMonth, byMonthDay, weekStart }: Rule): string =>
    [
      `FREQ=${freq};INTERVAL=${interval};WKST=${names[weekStart]}`,
      ...(count === null ? [] : [`COUNT=${count}`]),
      ...(byDay.length === 0
        ? []
        : [`BYDAY=${byDay.map(({ weekday, nth }) => `${nth === 0 ? '' : nth}${names[weekday]}`).join(',')}`]),
      ...(byMonth.length === 0 ? [] : [`BYMONTH=${byMonth.join(',')}`]),
      ...(byMonthDay.length === 0 ? [] : [`BYMONTHDAY=${byMonthDay.join(',')}`]),
    ].join(';');

  const horizon = '2026-06-01';
  it('falls on the days that ical.js counts, for the rules that both follow [X02]', () => {
    fc.assert(
      fc.property(rule, fc.nat(400), (one, offset) => {
        // A beginning on which the rule itself falls: of any other RFC 5545 says nothing.
        const starts = Array.from({ length: 400 }, (_, step) =>
          new Date(Date.UTC(2024, 0, 1 + offset + step)).toISOString().slice(0, 10),
        );
        const iterate = (from: string, most: number): string[] => {
          const iterator = ICAL.Recur.fromString(write(one)).iterator(ICAL.Time.fromDateString(from));
          const days: string[] = [];
          for (let time = iterator.next(); time && days.length < most; time = iterator.next()) days.push(String(time));
          return days;
        };
        const start = starts.find((from) => iterate(from, 1)[0] === from);
        fc.pre(start !== undefined);
        if (start === undefined) return;
        const counted = new Set(iterate(start, 400).filter((day) => day <= horizon));
        const last = [...counted].at(-1) ?? start;
        const end = one.count === null ? last : horizon;
        for (let day = start; day <= end; day = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10))
          expect(occursOn(one, start, day), `${write(one)} from ${start} on ${day}`).toBe(counted.has(day));
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [
      'the last Friday of the month',
      'FREQ=MONTHLY',
      [{ weekday: 5, nth: -1 }],
      [],
      '2026-01-30',
      ['2026-11-27'],
      ['2026-11-20'],
    ],
    [
      'the last working day',
      'FREQ=MONTHLY',
      [1, 2, 3, 4, 5].map((weekday) => ({ weekday, nth: 0 })),
      [-1],
      '2026-01-30',
      ['2026-11-30', '2026-10-30'],
      ['2026-11-27', '2026-10-31'],
    ],
  ] as const)('falls on %s [X02]', (_name, _freq, byDay, bySetPos, start, on, off) => {
    const one: Rule = {
      freq: 'MONTHLY',
      interval: 1,
      until: null,
      count: null,
      byDay,
      byMonthDay: [],
      byMonth: [],
      bySetPos,
      weekStart: 1,
    };
    for (const day of on) expect(occursOn(one, start, day), day).toBe(true);
    for (const day of off) expect(occursOn(one, start, day), day).toBe(false);
  });
});

describe('an hour', () => {
  it('is the same after a way through UTC, but for the one that spring leaves out [X02]', () => {
    const zones = ['Europe/Brussels', 'UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 525_600 * 3 }), (zone, minutes) => {
        const wall = toWall(Date.UTC(2025, 0, 1) + minutes * 60_000, zone);
        expect(toWall(toInstant(wall, zone), zone)).toEqual(wall);
      }),
      { numRuns: 300 },
    );
    expect(toWall(toInstant({ day: '2026-03-29', at: '02:30' }, 'Europe/Brussels'), 'Europe/Brussels').at).toBe(
      '03:30',
    );
    expect(toZone('Pas une zone')).toBeNull();
  });
});
