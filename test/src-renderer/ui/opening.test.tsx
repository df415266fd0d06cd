// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OpeningHours, PhoneService, WrittenPhoneService } from '../../../contracts/helpdesk-numbers.ts';
import { languages } from '../../../contracts/language.ts';
import { Help } from '../../../src-renderer/app/help.tsx';
import { readOpening } from '../../../src-renderer/ui/opening.ts';
import { sayHours } from '../../../src-renderer/ui/opening-week.ts';
import { sayOpening } from '../../../src-renderer/ui/opening-line.tsx';
import { speak } from '../../../src-renderer/words/language.ts';
import { mount, press, readText } from '../support/mount.tsx';
import { signedIn } from '../support/open-window.tsx';
import { buildAppState } from '../support/scripted-bridge.ts';
import { fc } from '../../support/property.ts';

const day = [{ from: '08:00', to: '17:00' }];
const working: OpeningHours = {
  week: [day, day, day, day, day, [], []],
  otherDays: [
    { day: '2026-12-24', open: [{ from: '08:00', to: '12:30' }] },
    { day: '2026-12-25', open: [] },
  ],
};
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const say = (hours: OpeningHours, at: string): string => plain(sayOpening(hours, new Date(at)));

afterEach(() => speak('fr'));

describe('the hours of a telephone', () => {
  it.each([
    ['2026-11-23T10:00:00+01:00', 'ouvert jusqu’à 17 h'],
    ['2026-11-23T16:59:59+01:00', 'ouvert jusqu’à 17 h'],
    ['2026-11-23T17:00:00+01:00', 'fermé, rouvre demain à 8 h'],
    ['2026-11-23T07:59:00+01:00', 'fermé, rouvre aujourd’hui à 8 h'],
    ['2026-11-20T18:00:00+01:00', 'fermé, rouvre lundi à 8 h'],
    ['2026-12-24T09:00:00+01:00', 'ouvert jusqu’à 12 h 30'],
    ['2026-12-24T13:00:00+01:00', 'fermé, rouvre lundi à 8 h'],
    ['2026-12-25T10:00:00+01:00', 'fermé, rouvre lundi à 8 h'],
    // The eve of the change to summer time, and the day after it.
    ['2026-03-28T23:30:00+01:00', 'fermé, rouvre lundi à 8 h'],
    ['2026-03-30T16:30:00+02:00', 'ouvert jusqu’à 17 h'],
  ])('say at %s « %s », holidays as the hospital gave them [R05]', (at, sentence) => {
    expect(say(working, at)).toBe(sentence);
  });

  it('are those of Brussels on a PC whose clock is set to another zone [R05]', () => {
    vi.stubEnv('TZ', 'America/Los_Angeles');
    expect(say(working, '2026-11-23T16:30:00+01:00')).toBe('ouvert jusqu’à 17 h');
    expect(say(working, '2026-11-23T17:30:00+01:00')).toBe('fermé, rouvre demain à 8 h');
    vi.unstubAllEnvs();
  });

  it('run on over midnight, and say so when they never end or never begin [R05]', () => {
    const always = { week: Array(7).fill([{ from: '00:00', to: '24:00' }]), otherDays: [] };
    expect(say(always, '2026-11-23T03:00:00+01:00')).toBe('ouvert jour et nuit');
    const night = {
      week: Array(7).fill([
        { from: '00:00', to: '02:00' },
        { from: '20:00', to: '24:00' },
      ]),
      otherDays: [],
    };
    expect(say(night, '2026-11-23T21:00:00+01:00')).toBe('ouvert jusqu’à demain, 2 h');
    expect(say({ week: Array(7).fill([]), otherDays: [] }, '2026-11-23T21:00:00+01:00')).toBe('fermé');
  });

  it('are said in each of the four languages, with its own way of writing an hour [R05] [X17]', async () => {
    const said: string[] = [];
    for (const language of languages) {
      await speak(language);
      said.push(say(working, '2026-12-24T09:00:00+01:00'), say(working, '2026-11-20T18:00:00+01:00'));
    }
    expect(Object.fromEntries(languages.map((one, at) => [one, said.slice(at * 2, at * 2 + 2)]))).toEqual({
      fr: ['ouvert jusqu’à 12 h 30', 'fermé, rouvre lundi à 8 h'],
      nl: ['open tot 12.30 uur', 'gesloten, opnieuw open maandag om 8 uur'],
      de: ['erreichbar bis 12.30 Uhr', 'geschlossen, wieder erreichbar Montag um 8 Uhr'],
      en: ['open until 12:30', 'closed, opens Monday at 08:00'],
    });
  });

  it('are written in the language of the window where the hospital set them day by day, days alike together [R05] [X17]', async () => {
    const service = { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 17 h, jours ouvrables' };
    const half = [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '16:00' },
    ];
    const opening = { ...working, week: [day, day, half, day, day, [{ from: '09:00', to: '12:00' }], []] };
    const said: string[] = [];
    for (const language of languages) {
      await speak(language);
      said.push(sayHours({ ...service, opening }));
      if (language !== 'fr') expect(sayHours(service)).toBe(service.hours);
    }
    expect(said).toEqual([
      service.hours,
      'ma–di 08:00–17:00 · wo 09:00–12:00, 13:30–16:00 · do–vr 08:00–17:00 · za 09:00–12:00',
      'Mo–Di 08:00–17:00 · Mi 09:00–12:00, 13:30–16:00 · Do–Fr 08:00–17:00 · Sa 09:00–12:00',
      'Mon–Tue 08:00–17:00 · Wed 09:00–12:00, 13:30–16:00 · Thu–Fri 08:00–17:00 · Sat 09:00–12:00',
    ]);
    const always = { week: Array(7).fill([{ from: '00:00', to: '24:00' }]), otherDays: [] };
    expect(sayHours({ ...service, opening: always })).toBe('open day and night');
    // A week without hours says nothing: the hospital's own words do.
    expect(sayHours({ ...service, opening: { week: Array(7).fill([]), otherDays: [] } })).toBe(service.hours);
  });

  it('tell a change that is to come and true: a minute before it the answer is still the same [R05]', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 6 }).map((some) => {
      const sorted = some.toSorted((one, other) => one - other);
      const text = (minute: number): string =>
        `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      return Array.from({ length: Math.floor(sorted.length / 2) }, (_, at) => ({
        from: text(sorted[at * 2] ?? 0),
        to: text(sorted[at * 2 + 1] ?? 0),
      }));
    });
    const hours = fc.record({ week: fc.array(minutes, { minLength: 7, maxLength: 7 }), otherDays: fc.constant([]) });
    const moments = fc.date({
      min: new Date('2026-11-02T00:00Z'),
      max: new Date('2026-12-20T00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(hours, moments, (week, at) => {
        const parsed = OpeningHours.parse(week);
        const opening = readOpening(parsed, at);
        const change = opening.isOpen ? opening.until : opening.next;
        if (change === null) return;
        const midnight = change.time === '24:00';
        const end = new Date(
          Date.parse(`${change.day}T${midnight ? '00:00' : change.time}:00+01:00`) + (midnight ? 86_400_000 : 0),
        );
        expect(end.getTime()).toBeGreaterThan(at.getTime());
        expect(readOpening(parsed, end).isOpen).toBe(!opening.isOpen);
        const before = new Date(Math.max(at.getTime(), end.getTime() - 60_000));
        expect(readOpening(parsed, before).isOpen).toBe(opening.isOpen);
      }),
      { numRuns: 300 },
    );
  });

  it('are refused by the contract when they overlap, go backwards or miss a day [R05]', () => {
    const spans = (open: unknown): unknown => ({ week: [open, [], [], [], [], [], []], otherDays: [] });
    for (const wrong of [
      spans([{ from: '17:00', to: '08:00' }]),
      spans([
        { from: '08:00', to: '12:00' },
        { from: '11:00', to: '17:00' },
      ]),
      spans([{ from: '8 h', to: '17 h' }]),
      { week: [[]], otherDays: [] },
      { week: Array(7).fill([]), otherDays: [{ day: '25/12/2026', open: [] }] },
    ])
      expect(OpeningHours.safeParse(wrong).success).toBe(false);
    expect(OpeningHours.safeParse(working).success).toBe(true);
  });

  it('of a newer hospital leave the number at hand: what is not known is left out, in its own file it is a mistake [R05]', () => {
    const service = { name: 'Helpdesk', phone: '065 00 00 01', hours: '8 h – 17 h' };
    const newer = { ...service, opening: { ...working, zone: 'Europe/Brussels' }, video: 'https://visio.example' };
    expect(PhoneService.parse(newer)).toEqual({ ...service, opening: working });
    expect(PhoneService.parse({ ...service, opening: { months: [] } })).toEqual({ ...service, opening: undefined });
    expect(PhoneService.safeParse({ ...service, phone: undefined }).success).toBe(false);
    for (const wrong of [newer, { ...service, opening: { months: [] } }, { ...service, openings: working }])
      expect(WrittenPhoneService.safeParse(wrong).success).toBe(false);
  });
});

describe('the help', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-20T18:00:00+01:00') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says beside each number whether somebody answers now, as text that calls nobody [R05]', async () => {
    const state = buildAppState(signedIn);
    const facts = state.hospital;
    if (facts === null) throw new Error('no facts');
    await mount(
      <Help state={{ ...state, hospital: { ...facts, itDepartment: { ...facts.itDepartment, opening: working } } }} />,
    );
    await press('Helpdesk');
    expect(readText()).toContain('065 00 00 33 fermé, rouvre lundi à 8 h');
    expect(document.querySelectorAll('[href]')).toHaveLength(0);
  });
});
