// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { Agenda, AgendaEntry, AgendaStanding } from '../../../../contracts/agenda.ts';
import { readPlaces } from '../../../../src-renderer/features/agenda/day.ts';
import { readWhy } from '../../../../src-renderer/features/agenda/why.ts';
import { find, findField, press, readText, settle, submit, type } from '../../support/mount.tsx';
import { asked, open, signedIn } from '../../support/open-window.tsx';
import { buildId, buildLink } from '../../support/samples.ts';

const links = [1, 2, 3].map((number) =>
  buildLink(number, {
    patient: {
      id: buildId(2000 + number),
      family: ['DUBOIS', 'PETIT', 'ROSSI'][number - 1] ?? '',
      given: 'Anne',
      birthDate: '1950-01-02',
      sex: 'female',
    },
    ...(number === 3 ? { readable: false } : {}),
  }),
);
const ready: AgendaStanding = { state: 'ready', whole: true, asOf: '2026-11-22T07:58:00.000Z' };
let last = 0;
function entry(
  at: string | null,
  number: number | null,
  standing: AgendaStanding,
  over: Partial<AgendaEntry> = {},
): AgendaEntry {
  last += 1;
  const link = number === null ? null : links[number - 1]!;
  return {
    id: buildId(9000 + last),
    at,
    written: link?.patient.family ?? 'Lambert Luc',
    patient: link?.patient ?? null,
    link: link?.id ?? null,
    arrived: false,
    seen: false,
    standing,
    ...over,
  };
}
const day = (...entries: AgendaEntry[]): Agenda => ({ day: '2026-11-22', entries, halted: null });
/** 09:25 in Brussels. */
const now = new Date('2026-11-22T08:25:00.000Z');

describe('who is next', () => {
  const [a, b, c] = [entry('09:20', 1, ready), entry('09:40', 2, ready), entry('10:00', 3, ready)];
  const idsAt = (entries: readonly AgendaEntry[], at = now) => readPlaces(entries, at);

  it('follows the clock until somebody was seen, then the list, and the waiting room before both [X02]', () => {
    expect(idsAt([a, b, c])).toEqual({ now: a.id, next: a.id });
    // Nobody came at 09:20.
    expect(idsAt([a, b, c], new Date('2026-11-22T08:55:00.000Z'))).toEqual({ now: b.id, next: b.id });
    expect(idsAt([{ ...a, seen: true }, b, c])).toEqual({ now: a.id, next: b.id });
    expect(idsAt([{ ...a, seen: true }, b, { ...c, arrived: true }])).toEqual({ now: a.id, next: c.id });
    expect(idsAt([a, b, c].map((one) => ({ ...one, seen: true })))).toEqual({ now: a.id, next: null });
    expect(idsAt([])).toEqual({ now: null, next: null });
  });
});

describe('the day in the window', () => {
  it('stands above the list and in the bar, and its next patient opens by one key [X02] [C7]', async () => {
    const agenda = day(
      entry('00:00', 1, ready, { seen: true }),
      entry(null, 2, ready),
      entry('23:59', null, { state: 'no-link' }),
    );
    const bridge = await open(signedIn, { 'link/list': () => links, 'agenda/read': () => agenda });
    expect(readText()).toContain('Aujourd’hui 3 · 2 prêts');
    expect(readText()).toContain('– PETIT Anne suivant prêt');
    await act(async () => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F8' }));
    });
    await settle();
    expect(bridge.asked.find(({ channel }) => channel === 'record/open')?.input).toEqual({ patient: buildId(2002) });
  });

  it('says of each line what is there, or why not and what to do, and of a closed record nothing more [X02] [X03]', async () => {
    const candidates = [links[0]!.patient, links[1]!.patient];
    const bridge = await open(signedIn, {
      'link/list': () => links,
      'agenda/read': () =>
        day(
          entry('09:20', 1, ready),
          entry('09:40', null, { state: 'no-link' }),
          entry('10:00', null, { state: 'choose', candidates }),
          entry('10:20', 3, { state: 'unavailable' }),
        ),
      'agenda/choose': () => ({}),
    });
    await press('Aujourd’hui 4 · 1 prêt');
    const text = readText();
    expect(text).toContain('Tout le dossier est sur ce PC, comme à l’hôpital à 08:58.');
    expect(text).toContain('Aucun de vos patients liés ne porte ce nom. Avec le patient, créez le lien.');
    expect(text).toContain('Ce dossier n’est pas accessible.');
    for (const word of ['refus', 'exclu', 'suspen']) expect(text).not.toContain(word);
    await press('PETIT Anne, 02/01/1950');
    expect(bridge.asked.at(-1)).toMatchObject({ channel: 'agenda/choose', input: { patient: buildId(2002) } });
    expect(asked(bridge)).not.toContain('record/open');
  });

  it('takes one typed line and a whole pasted list, and says what became of them [X02]', async () => {
    const taken = { added: 2, moved: 1, cancelled: 0, known: 0, elsewhere: 3, unread: ['10:00 ;;'] };
    const bridge = await open(signedIn, { 'agenda/read': () => day(), 'agenda/take-text': () => taken });
    await press('Aujourd’hui');
    expect(readText()).toContain('Personne n’est encore noté');
    await type('Ajouter à la journée', '9:20 Dubois');
    await submit('Ajouter à la journée');
    expect(bridge.asked.at(-1)).toEqual({ channel: 'agenda/take-text', input: { text: '9:20 Dubois' } });
    expect(readText()).toContain('2 rendez-vous ajoutés · 1 déplacé · 3 d’autres jours');
    expect(readText()).toContain('Une ligne ne nomme personne : 10:00 ;;');
    const list = '9:20\tDubois\n9:40\tPetit\n';
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    Object.assign(paste, { clipboardData: { getData: () => list } });
    await act(async () => findField('Ajouter à la journée').dispatchEvent(paste));
    await settle();
    expect(bridge.asked.at(-1)).toEqual({ channel: 'agenda/take-text', input: { text: list } });
  });

  it('empties the day only at the second press [X02]', async () => {
    const bridge = await open(signedIn, {
      'agenda/read': () => day(entry('09:20', 1, ready)),
      'agenda/clear': () => ({}),
    });
    await press('Aujourd’hui 1 · 1 prêt');
    await press('Vider la journée…');
    expect(asked(bridge)).not.toContain('agenda/clear');
    await press('Oui, vider la journée');
    expect(asked(bridge)).toContain('agenda/clear');
  });

  it('reads the day again when something of it changed, and stays when that fails [X02]', async () => {
    let answer: Agenda | 'vault-locked' = day(entry('09:20', 1, { state: 'waiting', reason: 'turn', asOf: null }));
    const bridge = await open(signedIn, { 'link/list': () => links, 'agenda/read': () => answer });
    expect(readText()).toContain('Aujourd’hui 1 · aucun prêt');
    answer = day(entry('09:20', 1, ready));
    await act(async () => bridge.emit('agenda/changed', {}));
    await settle();
    expect(find('Aujourd’hui 1 · 1 prêt')).toBeDefined();
    answer = 'vault-locked';
    await act(async () => bridge.emit('agenda/changed', {}));
    await settle();
    expect(find('Aujourd’hui 1 · 1 prêt')).toBeDefined();
  });

  it('has a sentence for every reason why nothing is copied [X02] [X03]', () => {
    for (const reason of ['turn', 'offline', 'disk-budget', 'line-budget', 'disk-full', 'journal-refused'] as const)
      for (const asOf of [null, '2026-11-22T07:58:00.000Z'])
        expect(readWhy({ state: 'waiting', reason, asOf })).toMatch(/\.$/);
  });
});
