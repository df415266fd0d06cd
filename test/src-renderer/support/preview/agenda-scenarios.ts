import type { Agenda, AgendaEntry } from '../../../../contracts/agenda.ts';
import type { TherapeuticLink } from '../../../../contracts/link.ts';
import { buildDay, buildId, buildLink } from '../samples.ts';
import type { Answers } from '../scripted-bridge.ts';

const today = new Date();
/** A clock time of today, some minutes from now. */
const hour = (minutes: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Brussels',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(today.getTime() + minutes * 60_000);
const ago = (minutes: number): string => new Date(today.getTime() - minutes * 60_000).toISOString();

const people = [
  ['DUBOIS', 'Marie', '1955-03-12'],
  ['PETIT', 'Jean-Luc', '1948-11-02'],
  ['VAN DEN BERGHE', 'Élise', '1990-07-30'],
  ['MÜLLER-NOËL', 'Thomas', '1984-07-30'],
  ['ZEROUAL', 'Yasmine', '2019-01-02'],
  ['ROSSI', 'Antonio', '1940'],
  ['DE LA CROIX DE MONTPELLIER', 'Jean-Baptiste Marie', '1948-11-02'],
  ['BENALI', 'Samira', '1972-04-18'],
  ['LEFEBVRE', 'André', '1939-12-24'],
] as const;
const changes: readonly Partial<TherapeuticLink>[] = [
  {},
  {},
  {},
  {},
  { state: 'printed', readable: false, validUntil: null },
  { state: 'expired', readable: false, validUntil: buildDay(-20) },
  {},
  { readable: false },
  {},
];
const links = people.map(([family, given, birthDate], place) =>
  buildLink(500 + place, {
    patient: { id: buildId(2500 + place), family, given, birthDate, sex: 'unknown' },
    ...changes[place],
  }),
);
const patientOf = (place: number) => links[place]!.patient;

let last = 0;
function entry(
  at: string | null,
  place: number | null,
  standing: AgendaEntry['standing'],
  over: Partial<AgendaEntry> = {},
): AgendaEntry {
  last += 1;
  const link = place === null ? null : links[place]!;
  const known = { patient: link?.patient ?? null, link: link?.id ?? null };
  const written = link === null ? '' : `${link.patient.family} ${link.patient.given}`;
  return { id: buildId(9000 + last), at, written, ...known, arrived: false, seen: false, standing, ...over };
}

const ready = (whole: boolean): AgendaEntry['standing'] => ({ state: 'ready', whole, asOf: ago(12) });
const full: Agenda = {
  day: today.toISOString().slice(0, 10),
  halted: null,
  entries: [
    entry(hour(-50), 8, ready(true), { seen: true }),
    entry(hour(-10), 0, ready(true), { written: 'Dubois' }),
    entry(hour(10), 1, ready(false), { arrived: true }),
    entry(
      hour(30),
      2,
      { state: 'copying', part: 'documents', done: 38, total: 214 },
      { written: 'vandenberghe elise' },
    ),
    entry(hour(50), 3, { state: 'waiting', reason: 'turn', asOf: null }),
    entry(
      hour(70),
      null,
      {
        state: 'choose',
        candidates: [
          patientOf(0),
          { ...patientOf(0), given: 'Jean-Pierre', birthDate: '1950-01-02', id: buildId(2599) },
        ],
      },
      { written: 'Dubois J' },
    ),
    entry(hour(90), null, { state: 'no-link' }, { written: 'Lambert Luc' }),
    entry(hour(110), 4, { state: 'to-finish', step: 'printed' }),
    entry(hour(130), 5, { state: 'ended' }),
    entry(hour(150), 7, { state: 'unavailable' }),
    entry(hour(170), 6, { state: 'copying', part: 'key-images', done: 3, total: 11 }),
    entry(null, 3, { state: 'waiting', reason: 'document-unreadable', asOf: null }),
  ],
};
const kept: Agenda = {
  ...full,
  halted: 'offline',
  entries: full.entries.map((one) =>
    ['ready', 'copying', 'waiting'].includes(one.standing.state)
      ? {
          ...one,
          standing: { state: 'waiting', reason: 'offline', asOf: one.standing.state === 'ready' ? ago(12) : null },
        }
      : one,
  ),
};
const halted = (reason: NonNullable<Agenda['halted']>): Agenda => ({
  ...full,
  halted: reason,
  entries: full.entries.map((one) =>
    ['copying', 'waiting'].includes(one.standing.state)
      ? { ...one, standing: { state: 'waiting', reason, asOf: null } }
      : one,
  ),
});

const deeds: Answers = {
  'link/list': () => links,
  'agenda/take-text': () => ({
    added: 6,
    moved: 1,
    cancelled: 1,
    known: 2,
    elsewhere: 14,
    unread: ['10:00 ; ;', 'Pause'],
  }),
  'agenda/take-file': () => ({ added: 0, moved: 0, cancelled: 0, known: 0, elsewhere: 31, unread: [] }),
  'agenda/choose': () => ({}),
  'agenda/arrive': () => ({}),
  'agenda/remove': () => ({}),
  'agenda/clear': () => ({}),
};
const never = () => new Promise<never>(() => undefined);

/** The day: full, empty, being read, failed, without a line, without room; and the answers of its deeds. */
export const agendaAnswers: Readonly<Record<string, Answers>> = {
  agenda: { ...deeds, 'agenda/read': () => full },
  'agenda-empty': { ...deeds, 'agenda/read': () => ({ ...full, entries: [] }) },
  'agenda-loading': { ...deeds, 'agenda/read': never, 'agenda/take-text': never },
  'agenda-failed': { ...deeds, 'agenda/read': () => 'vault-damaged', 'agenda/take-text': () => 'disk-full' },
  'agenda-disk': { ...deeds, 'agenda/read': () => halted('disk-budget') },
  'agenda-line': { ...deeds, 'agenda/read': () => halted('line-budget') },
};

/** The day while the line is cut. */
export const agendaOffline: Answers = { ...deeds, 'agenda/read': () => kept };
